import TesseraModel

/// What the ladders of a programme ask of a member's history, kept as the history grows, so that
/// judging one more event does not read all that went before.
///
/// Holds what ``MemberView`` would work out of the same history, and nothing else.
package struct HistoryTotals {
    /// The measures of ladders that add up over all events.
    package private(set) var figures: [Metric: Int64] = [:]
    /// The levels on which effects placed the member last, by ladder.
    package private(set) var placements: [String: String] = [:]

    /// The totals of no history.
    init(_ programme: Programme) {
        for case let measure? in programme.ladders.map(\.measure) {
            switch measure {
            case .count(_, nil), .quantity(_, nil), .spend(_, nil): figures[measure] = 0
            default: break
            }
        }
    }

    /// Adds what happened after all that was added before.
    mutating func add(_ past: PastEvent) {
        for metric in figures.keys { figures[metric, default: 0] += past.share(of: metric) ?? 0 }
        guard past.isAccepted else { return }
        for grant in past.decision.grants {
            // Whoever it was then: a card that became the member's brings its level along.
            if case .place(_, let ladder, let level) = grant.act { placements[ladder] = level }
        }
    }

    /// Starts again with another history.
    mutating func recount(_ history: [PastEvent]) {
        for metric in figures.keys { figures[metric] = 0 }
        placements = [:]
        for past in history { add(past) }
    }
}
