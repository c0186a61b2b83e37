import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

struct DrawTests {
    @Test func `the raffle of M24 has the winners that another program finds`() throws {
        let record = try DrawSample.record(try DrawSample.raffle())

        // Reckoned by a program of thirty lines in another language, with the same stand-in.
        #expect(
            record.closed.root.text
                == "1c178849c54b17b418795ff83edbcaceb022c3434a89c5de4ba287819a51c982")
        #expect(
            record.commitment.seedDigest.text
                == "27d3eb4f4583905e395df72c0502e3000ea23c0e2140bd5fda5e44d450d02451")
        #expect(record.closed.tickets == 4_812)
        let result = try #require(record.result)
        #expect(result.winners.map(\.ticket) == [2_422, 787, 596])
        #expect(result.winners.map(\.member.number) == [104, 212, 86])
        #expect(result.winners.map(\.place) == [1, 2, 3])
        #expect(result.unfilled == 0)
    }

    @Test func `the root of no tickets is the digest of nothing`() {
        #expect(TicketList.root(of: [], digest: standIn).bytes == standIn([]))
    }

    @Test func `the root of one run is its leaf`() throws {
        let runs = try DrawSample.runs((7, 20))

        let root = TicketList.root(of: runs, digest: standIn)

        let leaf: [UInt8] =
            [0] + [0, 0, 0, 0, 0, 0, 0, 1] + [0, 0, 0, 0, 0, 0, 0, 20] + [0, 0, 0, 0, 0, 0, 0, 0]
            + [0, 0, 0, 0, 0, 0, 0, 7]
            + [0x01, 0x9A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(root.bytes == standIn(leaf))
    }

    @Test func `a last run without a partner goes up as it is`() throws {
        let runs = try DrawSample.runs((1, 1), (2, 1), (3, 1))

        let root = TicketList.root(of: runs, digest: standIn)

        let leaves = runs.map { standIn($0.leafBytes) }
        #expect(root.bytes == standIn([1] + standIn([1] + leaves[0] + leaves[1]) + leaves[2]))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `nobody wins twice and every winning ticket is its member's`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var runs: [TicketRun] = []
        var first: Int64 = 1
        for index in 0..<UInt64.random(in: 1...60, using: &random) {
            let count = Int64.random(in: 1...20, using: &random)
            runs.append(
                TicketRun(
                    member: try #require(
                        MemberNumber(UInt64.random(in: 1...25, using: &random))),
                    operation: FoldSample.operation(index), first: first, count: count,
                    void: Int64.random(in: 0...count, using: &random)))
            first += count
        }
        let wanted = Int.random(in: 1...30, using: &random)

        let record = try DrawSample.record(runs, winners: wanted, seed: UInt8(seed))

        let result = try #require(record.result)
        let holders = Set(runs.filter { $0.valid > 0 }.map(\.member))
        #expect(Set(result.winners.map(\.member)).count == result.winners.count)
        #expect(result.winners.count == min(wanted, holders.count))
        #expect(result.unfilled == wanted - result.winners.count)
        for winner in result.winners {
            #expect(runs.filter { $0.holds(winner.ticket) }.map(\.member) == [winner.member])
        }
        #expect(record.problems(digest: standIn).isEmpty)
    }

    @Test func `with fewer members than prizes each wins once and the rest is named`() throws {
        let record = try DrawSample.record(
            try DrawSample.runs((1, 5), (2, 1), (1, 3)), winners: 4)

        let result = try #require(record.result)
        #expect(Set(result.winners.map(\.member.number)) == [1, 2])
        #expect(result.unfilled == 2)
    }

    @Test func `a draw without tickets has no winner`() throws {
        let record = try DrawSample.record([], winners: 2)

        #expect(record.closed.tickets == 0)
        #expect(record.result?.winners.isEmpty == true)
        #expect(record.result?.unfilled == 2)
        #expect(record.problems(digest: standIn).isEmpty)
    }

    @Test func `void tickets keep their numbers and do not win`() throws {
        let member = try #require(MemberNumber(1))
        let other = try #require(MemberNumber(2))
        let runs = [
            TicketRun(
                member: member, operation: FoldSample.operation(1), first: 1, count: 1_000,
                void: 1_000),
            TicketRun(
                member: other, operation: FoldSample.operation(2), first: 1_001, count: 3,
                void: 2),
        ]

        let record = try DrawSample.record(runs)

        #expect(record.result?.winners == [Winner(place: 1, ticket: 1_001, member: other)])
        #expect(record.result?.unfilled == 2)
    }
}

/// What is drawn from a number that a test chooses.
struct DrawNumberTests {
    // A digest of a seed, a root and a counter whose number is the one in the seed, plus the
    // counter; all others are the stand-in's.
    private func chosen(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count == 72 else { return standIn(bytes) }
        let number =
            bytes[0..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            &+ bytes[64..<72].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return stride(from: UInt64(56), through: 0, by: -8).map { shift in
            UInt8(truncatingIfNeeded: number >> shift)
        } + [UInt8](repeating: 0, count: 24)
    }

    private func winners(
        _ number: UInt64, _ runs: [TicketRun], wanted: Int
    ) throws -> [Int64] {
        let bytes = stride(from: UInt64(56), through: 0, by: -8).map { shift in
            UInt8(truncatingIfNeeded: number >> shift)
        }
        let seed = try #require(DrawValue(bytes + [UInt8](repeating: 0, count: 24)))
        return DrawResult(
            from: try TicketList(runs), root: seed, seed: seed, winners: wanted, digest: chosen
        )
        .winners.map(\.ticket)
    }

    @Test func `each ticket wins equally often over all numbers of some rounds`() throws {
        let runs = try DrawSample.runs((1, 3), (2, 1), (3, 2), (4, 1))

        var counts: [Int64: Int] = [:]
        for number in 0..<(7 * 50 as UInt64) {
            for ticket in try winners(number, runs, wanted: 1) {
                counts[ticket, default: 0] += 1
            }
        }

        #expect(counts == [1: 50, 2: 50, 3: 50, 4: 50, 5: 50, 6: 50, 7: 50])
    }

    @Test func `the second number is counted among the tickets that are left`() throws {
        let runs = try DrawSample.runs((1, 3), (2, 1), (1, 2), (3, 2))

        // 5 of 8 is ticket 6 of member 1; 6 of the 3 that are left, 4, 7 and 8, is ticket 4.
        #expect(try winners(5, runs, wanted: 3) == [6, 4, 8])
    }

    @Test func `numbers of the last, incomplete round are thrown away`() throws {
        let runs = try DrawSample.runs((1, 3), (2, 4))

        // 2⁶⁴ is two more than rounds of seven; the counter leads from the last one to 0, whereas
        // its own rest is 1.
        #expect(try winners(UInt64.max, runs, wanted: 1) == [1])
        #expect(try winners(UInt64.max - 2, runs, wanted: 1) == [7])
        // Of two tickets no number is beyond.
        #expect(try winners(UInt64.max, try DrawSample.runs((1, 2)), wanted: 1) == [2])
    }
}
