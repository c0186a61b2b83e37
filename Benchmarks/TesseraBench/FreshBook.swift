import TesseraConfiguration
import TesseraLedger
import TesseraLedgerPostgres
import TesseraLedgerSQLite
import TesseraTestSupport

/// A book that nothing was booked in, with what holds it.
struct FreshBook {
    let ledger: any Ledger
    /// A folder on the same disk.
    let parent: String
    private let holder: AnyObject
    private let ending: () async -> Void

    /// In a SQLite file on the disk.
    static func onFile(_ shop: Shop) async throws -> FreshBook {
        let folder = try TemporaryFolder(isOnDisk: true)
        try await SQLiteLedger.create(in: folder.path, epoch: 1)
        let ledger = try await SQLiteLedger.open(
            folder: folder.path, zone: shop.settings.zone, wall: shop.clock)
        return FreshBook(ledger: ledger, parent: folder.path, holder: folder) {
            await ledger.close()
        }
    }

    /// On a PostgreSQL server of its own.
    static func onServer(_ shop: Shop) async throws -> FreshBook {
        try await onServer(shop, try ScratchServer())
    }

    /// On a PostgreSQL server that has others as well.
    static func onServer(_ shop: Shop, _ server: ScratchServer) async throws -> FreshBook {
        _ = try await PostgresLedger.create(at: server.address, epoch: 1)
        let ledger = try await PostgresLedger.open(
            at: server.address, zone: shop.settings.zone, wall: shop.clock)
        return FreshBook(ledger: ledger, parent: server.parent, holder: server) {
            await ledger.close()
        }
    }

    private init(
        ledger: any Ledger, parent: String, holder: AnyObject, ending: @escaping () async -> Void
    ) {
        self.ledger = ledger
        self.parent = parent
        self.holder = holder
        self.ending = ending
    }

    func close() async { await ending() }
}
