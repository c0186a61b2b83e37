import TesseraModel

/// What happened before, put together from events and what was decided about them.
///
/// How much of a purchase came back is nowhere written down: it follows from the later returns.
///
/// - Source: R7, R8.
package enum Diary {
    /// Puts together what happened before, in the order given.
    ///
    /// A return counts for the purchase that it is about, wherever it stands. One that was refused
    /// brought nothing back; neither did one that does not fit its purchase.
    ///
    /// - Parameter records: Each event with its decision, oldest first.
    /// - Returns: As many, with what came back of each purchase.
    /// - Complexity: Linear in the events and their lines.
    package static func entries(of records: [(LoyaltyEvent, Decision)]) -> [PastEvent] {
        var returns: [OperationID: [Basket]] = [:]
        var seen: Set<OperationID> = []
        for (event, decision) in records
        where event.kind == .returned && decision.refusals.isEmpty {
            guard let purchase = event.facts.about, let basket = event.facts.basket,
                seen.insert(event.operation).inserted
            else { continue }
            returns[purchase, default: []].append(basket)
        }
        return records.map { event, decision in
            var returned: [Int: Int64] = [:]
            if event.kind == .purchase, let bought = event.facts.basket {
                returned = quantities(in: bought, of: returns[event.operation] ?? [])
            }
            return PastEvent(event: event, decision: decision, returned: returned)
        }
    }

    /// The numbers of the pieces of a purchase that came back, for ``ReturnMatching``.
    ///
    /// - Parameters:
    ///   - purchase: The purchase.
    ///   - history: What happened before; returns that were refused do not count.
    /// - Returns: The numbers; empty if none came back or they were not written down.
    package static func serialsReturned(
        of purchase: OperationID, in history: [PastEvent]
    ) -> Set<String> {
        history.reduce(into: []) { serials, past in
            guard past.event.kind == .returned, past.event.facts.about == purchase,
                past.decision.refusals.isEmpty
            else { return }
            for line in past.event.facts.basket?.lines ?? [] { serials.formUnion(line.serials) }
        }
    }

    private static func quantities(in bought: Basket, of returns: [Basket]) -> [Int: Int64] {
        var total: [Int: Int64] = [:]
        var serials: Set<String> = []
        for basket in returns {
            guard
                let lines = try? ReturnMatching.lines(
                    of: basket, in: bought, returnedBefore: total, serialsBefore: serials)
            else { continue }
            total.merge(lines, uniquingKeysWith: +)
            for line in basket.lines { serials.formUnion(line.serials) }
        }
        return total
    }
}

extension Sequence<PastEvent> {
    /// Those that were not refused, in their order; one that was told several times counts once.
    ///
    /// - Source: R3; F39.
    package var granted: [PastEvent] {
        var seen: Set<OperationID> = []
        return filter { $0.decision.refusals.isEmpty && seen.insert($0.event.operation).inserted }
    }
}
