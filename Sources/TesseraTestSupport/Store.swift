import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel

/// Every implementation of the ledger, for tests of what all of them promise.
package enum Store: String, CaseIterable, Sendable {
    /// The simplest book.
    case inMemory
    /// The book in a file.
    case sqlite

    /// The stores that can be opened here.
    package static var available: [Store] { allCases }

    /// The stores that outlive a process.
    package static var durable: [Store] { [.sqlite] }

    /// Opens a fresh book whose clock stands at ``Sample/noon``.
    ///
    /// - Throws: Errors of the file system and of the store.
    package func open(
        zone: IssuerZone = Sample.bucharest, isOnDisk: Bool = false
    ) async throws -> OpenBook {
        switch self {
        case .inMemory:
            return OpenBook(ledger: InMemoryLedger(zone: zone), folder: nil, zone: zone)
        case .sqlite:
            let folder = try TemporaryFolder(isOnDisk: isOnDisk)
            try await SQLiteLedger.create(in: folder.path, epoch: 0x0102_0304_0506_0708)
            let ledger = try await SQLiteLedger.open(
                folder: folder.path, zone: zone, wall: FixedClock(Sample.noon))
            return OpenBook(ledger: ledger, folder: folder, zone: zone)
        }
    }
}

/// An open book; its folder goes with it.
package final class OpenBook: Sendable {
    /// The book.
    package let ledger: any Ledger
    /// Where it is kept; `nil` for one in memory.
    package let folder: TemporaryFolder?
    private let zone: IssuerZone

    init(ledger: any Ledger, folder: TemporaryFolder?, zone: IssuerZone) {
        self.ledger = ledger
        self.folder = folder
        self.zone = zone
    }

    /// Closes the book and opens it again, as a new process would.
    ///
    /// - Parameter wall: What the new process's clock shows.
    /// - Returns: The same book, read again; a book in memory is simply kept.
    /// - Throws: Errors of the store.
    package func reopened(at wall: Timestamp = Sample.noon) async throws -> OpenBook {
        guard let folder, let open = ledger as? SQLiteLedger else { return self }
        await open.close()
        let again = try await SQLiteLedger.open(
            folder: folder.path, zone: zone, wall: FixedClock(wall))
        return OpenBook(ledger: again, folder: folder, zone: zone)
    }
}
