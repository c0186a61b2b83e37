import Foundation
import TesseraLoyalty
import TesseraModel
import Testing

struct DrawRecordTests {
    private let sound: DrawRecord
    private let result: DrawResult

    init() throws {
        sound = try DrawSample.record(
            try DrawSample.runs((1, 20), (2, 5), (3, 7), (1, 4), (4, 9)))
        result = try #require(sound.result)
    }

    private func changed(
        version: Int = 1, commitment: DrawCommitment? = nil, closed: ClosedDraw? = nil,
        runs: [TicketRun]? = nil, result: DrawResult? = nil
    ) -> DrawRecord {
        DrawRecord(
            version: version, commitment: commitment ?? sound.commitment,
            closed: closed ?? sound.closed, runs: runs ?? sound.runs,
            result: result ?? sound.result)
    }

    private func run(_ index: Int, first: Int64? = nil, count: Int64? = nil, void: Int64 = 0)
        -> TicketRun
    {
        let run = sound.runs[index]
        return TicketRun(
            member: run.member, operation: run.operation, first: first ?? run.first,
            count: count ?? run.count, void: void)
    }

    @Test func `a draw as it should be has no problem, before and after it is run`() {
        #expect(sound.problems(digest: standIn).isEmpty)
        #expect(
            DrawRecord(
                commitment: sound.commitment, closed: sound.closed, runs: sound.runs,
                result: nil
            ).problems(digest: standIn).isEmpty)
    }

    @Test func `another seed is not the one that was promised`() throws {
        let other = try DrawSample.seed(8)
        let record = changed(
            result: DrawResult(
                from: try TicketList(sound.runs), root: sound.closed.root, seed: other,
                winners: 3, digest: standIn))

        #expect(
            record.problems(digest: standIn) == [
                .seed(
                    committed: sound.commitment.seedDigest,
                    computed: DrawValue(of: other.bytes, digest: standIn))
            ])
    }

    @Test func `an exchanged winner is named with the right one`() throws {
        let wrong = Winner(place: 2, ticket: 45, member: try #require(MemberNumber(4)))
        var winners = result.winners
        let right = winners[1]
        #expect(right != wrong)
        winners[1] = wrong

        let record = changed(result: DrawResult(seed: result.seed, winners: winners, unfilled: 0))

        #expect(
            record.problems(digest: standIn).contains(
                .winner(place: 2, published: wrong, computed: right)))
    }

    @Test func `a winner too few, too many and twice are named`() {
        let third = result.winners[2]
        let fewer = changed(
            result: DrawResult(
                seed: result.seed, winners: Array(result.winners[0...1]), unfilled: 1))
        let fourth = Winner(place: 4, ticket: third.ticket, member: third.member)
        let more = changed(
            result: DrawResult(
                seed: result.seed, winners: result.winners + [fourth], unfilled: 0))

        #expect(
            fewer.problems(digest: standIn) == [
                .winner(place: 3, published: nil, computed: third),
                .unfilled(published: 1, computed: 0),
            ])
        #expect(
            more.problems(digest: standIn) == [
                .wonTwice(third.member), .winner(place: 4, published: fourth, computed: nil),
            ])
    }

    @Test func `a ticket given to somebody else afterwards changes the root`() throws {
        var runs = sound.runs
        runs[4] = TicketRun(
            member: try #require(MemberNumber(9)), operation: runs[4].operation,
            first: runs[4].first, count: runs[4].count)
        let record = changed(runs: runs)

        #expect(
            record.problems(digest: standIn).first
                == .root(
                    published: sound.closed.root,
                    computed: TicketList.root(of: runs, digest: standIn)))
    }

    @Test func `gaps, overlaps and empty runs are each named once`() throws {
        let runs = [
            run(0), run(1, first: 22), run(2, first: 26), run(3, count: 0), run(4, void: 10),
        ]

        #expect(
            TicketList.problems(in: runs) == [
                .gap(run: 2, expected: 21, found: 22), .gap(run: 3, expected: 27, found: 26),
                .runSize(run: 4, first: 33, count: 0),
                .gap(run: 5, expected: 33, found: 37),
                .voidTickets(run: 5, void: 10, count: 9),
            ])
        #expect(throws: DrawProblem.gap(run: 2, expected: 21, found: 22)) {
            try TicketList(runs)
        }
    }

    @Test func `numbers that nobody can count to are a finding and no crash`() {
        let record = changed(
            runs: [run(0, first: Int64.max), run(1, first: -5), run(2, count: Int64.max)])

        #expect(
            record.problems(digest: standIn).prefix(3) == [
                .runSize(run: 1, first: Int64.max, count: 20),
                .runSize(run: 2, first: -5, count: 5),
                .runSize(run: 3, first: 26, count: Int64.max),
            ])
    }

    @Test func `the closing and the promise are held against the list`() {
        let closed = ClosedDraw(draw: "autumn", tickets: 44, root: sound.closed.root)
        let commitment = DrawCommitment(
            draw: "spring-raffle", winners: 0, seedDigest: sound.commitment.seedDigest)

        #expect(
            changed(closed: closed).problems(digest: standIn) == [
                .anotherDraw(committed: "spring-raffle", closed: "autumn"),
                .ticketCount(published: 44, listed: 45),
            ])
        #expect(
            changed(commitment: commitment).problems(digest: standIn).first
                == .winnersWanted(0))
        #expect(changed(version: 2).problems(digest: standIn) == [.unknownVersion(2)])
    }

    @Test func `the file has members and digests as people write them, and reads back`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]

        let data = try encoder.encode(sound)

        let text = String(decoding: data, as: UTF8.self)
        #expect(
            text.contains(
                #"{"count":20,"first":1,"member":"mem_1","operation":"01K80000000000000000000000","#
                    + #""void":0}"#))
        #expect(text.contains(#""seed":"\#(String(repeating: "07", count: 32))""#))
        #expect(text.contains(#""seed_digest":"#))
        #expect(try JSONDecoder().decode(DrawRecord.self, from: data) == sound)
    }

    @Test(arguments: ["\"07\"", "\"\(String(repeating: "0G", count: 32))\"", "7"])
    func `what is no digest is not read`(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([DrawValue].self, from: Data("[\(text)]".utf8))
        }
    }

    @Test func `every problem is told in a sentence of its own`() throws {
        let winner = result.winners[0]
        let member = winner.member
        let value = sound.closed.root
        let all: [DrawProblem] = [
            .unknownVersion(2), .anotherDraw(committed: "a", closed: "b"), .winnersWanted(0),
            .runSize(run: 1, first: 1, count: 0), .gap(run: 1, expected: 1, found: 2),
            .voidTickets(run: 1, void: 2, count: 1), .ticketCount(published: 1, listed: 2),
            .root(published: value, computed: value),
            .seed(committed: value, computed: value),
            .winner(place: 1, published: winner, computed: nil), .wonTwice(member),
            .unfilled(published: 1, computed: 0),
            .proofOfAnotherDraw(closed: "a", proven: "b"), .nothingProven(member),
            .proofOfAnotherMember(run: 1, member), .notInList(run: 1), .hasWon(winner),
            .ticketOfAnother(winner),
        ]

        #expect(Set(all.map(\.sentence)).count == all.count)
        #expect(
            DrawProblem.gap(run: 2, expected: 21, found: 22).sentence
                == "Run 2 begins with ticket 22 and should begin with 21.")
    }
}
