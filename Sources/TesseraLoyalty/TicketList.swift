import TesseraModel

/// All tickets of a draw, numbered from 1 without a gap.
///
/// - Source: M24.
package struct TicketList: Hashable, Sendable {
    /// The tickets in the order of their numbers.
    package let runs: [TicketRun]

    /// Takes runs in the order of their numbers.
    ///
    /// - Throws: The first of ``problems(in:)``.
    package init(_ runs: [TicketRun]) throws(DrawProblem) {
        if let problem = TicketList.problems(in: runs).first { throw problem }
        self.runs = runs
    }

    /// The number of the last ticket; zero if there is none.
    package var lastTicket: Int64 { runs.last.map { $0.first + ($0.count - 1) } ?? 0 }

    /// Everything that is wrong with some runs as a list; empty if nothing is.
    ///
    /// Each gap and each overlap is named once: the numbers go on from the run that made it.
    package static func problems(in runs: [TicketRun]) -> [DrawProblem] {
        var problems: [DrawProblem] = []
        var next: Int64 = 1
        for (index, run) in runs.enumerated() {
            let (end, isTooMuch) = run.first.addingReportingOverflow(run.count)
            guard run.first >= 1, run.count >= 1, !isTooMuch else {
                problems.append(.runSize(run: index + 1, first: run.first, count: run.count))
                continue
            }
            if run.first != next {
                problems.append(.gap(run: index + 1, expected: next, found: run.first))
            }
            if !(0...run.count).contains(run.void) {
                problems.append(.voidTickets(run: index + 1, void: run.void, count: run.count))
            }
            next = end
        }
        return problems
    }

    /// The tickets of a draw that a history gave, in the order of their numbers.
    ///
    /// Tickets of a card that became a member's are the member's. What a later event took back of
    /// a run is void, its last tickets first.
    ///
    /// - Parameters:
    ///   - draw: The draw's name.
    ///   - history: What happened until the draw was closed.
    /// - Returns: The runs; refused events gave none.
    package static func runs(of draw: String, in history: [PastEvent]) -> [TicketRun] {
        let cards = MergedCards(in: history)
        let granted = history.granted
        var void: [EffectPlace: Int64] = [:]
        for grant in granted.lazy.flatMap(\.decision.grants) {
            if case .reverse(let operation, let part, let amount) = grant.act {
                void[EffectPlace(operation: operation, index: part), default: 0] += amount
            }
        }
        var runs: [EffectPlace: TicketRun] = [:]
        for past in granted {
            for (index, grant) in past.decision.grants.enumerated() {
                guard case .enter(let member, draw, let first, let count) = grant.act
                else { continue }
                let place = EffectPlace(operation: past.event.operation, index: index)
                runs[place] = TicketRun(
                    member: cards.owner(of: member), operation: past.event.operation,
                    first: first, count: count, void: min(count, void[place] ?? 0))
            }
        }
        return runs.values.sorted { $0.first < $1.first }
    }

    /// The root over the tickets.
    ///
    /// - Parameters:
    ///   - runs: The runs in the order of their numbers.
    ///   - digest: SHA-256.
    /// - Returns: That of the tree; of an empty list the digest of nothing.
    package static func root(
        of runs: [TicketRun], digest: ([UInt8]) -> [UInt8]
    ) -> DrawValue {
        TicketTree(of: runs, digest: digest).root
    }
}

/// Which effect of which operation: what makes it one effect however often it is told.
///
/// - Source: R3, R7; F39.
struct EffectPlace: Hashable {
    let operation: OperationID
    /// Its index among the grants of the decision.
    let index: Int
}
