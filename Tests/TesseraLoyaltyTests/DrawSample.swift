import TesseraLoyalty
import TesseraModel
import Testing

/// The raffle of M24: 4 812 tickets of 300 members.
enum DrawSample {
    /// A seed of the same byte thirty-two times.
    static func seed(_ byte: UInt8) throws -> DrawValue {
        try #require(DrawValue([UInt8](repeating: byte, count: 32)))
    }

    /// Runs of 1…20 tickets, the last one cut so that there are 4 812.
    static func raffle() throws -> [TicketRun] {
        var runs: [TicketRun] = []
        var first: Int64 = 1
        while first <= 4_812 {
            let index = UInt64(runs.count)
            runs.append(
                TicketRun(
                    member: try #require(MemberNumber(1 + index * 7 % 300)),
                    operation: FoldSample.operation(index), first: first,
                    count: min(Int64(1 + index * 13 % 20), 4_813 - first)))
            first += runs[runs.count - 1].count
        }
        return runs
    }

    /// Runs of some members with so many tickets each, from ticket 1.
    static func runs(_ parts: (member: UInt64, count: Int64)...) throws -> [TicketRun] {
        var first: Int64 = 1
        return try parts.enumerated().map { index, part in
            defer { first += part.count }
            return TicketRun(
                member: try #require(MemberNumber(part.member)),
                operation: FoldSample.operation(UInt64(index)), first: first,
                count: part.count)
        }
    }

    /// A draw that was run as it should be.
    static func record(
        _ runs: [TicketRun], winners: Int = 3, seed byte: UInt8 = 7
    ) throws -> DrawRecord {
        let seed = try seed(byte)
        let list = try TicketList(runs)
        let closed = ClosedDraw(draw: "spring-raffle", list: list, digest: standIn)
        return DrawRecord(
            commitment: DrawCommitment(
                draw: "spring-raffle", winners: winners, seed: seed, digest: standIn),
            closed: closed, runs: runs,
            result: DrawResult(
                from: list, root: closed.root, seed: seed, winners: winners, digest: standIn))
    }
}
