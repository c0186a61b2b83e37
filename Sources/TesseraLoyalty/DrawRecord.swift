import TesseraModel

/// A draw as anybody may read it and draw it again; the form of the file `draw.json`.
///
/// Members stand there by their numbers, which say nothing of the person.
///
/// - Source: M24, R11; `docs/draws.md`.
package struct DrawRecord: Hashable, Sendable, Codable {
    /// The form that this program writes.
    package static let version = 1

    /// The form of the file.
    package let version: Int
    /// What was published before the first ticket.
    package let commitment: DrawCommitment
    /// What was published when it was closed.
    package let closed: ClosedDraw
    /// All tickets in the order of their numbers.
    package let runs: [TicketRun]
    /// Who won; `nil` if it was not run yet.
    package let result: DrawResult?

    /// A draw.
    package init(
        version: Int = DrawRecord.version, commitment: DrawCommitment, closed: ClosedDraw,
        runs: [TicketRun], result: DrawResult?
    ) {
        self.version = version
        self.commitment = commitment
        self.closed = closed
        self.runs = runs
        self.result = result
    }

    /// Everything that is wrong with it.
    ///
    /// The winners are drawn again from the seed and the root as they stand in the file, unless
    /// the list of tickets is none.
    ///
    /// - Parameter digest: SHA-256.
    /// - Returns: In a fixed order; empty if nothing is wrong.
    package func problems(digest: ([UInt8]) -> [UInt8]) -> [DrawProblem] {
        guard version == DrawRecord.version else { return [.unknownVersion(version)] }
        var problems: [DrawProblem] = []
        if commitment.draw != closed.draw {
            problems.append(.anotherDraw(committed: commitment.draw, closed: closed.draw))
        }
        if commitment.winners < 1 { problems.append(.winnersWanted(commitment.winners)) }
        problems += TicketList.problems(in: runs)
        let root = TicketList.root(of: runs, digest: digest)
        if let list = try? TicketList(runs), list.lastTicket != closed.tickets {
            problems.append(.ticketCount(published: closed.tickets, listed: list.lastTicket))
        }
        if root != closed.root {
            problems.append(.root(published: closed.root, computed: root))
        }
        return problems + (result.map { self.problems(with: $0, digest: digest) } ?? [])
    }

    private func problems(
        with result: DrawResult, digest: ([UInt8]) -> [UInt8]
    ) -> [DrawProblem] {
        var problems: [DrawProblem] = []
        let seedDigest = DrawValue(of: result.seed.bytes, digest: digest)
        if seedDigest != commitment.seedDigest {
            problems.append(.seed(committed: commitment.seedDigest, computed: seedDigest))
        }
        var seen: Set<MemberNumber> = []
        var named: Set<MemberNumber> = []
        for winner in result.winners where !seen.insert(winner.member).inserted {
            if named.insert(winner.member).inserted { problems.append(.wonTwice(winner.member)) }
        }
        guard let list = try? TicketList(runs) else { return problems }
        let again = DrawResult(
            from: list, root: closed.root, seed: result.seed, winners: commitment.winners,
            digest: digest)
        for index in 0..<max(result.winners.count, again.winners.count) {
            let published = index < result.winners.count ? result.winners[index] : nil
            let computed = index < again.winners.count ? again.winners[index] : nil
            if published != computed {
                problems.append(
                    .winner(place: index + 1, published: published, computed: computed))
            }
        }
        if result.unfilled != again.unfilled {
            problems.append(.unfilled(published: result.unfilled, computed: again.unfilled))
        }
        return problems
    }
}
