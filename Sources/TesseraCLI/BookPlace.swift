import TesseraConfiguration
import TesseraLedger
import TesseraLedgerPostgres
import TesseraLedgerSQLite
import TesseraModel

/// Where the shop's book is: the one place that knows which stores there are.
enum BookPlace: Hashable {
    /// A file in a data folder.
    case folder(String)
    /// A database.
    case database(PostgresAddress)

    /// Reads the place that a person names.
    ///
    /// - Parameter text: An address that begins with `postgres:` or `postgresql:`, or a folder.
    /// - Throws: ``PostgresError``.
    init(named text: String) throws {
        let isAddress = ["postgres:", "postgresql:"].contains(where: text.hasPrefix)
        self = isAddress ? .database(try PostgresAddress(text)) : .folder(text)
    }

    /// The place that a shop's settings name.
    ///
    /// - Parameters:
    ///   - settings: The settings; `nil` where they cannot be read, for the folder itself.
    ///   - folder: The data folder.
    /// - Throws: ``PostgresError``.
    init(_ settings: Settings?, in folder: String) throws {
        self = try settings?.ledger.map { .database(try PostgresAddress($0)) } ?? .folder(folder)
    }

    /// The place as people read it, without a secret.
    var shown: String {
        switch self {
        case .folder(let path): path
        case .database(let address): address.shown
        }
    }

    /// Makes an empty book, unless there is one.
    ///
    /// - Returns: Whether it was made now.
    /// - Throws: What can be wrong with the folder or the database.
    func create(epoch: UInt64) async throws -> Bool {
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
    ///   - work: What the command does.
    /// - Returns: What the work returns.
    /// - Throws: What can be wrong with the book's place; what the work throws.
    func open<T: Sendable>(
        _ access: Access, zone: IssuerZone, clock: SystemClock,
        _ work: @Sendable (any Ledger) async throws -> T
    ) async throws -> T {
        switch (self, access) {
        case (_, .reading): return try await read(zone: zone, work)
        case (.folder(let path), .writing):
            let ledger = try await SQLiteLedger.open(
                folder: path, zone: zone, wall: clock,
                waitMilliseconds: ShopOptions.patienceMilliseconds)
            return try await BookPlace.closing(ledger, with: ledger.close, work)
        case (.database(let address), .writing):
            let ledger = try await PostgresLedger.open(
                at: address, zone: zone, wall: clock, connections: 1)
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
    func read<T: Sendable>(
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
    func hasBook() async throws -> Bool {
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

extension ShopOptions {
    /// Where the shop's book is.
    ///
    /// - Throws: What can be wrong with the settings and with the address in them.
    func bookPlace(_ settings: Settings) throws -> BookPlace { try BookPlace(settings, in: folder) }

    /// Refuses a shop whose book is in a database, where only a file is copied.
    ///
    /// - Throws: ``CLIError/usage(_:hint:)``.
    func refuseDatabase() throws(CLIError) {
        guard (try? settings())?.ledger != nil else { return }
        throw .usage(
            "This shop's book is in a database, which tessera backup does not copy.",
            hint: "Back up the database with its own tools; tessera ledger export writes the "
                + "journal.")
    }
}
