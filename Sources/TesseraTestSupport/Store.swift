import TesseraLedger
import TesseraLedgerPostgres
import TesseraLedgerSQLite
import TesseraModel

/// Every implementation of the ledger, for tests of what all of them promise.
package enum Store: String, CaseIterable, Sendable {
    /// The simplest book.
    case inMemory
    /// The book in a file.
    case sqlite
    /// The book in a database, each in a schema of its own.
    case postgres

    /// The stores that can be opened here.
    package static var available: [Store] { allCases.filter(\.isConfigured) }

    /// The stores that outlive a process, as far as they can be opened here.
    package static var durable: [Store] { available.filter { $0 != .inMemory } }

    /// Whether it can be opened here: a database only where `TESSERA_TEST_POSTGRES` has its
    /// address.
    package var isConfigured: Bool { self != .postgres || ScratchSchema.server != nil }

    /// The epoch of the books that this opens, where they are durable.
    private static let epoch: UInt64 = 0x0102_0304_0506_0708

    /// Opens a fresh book whose clock stands at ``Sample/noon``.
    ///
    /// - Throws: Errors of the file system and of the store.
    package func open(
        zone: IssuerZone = Sample.bucharest, isOnDisk: Bool = false
    ) async throws -> OpenBook {
        switch self {
        case .inMemory:
            return OpenBook(ledger: InMemoryLedger(zone: zone), zone: zone)
        case .sqlite:
            let folder = try TemporaryFolder(isOnDisk: isOnDisk)
            try await SQLiteLedger.create(in: folder.path, epoch: Store.epoch)
            let ledger = try await SQLiteLedger.open(
                folder: folder.path, zone: zone, wall: FixedClock(Sample.noon))
            return OpenBook(ledger: ledger, folder: folder, zone: zone)
        case .postgres:
            let schema = try ScratchSchema()
            try await PostgresLedger.create(at: schema.address, epoch: Store.epoch)
            let ledger = try await PostgresLedger.open(
                at: schema.address, zone: zone, wall: FixedClock(Sample.noon), connections: 4)
            return OpenBook(ledger: ledger, schema: schema, zone: zone)
        }
    }
}

/// An open book; its folder or schema goes with it.
package final class OpenBook: Sendable {
    /// The book.
    package let ledger: any Ledger
    /// Where it is kept; `nil` for one that is not in a file.
    package let folder: TemporaryFolder?
    /// Where it is kept; `nil` for one that is not in a database.
    package let schema: ScratchSchema?
    private let zone: IssuerZone

    init(
        ledger: any Ledger, folder: TemporaryFolder? = nil, schema: ScratchSchema? = nil,
        zone: IssuerZone
    ) {
        self.ledger = ledger
        self.folder = folder
        self.schema = schema
        self.zone = zone
    }

    /// Closes the book and opens it again, as a new process would.
    ///
    /// - Parameter wall: What the new process's clock shows.
    /// - Returns: The same book, read again; a book in memory is simply kept.
    /// - Throws: Errors of the store.
    package func reopened(at wall: Timestamp = Sample.noon) async throws -> OpenBook {
        if let schema, let open = ledger as? PostgresLedger {
            await open.close()
            let again = try await PostgresLedger.open(
                at: schema.address, zone: zone, wall: FixedClock(wall), connections: 4)
            return OpenBook(ledger: again, schema: schema, zone: zone)
        }
        guard let folder, let open = ledger as? SQLiteLedger else { return self }
        await open.close()
        let again = try await SQLiteLedger.open(
            folder: folder.path, zone: zone, wall: FixedClock(wall))
        return OpenBook(ledger: again, folder: folder, zone: zone)
    }
}
