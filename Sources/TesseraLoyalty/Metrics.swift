import TesseraModel

extension PastEvent {
    /// Whether it happened and was not refused.
    var isAccepted: Bool { decision.refusals.isEmpty }

    /// How much of a line was bought and kept, in pieces.
    func kept(_ index: Int, of line: BasketLine) -> Int64 {
        max(0, line.quantity - (returned[index] ?? 0))
    }

    /// What was paid for what was kept of a line, in minor units.
    func keptPaid(_ index: Int, of line: BasketLine) -> Int64 {
        guard let paid = decision.basket?.paid, paid.indices.contains(index) else { return 0 }
        return paid[index] - portion(of: paid[index], returned[index] ?? 0, in: line.quantity)
    }

    /// Returns whether it counts; a purchase of which nothing in the scope was kept does not.
    func matches(_ filter: EventFilter) -> Bool {
        guard isAccepted, filter.kinds.contains(event.kind) else { return false }
        guard let lines = event.facts.basket?.lines else { return filter.scope == .goods }
        let isAll = filter.scope == .goods
        return lines.enumerated().contains { index, line in
            kept(index, of: line) > 0 && (isAll || filter.scope.covers(line))
        }
    }

    /// What it adds to a figure that adds up over events; `nil` for any other figure.
    func share(of metric: Metric) -> Int64? {
        switch metric {
        case .count(let filter, _): matches(filter) ? 1 : 0
        case .quantity(let filter, _): sum(filter) { kept($0, of: $1) }
        case .spend(let filter, _): sum(filter) { keptPaid($0, of: $1) }
        default: nil
        }
    }

    private func sum(_ filter: EventFilter, _ part: (Int, BasketLine) -> Int64) -> Int64 {
        guard matches(filter), let lines = event.facts.basket?.lines else { return 0 }
        return lines.indices.reduce(0) { sum, index in
            filter.scope.covers(lines[index]) ? sum + part(index, lines[index]) : sum
        }
    }
}

/// The part of an amount that belongs to some of all pieces, the rest of a unit dropped.
func portion(of amount: Int64, _ part: Int64, in whole: Int64) -> Int64 {
    guard whole > 0 else { return 0 }
    return Int64(Int128(amount) * Int128(min(part, whole)) / Int128(whole))
}

extension MemberView {
    /// What stands for days that have never begun: since something that never happened.
    package static let veryMany: Int64 = 1_000_000

    /// A figure that follows from what happened before.
    ///
    /// Every event counts that is in the history, also one that happened later but was recorded
    /// earlier: events are judged once, in the order in which they arrive.
    ///
    /// - Parameters:
    ///   - metric: Which figure.
    ///   - time: When it is asked for.
    ///   - zone: The issuer's zone, whose days count.
    /// - Returns: In the unit of the metric; `nil` for one that needs more than a member.
    /// - Source: R8.
    package func figure(_ metric: Metric, at time: Timestamp, zone: IssuerZone) -> Int64? {
        let today = zone.day(at: time)
        switch metric {
        case .count(_, let days), .quantity(_, let days), .spend(_, let days):
            let before = days.map { today.advanced(by: -$0) }
            return history.reduce(0) { sum, past in
                let isWithin = before.map { zone.day(at: past.event.occurredAt) > $0 } ?? true
                return isWithin ? sum + (past.share(of: metric) ?? 0) : sum
            }
        case .daysSince(let filter):
            let last = events(filter).map { zone.day(at: $0.event.occurredAt) }.max()
            return last.map { Int64(max(0, today.number - $0.number)) } ?? MemberView.veryMany
        case .daysSinceJoining:
            return Int64(max(0, today.number - zone.day(at: joinedAt).number))
        case .lateness(let filter, let floorDays):
            let days = Rhythm.days(of: events(filter), zone)
            guard let last = days.last, let usual = Rhythm.usual(days, floorDays: floorDays)
            else { return 0 }
            return Int64(max(0, today.number - last.number)) * 100 / usual
        case .balance(let asset): return balance(of: asset, on: today)
        default: return nil
        }
    }

    /// Units that may be used on a day; below zero for what is owed.
    package func balance(of asset: String, on day: Day) -> Int64 {
        (lots[asset] ?? []).reduce(0) { $0 + ($1.isGood(on: day) ? $1.left : 0) }
    }

    /// Units that may be used on a day or later.
    func total(of asset: String, on day: Day) -> Int64 {
        (lots[asset] ?? []).reduce(0) { sum, lot in
            sum + (lot.last.map { day <= $0 } ?? true ? lot.left : 0)
        }
    }

    private func events(_ filter: EventFilter) -> [PastEvent] {
        history.filter { $0.matches(filter) }
    }
}

/// How often a member comes.
enum Rhythm {
    /// The days on which something happened, each once, oldest first.
    static func days(of events: [PastEvent], _ zone: IssuerZone) -> [Day] {
        Set(events.map { zone.day(at: $0.event.occurredAt) }).sorted()
    }

    /// The median time between days, the lower one of an even number, in days; at least so many.
    /// Somebody who came on one day only has no rhythm yet.
    static func usual(_ days: [Day], floorDays: Int) -> Int64? {
        let gaps = zip(days, days.dropFirst()).map { $1.number - $0.number }.sorted()
        guard !gaps.isEmpty else { return nil }
        return Int64(max(gaps[(gaps.count - 1) / 2], floorDays, 1))
    }
}
