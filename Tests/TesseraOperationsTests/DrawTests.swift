import Foundation
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Draws through the counter, and with SHA-256 what `docs/draws.md` shows: M24.
struct DrawTests {
    private static let programme = """
        programme: harbour
        campaigns:
          raffle:
            number: 9
            title: Winter raffle
            terms: A ticket for every ten euros.
            rules:
              - id: ticket
                on: purchase
                if: member
                then: { enter: winter, units: 1, per: 10.00, of: basket paid }
        draws:
          winter:
            winners: 2
            until: 2026-12-05
            campaign: raffle
            prize: { gift: 50.00, good_for: 12 months, label: Winter raffle }
        """

    private static func run(
        _ number: UInt64, _ operation: String, _ first: Int64, _ count: Int64, _ void: Int64
    ) throws -> TicketRun {
        TicketRun(
            member: try #require(MemberNumber(number)),
            operation: try #require(OperationID(operation)), first: first, count: count,
            void: void)
    }

    private static func shown() throws -> [TicketRun] {
        [
            try run(1, "01K80000000000000000000001", 1, 20, 0),
            try run(2, "01K80000000000000000000002", 21, 5, 2),
            try run(3, "01K80000000000000000000003", 26, 7, 0),
        ]
    }

    @Test func `the draw that the document shows comes out as it says`() throws {
        let seed = try #require(DrawValue([UInt8](repeating: 7, count: 32)))
        let list = try TicketList(DrawTests.shown())
        let closed = ClosedDraw(draw: "spring-raffle", list: list, digest: Digest.sha256)
        let result = DrawResult(
            from: list, root: closed.root, seed: seed, winners: 2, digest: Digest.sha256)
        let commitment = DrawCommitment(
            draw: "spring-raffle", winners: 2, seed: seed, digest: Digest.sha256)

        #expect(
            commitment.seedDigest.text
                == "4bb06f8e4e3a7715d201d573d0aa423762e55dabd61a2c02278fa56cc6d294e0")
        #expect(
            closed.root.text
                == "297fe02379e99427c73127af8e7e891d47188812d6a97c1176327a1d66768c92")
        #expect(closed.tickets == 32)
        #expect(result.winners.map(\.ticket) == [19, 32])
        #expect(result.winners.map(\.member.text) == ["mem_1", "mem_3"])
        #expect(result.unfilled == 0)
    }

    @Test func `the proof that the document shows comes out as it says`() throws {
        let runs = try DrawTests.shown()
        let closed = ClosedDraw(
            draw: "spring-raffle", list: try TicketList(runs), digest: Digest.sha256)
        let commitment = DrawCommitment(
            draw: "spring-raffle", winners: 2, seedDigest: closed.root)
        let loser = try #require(MemberNumber(2))
        let proof = LoserProof(
            for: loser,
            in: DrawRecord(commitment: commitment, closed: closed, runs: runs, result: nil),
            digest: Digest.sha256)

        #expect(proof.runs.map(\.index) == [1])
        #expect(
            proof.runs[0].path.map(\.text) == [
                "853e92530372b725fdfe1b391e952f47ce37b37f4ce4a104d5d35a8273b5a725",
                "24655cb41d1c77b453211f826a90392f89b2c34a27acea337177599f45a54217",
            ])
        #expect(proof.problems(against: closed, winners: [], digest: Digest.sha256) == [])
    }

    @Test(arguments: Store.available)
    func `winners are drawn once and get their prizes once`(store: Store) async throws {
        let desk = try await Desk.running(store, DrawTests.programme)
        var members: [MemberNumber] = []
        for name in ["Ana", "Ion", "Eva"] {
            let member = try await desk.card(name: name).member.number
            members.append(member)
            try await desk.event(.purchase, member) { $0.basket = Desk.drinks(7_000) }
        }
        let promise = try await desk.counter.draw(named: "winter").commitment
        await #expect(
            throws: DrawError.stillOpen("winter", until: Desk.time("2026-12-05T22:00:00Z"))
        ) { try await desk.counter.run(draw: "winter", by: nil) }

        desk.set("2026-12-06T09:00:00Z")
        // Reported too late: the tickets are numbered, and the draw is over.
        try await desk.event(.purchase, members[2]) { $0.basket = Desk.drinks(9_000) }
        let drawn = try await desk.counter.run(draw: "winter", by: nil)

        #expect(drawn.record.problems(digest: Digest.sha256) == [])
        #expect(drawn.record.commitment == promise)
        #expect(drawn.record.closed.tickets == 21)
        let winners = try #require(drawn.record.result?.winners)
        #expect(winners.count == 2 && Set(winners.map(\.member)).isSubset(of: members))
        #expect(drawn.prizes.map(\.holder) == winners.map(\.member))
        #expect(drawn.prizes.allSatisfy { $0.terms == Desk.gift(cents: 5_000) })
        #expect(!drawn.isReplay)

        desk.set("2026-12-20T09:00:00Z")
        let again = try await desk.counter.run(draw: "winter", by: nil)
        #expect(again.isReplay && again.record == drawn.record)
        #expect(again.prizes.map(\.issued) == drawn.prizes.map(\.issued))
        let loser = try #require(Set(members).subtracting(winners.map(\.member)).first)
        let proof = try await desk.counter.proof(of: "winter", for: loser)
        #expect(
            proof.problems(
                against: drawn.record.closed, winners: winners, digest: Digest.sha256) == [])
        await #expect(throws: DrawError.hasWon(winners[0])) {
            try await desk.counter.proof(of: "winter", for: winners[0].member)
        }
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a seed stays what was promised however the keys are rotated`(
        store: Store
    ) async throws {
        let desk = try await Desk.running(store, DrawTests.programme)
        let promise = try await desk.counter.draw(named: "winter").commitment
        var keys = desk.keys
        for _ in 0..<2 { keys = try keys.rotated(on: Sample.day("2026-12-02"), pending: false) }

        let later = try await desk.with(keys).counter.draw(named: "winter").commitment
        #expect(later == promise)
    }

    @Test(arguments: Store.available)
    func `what comes back takes its tickets along`(store: Store) async throws {
        let desk = try await Desk.running(store, DrawTests.programme)
        let ana = try await desk.card().member.number
        let bought = try await desk.event(.purchase, ana) {
            $0.basket = Desk.drinks(4_000, 3_000)
        }
        try await desk.event(.returned, ana) {
            $0.about = bought.event.operation
            $0.basket = Basket(
                currency: Sample.euro, lines: [Desk.drinks(4_000).lines[0]])
        }

        let draw = try await desk.counter.draw(named: "winter")
        #expect(draw.tickets.runs.map(\.count) == [7])
        #expect(draw.tickets.runs.map(\.void) == [4])
        #expect(draw.validTickets == 3)
    }
}
