import GRDB
import TesseraJournal
import TesseraLedger
import TesseraLedgerPostgres
import TesseraModel
import TesseraTestSupport
import Testing

/// What an operation's row says is vouched for by a sum in it, and in a sealed book by the chain.
///
/// L1, L4.
struct AlteredRowTests {
    /// A book with a claim of 60.00 on a card of 50.00, which comes to nothing, and a redemption.
    private func scene(_ store: Store) async throws -> (OfflineScene, refused: OperationID) {
        let scene = try await OfflineScene(store, Sample.gift(cents: 5_000))
        var log = scene.log()
        let claim = log.take(cents: 6_000, of: scene.position)
        #expect(try await scene.verdict(claim).ruling == .notAccepted)
        try await scene.counter.redeem(.amount(Sample.euros(cents: 1_000)))
        return (scene, claim.operation)
    }

    /// Changes rows of operations behind the book's back, past what guards them.
    private func alter(_ scene: OfflineScene, _ assignment: String) async throws {
        let change = "UPDATE operation SET \(assignment);"
        if let folder = scene.counter.book.folder {
            let file = try DatabaseQueue(path: folder.path + "/ledger.sqlite")
            try await file.writeWithoutTransaction { db in
                let name = "operation_is_never_changed"
                let guardian = try String.fetchOne(
                    db, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [name])
                try db.execute(sql: "DROP TRIGGER \(name); \(change) \(try #require(guardian))")
            }
            try file.close()
        } else if let schema = scene.counter.book.schema {
            try PostgresConnection(schema.address).run(
                "SET session_replication_role = replica; \(change)")
        }
    }

    private static let changes = [
        // The amount asked of a claim that came to nothing; it is asked and taken alike.
        "detail = replace(detail, '6000', '6001') WHERE kind = 24",
        "time = time + 1 WHERE kind = 24", "time = time + 1 WHERE kind = 0",
        "detail = substr(detail, 1, length(detail) - 3) || 'x\"}' WHERE kind = 24",
    ]

    @Test(arguments: Store.durable, AlteredRowTests.changes)
    func `an operation that says something else is found`(
        store: Store, change: String
    ) async throws {
        let (scene, _) = try await scene(store)
        #expect(try await scene.ledger.audit().findings == [])

        try await alter(scene, change)

        #expect(
            try await scene.ledger.audit().findings.map(\.problem)
                .contains("breaks off at a record that cannot be read"))
    }

    @Test(arguments: Store.durable)
    func `rows of before there were sums are read as they are`(store: Store) async throws {
        let (scene, _) = try await scene(store)

        let json = "substr(detail, 1, length(detail) - 26) || '}'"
        try await alter(scene, "detail = CASE kind WHEN 0 THEN NULL ELSE \(json) END")

        #expect(try await scene.ledger.audit().findings == [])
    }

    /// Whoever writes the sum too is found out by the chain.
    @Test(arguments: Store.durable)
    func `an operation altered with its sum is found in a sealed book`(store: Store) async throws {
        let (scene, refused) = try await scene(store)
        _ = try await Sealer(ledger: scene.ledger).seal()
        #expect(try await scene.ledger.wholeAudit().findings == [])
        let told = try await booked(refused, scene)
        let (claim, verdict) = try #require(told.claim)
        let more = Claim(
            device: claim.device, epoch: claim.epoch, sequence: claim.sequence, hash: claim.hash,
            previous: claim.previous, kit: claim.kit, occurredAt: claim.occurredAt,
            act: .redeem(
                scene.position, .amount(Sample.euros(cents: 6_001)), taken: 6_001, discount: nil),
            finding: claim.finding)
        let lie = BookedOperation(
            operation: refused, time: told.time, place: told.place, position: told.position,
            wish: .claim(more), outcome: .claimed(verdict), transfers: [])

        try await alter(scene, "detail = '\(try StoredDetail.text(of: lie))' WHERE kind = 24")

        #expect(try await scene.ledger.audit().findings == [])
        #expect(
            try await scene.ledger.wholeAudit().findings.map(\.record)
                .contains { $0.contains(refused.text) })
    }

    private func booked(
        _ operation: OperationID, _ scene: OfflineScene
    ) async throws -> BookedOperation {
        let claims = try await scene.ledger.claims(after: nil, conflictsOnly: true, limit: 10)
        return try #require(claims.first { $0.operation == operation })
    }
}
