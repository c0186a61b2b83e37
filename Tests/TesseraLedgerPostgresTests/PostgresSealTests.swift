import TesseraLedger
import TesseraLedgerPostgres
import TesseraModel
import TesseraTestSupport
import Testing

/// Operations get their numbers after many transactions ran beside each other.
///
/// - Source: L4.
@Suite(.needsServer)
struct PostgresSealTests {
    private static let copy = """
        BEGIN; INSERT INTO operation (id, time, kind, detail)
        SELECT '00000000-0000-0000-0000-0000000000ff', time, kind,
            left(detail, length(detail) - 26) || '}' FROM operation
        WHERE kind = 6
        """

    @Test func `what was not yet committed is sealed the next time`() async throws {
        let scene = try await PostgresScene()
        let slow = scene.side
        try slow.run(PostgresSealTests.copy)
        _ = try await scene.ledger.redeem(scene.request(0, cents: 100))

        #expect(try await seal(scene.ledger) == 2)
        #expect(try await seal(scene.ledger) == 0)
        let bound = try scene.side.number(PostgresSealTests.bound)
        try slow.run("COMMIT")

        #expect(
            try await scene.ledger.unsealed(limit: 9).map(\.operation)
                == [OperationID(high: 0, low: 0xFF)])
        #expect(try await seal(scene.ledger) == 1)
        #expect(try scene.side.number("SELECT max(sequence) FROM seal") == 3)
        #expect(bound > 0)
    }

    @Test func `a book on a server with smaller numbers is still sealed`() async throws {
        let scene = try await PostgresScene()
        #expect(try await seal(scene.ledger) == 1)
        try scene.side.run(
            "UPDATE setting SET number = 4000000000000000000 WHERE name = 'sealed_below'")

        _ = try await scene.ledger.redeem(scene.request(0, cents: 100))

        #expect(try await seal(scene.ledger) == 1)
        #expect(try await seal(scene.ledger) == 0)
        #expect(try scene.side.number(PostgresSealTests.bound) < 4_000_000_000_000_000_000)
    }

    @Test func `a second sealer with the same numbers is told so`() async throws {
        let scene = try await PostgresScene()
        let page = try await scene.ledger.unsealed(limit: 9)
        let seals = seals(page, after: 0)
        try await scene.ledger.seal(seals)

        await #expect(throws: LedgerError.sealedElsewhere) {
            try await scene.ledger.seal(seals)
        }
        await #expect(throws: LedgerError.sealedElsewhere) {
            try await scene.ledger.seal(self.seals(page, after: 5))
        }
    }

    @Test func `an audit names what guards nothing and what is missing`() async throws {
        let scene = try await PostgresScene()
        _ = try await seal(scene.ledger)
        try scene.side.run(
            """
            ALTER TABLE seal DISABLE TRIGGER seal_is_never_changed;
            UPDATE seal SET sequence = 5
            """)

        #expect(
            try await scene.ledger.audit().findings.suffix(2) == [
                LedgerAudit.Finding(
                    record: "table seal", problem: "has no guard against changes"),
                LedgerAudit.Finding(
                    record: "seals", problem: "are 1 where the last one is number 5"),
            ])
    }

    private static let bound = "SELECT number FROM setting WHERE name = 'sealed_below'"

    private func seal(_ ledger: PostgresLedger) async throws -> Int {
        let page = try await ledger.unsealed(limit: 100)
        let last = try await ledger.lastSeal()?.sequence ?? 0
        try await ledger.seal(seals(page, after: last))
        return page.count
    }

    private func seals(_ page: [BookedOperation], after last: Int64) -> [SealedOperation] {
        page.enumerated().map { index, operation in
            SealedOperation(
                sequence: last + Int64(index) + 1, operation: operation, head: .beginning)
        }
    }
}
