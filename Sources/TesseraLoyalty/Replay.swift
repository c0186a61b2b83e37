import TesseraModel

/// Replays what happened by another programme.
///
/// Events that people reported happen again as they were recorded; all that followed from them is
/// judged anew. What arose by itself under the recorded programme is left out, and what would have
/// arisen under the draft happens instead, at the end of the day on which it is due. What was
/// refused did not happen: it is judged, and nothing follows.
///
/// - Source: R6, R8.
package enum Replay {
    /// Replays a history.
    ///
    /// - Parameters:
    ///   - records: What happened, with what was decided then, in the order in which it was
    ///     recorded; it is replayed in the order of time, and at the same time in this order.
    ///   - terms: The draft, and how it is replayed.
    ///   - hear: Is told each event as the draft decides it, in order.
    /// - Returns: The draft's figures beside the recorded ones.
    /// - Complexity: In the events times what judging one takes; members are looked at only on
    ///   days on which something may arise.
    package static func outcome(
        of records: [PastEvent], by terms: ReplayTerms, hear: (PastEvent) -> Void = { _ in }
    ) -> ReplayOutcome {
        let order = records.indices.sorted { left, right in
            let times = (records[left].event.occurredAt, records[right].event.occurredAt)
            return times.0 == times.1 ? left < right : times.0 < times.1
        }
        guard let first = order.first, let last = order.last else { return ReplayOutcome() }
        let wanted = Set(records.compactMap(\.event.facts.about))
        var run = ReplayRun(
            terms, wanted: wanted, from: records[first].event.occurredAt,
            until: terms.until ?? records[last].event.occurredAt)
        for index in order { run.tell(records[index], hear) }
        run.end(hear)
        return run.outcome
    }
}
