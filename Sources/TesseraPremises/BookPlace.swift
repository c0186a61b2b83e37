import TesseraConfiguration
import TesseraLedger
import TesseraLedgerPostgres
import TesseraLedgerSQLite
import TesseraModel

/// Where the shop's book is: the one place that knows which stores there are.
package enum BookPlace: Hashable {
    /// A file in a data folder.
    case folder(String)
    /// A database.
    case database(PostgresAddress)

    /// Reads the place that a person names.
    ///
    /// - Parameter text: An address that begins with `postgres:` or `postgresql:`, or a folder.
    /// - Throws: ``PostgresError``.
    package init(named text: String) throws {
        let isAddress = ["postgres:", "postgresql:"].contains(where: text.hasPrefix)
        self = isAddress ? .database(try PostgresAddress(text)) : .folder(text)
    }

    /// The place that a shop's settings name.
    ///
    /// - Parameters:
    ///   - settings: The settings; `nil` where they cannot be read, for the folder itself.
    ///   - folder: The data folder.
    /// - Throws: ``PostgresError``.
    package init(_ settings: Settings?, in folder: String) throws {
        self = try settings?.ledger.map { .database(try PostgresAddress($0)) } ?? .folder(folder)
    }

    /// The place as people read it, without a secret.
    package var shown: String {
        switch self {
        case .folder(let path): path
        case .database(let address): address.shown
        }
    }

    /// Makes an empty book, unless there is one.
    ///
    /// - Returns: Whether it was made now.
    /// - Throws: What can be wrong with the folder or the database.
    package func create(epoch: UInt64) async throws -> Bool {
        switch self {
        case .folder(let path): try await SQLiteLedger.create(in: path, epoch: epoch)
        case .database(let address): try await PostgresLedger.create(at: address, epoch: epoch)
        }
    }

    /// Opens the book, lets a command work with it, and closes it.
    ///
    /// - Parameters:
    ///   - access: Whether it is changed.
    ///   - zone: The issuer's zone.
    ///   - clock: The clock that must not be behind the book.
    ///   - connections: How many bookings may be under way at once in a database, at least 1.
    ///   - work: What the command does.
    /// - Returns: What the work returns.
    /// - Throws: What can be wrong with the book's place; what the work throws.
    package func open<T: Sendable>(
        _ access: Access, zone: IssuerZone, clock: SystemClock,
        connections: Int = 1, _ work: @Sendable (any Ledger) async throws -> T
    ) async throws -> T {
        switch (self, access) {
        case (_, .reading): return try await read(zone: zone, work)
        case (.folder(let path), .writing):
            let ledger = try await SQLiteLedger.open(
                folder: path, zone: zone, wall: clock,
                waitMilliseconds: Premises.patienceMilliseconds)
            return try await BookPlace.closing(ledger, with: ledger.close, work)
        case (.folder(let path), .serving):
            let ledger = try await LendingLedger.open(
                folder: path, zone: zone, wall: clock,
                waitMilliseconds: Premises.patienceMilliseconds)
            return try await BookPlace.closing(ledger, with: ledger.close, work)
        case (.database(let address), .writing), (.database(let address), .serving):
            let ledger = try await PostgresLedger.open(
                at: address, zone: zone, wall: clock, connections: connections)
            return try await BookPlace.closing(ledger, with: ledger.close, work)
        }
    }

    /// Opens the book for questions, lets a command ask, and closes it.
    ///
    /// - Parameters:
    ///   - zone: The issuer's zone.
    ///   - work: What the command asks.
    /// - Returns: What the work returns.
    /// - Throws: What can be wrong with the book's place; what the work throws.
    package func read<T: Sendable>(
        zone: IssuerZone, _ work: @Sendable (any Ledger) async throws -> T
    ) async throws -> T {
        switch self {
        case .folder(let path):
            let ledger = try SQLiteLedger.openForReading(folder: path, zone: zone)
            return try await BookPlace.closing(ledger, with: ledger.close, work)
        case .database(let address):
            let ledger = try await PostgresLedger.openForReading(at: address, zone: zone)
            return try await BookPlace.closing(ledger, with: ledger.close, work)
        }
    }

    /// Whether there is a book, sound or not.
    ///
    /// - Throws: What keeps this from being known.
    package func hasBook() async throws -> Bool {
        do {
            return try await read(zone: .utc) { _ in true }
        } catch LedgerError.ledgerMissing, PostgresError.bookMissing {
            return false
        } catch let error as LedgerError where error.kind == .misconfigured {
            return true
        }
    }

    private static func closing<T: Sendable>(
        _ ledger: any Ledger, with close: () async -> Void,
        _ work: @Sendable (any Ledger) async throws -> T
    ) async throws -> T {
        do {
            let result = try await work(ledger)
            await close()
            return result
        } catch {
            await close()
            throw error
        }
    }
}
