import TesseraModel

/// Shows a member that all these tickets were in the list that was drawn from, without the list.
///
/// - Source: M24; `docs/draws.md`.
package struct LoserProof: Hashable, Sendable {
    /// A run and its way to the root.
    package struct ProvenRun: Hashable, Sendable, Codable {
        /// The tickets.
        package let run: TicketRun
        /// Which of all runs it is, from zero.
        package let index: Int
        /// The other sides, from the leaf upwards.
        package let path: [DrawValue]

        /// A run and its way to the root.
        package init(run: TicketRun, index: Int, path: [DrawValue]) {
            self.run = run
            self.index = index
            self.path = path
        }
    }

    /// The draw's name.
    package let draw: String
    /// Whose tickets they are.
    package let member: MemberNumber
    /// How many runs the list has.
    package let runCount: Int
    /// The member's tickets.
    package let runs: [ProvenRun]

    /// A proof as it was handed over.
    package init(draw: String, member: MemberNumber, runCount: Int, runs: [ProvenRun]) {
        self.draw = draw
        self.member = member
        self.runCount = runCount
        self.runs = runs
    }

    /// The proof for a member of a draw; without a run if the member had no ticket.
    ///
    /// - Parameters:
    ///   - member: Whose tickets.
    ///   - record: The draw.
    ///   - digest: SHA-256.
    package init(
        for member: MemberNumber, in record: DrawRecord, digest: ([UInt8]) -> [UInt8]
    ) {
        let tree = TicketTree(of: record.runs, digest: digest)
        let runs = record.runs.enumerated().filter { $0.element.member == member }
        self.init(
            draw: record.closed.draw, member: member, runCount: record.runs.count,
            runs: runs.map { index, run in
                ProvenRun(run: run, index: index, path: tree.path(to: index))
            })
    }

    /// Everything that keeps it from proving that the tickets were in the list and did not win.
    ///
    /// - Parameters:
    ///   - closed: What was published when the draw was closed.
    ///   - winners: Who is said to have won.
    ///   - digest: SHA-256.
    /// - Returns: In a fixed order; empty if the member may be sure of both.
    package func problems(
        against closed: ClosedDraw, winners: [Winner], digest: ([UInt8]) -> [UInt8]
    ) -> [DrawProblem] {
        var problems: [DrawProblem] = []
        if draw != closed.draw {
            problems.append(.proofOfAnotherDraw(closed: closed.draw, proven: draw))
        }
        if runs.isEmpty { problems.append(.nothingProven(member)) }
        for (index, proven) in runs.enumerated() {
            if proven.run.member != member {
                problems.append(.proofOfAnotherMember(run: index + 1, proven.run.member))
            }
            let root = TicketTree.root(
                over: proven.run, at: proven.index, of: runCount, path: proven.path,
                digest: digest)
            if root != closed.root { problems.append(.notInList(run: index + 1)) }
        }
        for winner in winners {
            if winner.member == member {
                problems.append(.hasWon(winner))
            } else if runs.contains(where: { $0.run.holds(winner.ticket) }) {
                problems.append(.ticketOfAnother(winner))
            }
        }
        return problems
    }
}

extension LoserProof: Codable {
    private enum CodingKeys: String, CodingKey {
        case draw, member, runs
        case runCount = "run_count"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        draw = try container.decode(String.self, forKey: .draw)
        member = try container.decodeMember(forKey: .member)
        runCount = try container.decode(Int.self, forKey: .runCount)
        runs = try container.decode([ProvenRun].self, forKey: .runs)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(draw, forKey: .draw)
        try container.encode(member.text, forKey: .member)
        try container.encode(runCount, forKey: .runCount)
        try container.encode(runs, forKey: .runs)
    }
}
