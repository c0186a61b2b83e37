import TesseraModel

/// What is known while an event is judged, and what has followed from it so far.
struct Hearing {
    let index: RuleIndex
    let situation: Situation
    let chance: (String) -> UInt64
    let used: (String) throws -> Int64
    private let known: KnownOfMember
    /// The issuer's day of the event.
    let today: Day
    /// What each line of the basket costs, before discounts until it is priced.
    var paid: [Int64]
    /// Units that the member may use now, by asset.
    var balances: [String: Int64]
    /// Where effects of this event placed the member, by ladder.
    var placed: [String: String] = [:]
    /// What multiplies the earning, and which rule says so.
    var multipliers: [(rule: String, hundredths: Int64, scope: Scope)] = []
    /// What followed.
    var grants: [Grant] = []
    /// What was used of limits.
    var tallies = Tallies()
    /// How many offers the event has made.
    var offers = 0
    /// How many messages it has written.
    var contacts = 0

    init(
        on situation: Situation, by index: RuleIndex,
        chance: @escaping (String) -> UInt64, used: @escaping (String) throws -> Int64,
        totals: HistoryTotals? = nil
    ) {
        known = KnownOfMember(totals)
        self.index = index
        self.situation = situation
        self.chance = chance
        self.used = used
        let today = situation.zone.day(at: situation.event.occurredAt)
        self.today = today
        self.paid = situation.event.facts.basket?.lines.map(\.total) ?? []
        self.balances = (situation.member?.lots ?? [:]).reduce(into: [:]) { balances, entry in
            balances[entry.key] = situation.member?.balance(of: entry.key, on: today)
        }
    }

    var programme: Programme { index.programme }
    var event: LoyaltyEvent { situation.event }
    var facts: EventFacts { situation.event.facts }
    var lines: [BasketLine] { facts.basket?.lines ?? [] }
    var amounts: AmountText { programme.amounts }

    /// The rule of an asset; one that the programme does not know is kept for ever and never owed.
    func asset(_ name: String) -> AssetRule { programme.asset(name) }

    /// The member's level on a ladder: before the event, and where an effect of it said more.
    func level(on ladder: Ladder) -> String? {
        guard let member = situation.member else { return nil }
        return placed[ladder.name]
            ?? known.level(on: ladder.name) { totals in
                ladder.level(
                    measured: ladder.measure.flatMap { figure($0) },
                    placed: totals.map { $0.placements[ladder.name] }
                        ?? member.placement(on: ladder))
            }
    }

    /// A figure in the unit of its metric; `nil` where nothing is known of it.
    func figure(_ metric: Metric, within narrower: Scope? = nil) -> Int64? {
        switch metric {
        case .basketTotal(let scope): sum(scope, narrower, lines.map(\.total))
        case .basketPaid(let scope): sum(scope, narrower, paid)
        case .basketQuantity(let scope): sum(scope, narrower, lines.map(\.quantity))
        case .amount: facts.amount
        case .score: facts.score.map { Int64($0) }
        case .daysSinceAbout:
            situation.original.map {
                let day = situation.zone.day(at: $0.event.occurredAt)
                return Int64(max(0, today.number - day.number))
            } ?? MemberView.veryMany
        case .balance(let asset):
            situation.member == nil ? nil : balances[asset] ?? 0
        default:
            known.figure(metric) {
                situation.member?.figure(metric, at: event.occurredAt, zone: situation.zone)
            }
        }
    }

    private func sum(_ scope: Scope, _ narrower: Scope?, _ values: [Int64]) -> Int64 {
        zip(lines, values).reduce(0) { sum, entry in
            scope.covers(entry.0) && narrower?.covers(entry.0) ?? true ? sum + entry.1 : sum
        }
    }
}

/// What was worked out of the member's history while an event is judged. The history is the same
/// all the while, and several rules, and the receipt, ask the same of it.
private final class KnownOfMember {
    private let totals: HistoryTotals?
    private var figures: [Metric: Int64?] = [:]
    private var levels: [String: String] = [:]

    init(_ totals: HistoryTotals?) {
        self.totals = totals
    }

    func figure(_ metric: Metric, _ workOut: () -> Int64?) -> Int64? {
        if let known = totals?.figures[metric] { return known }
        if let known = figures[metric] { return known }
        let figure = workOut()
        figures[metric] = .some(figure)
        return figure
    }

    func level(on ladder: String, _ workOut: (HistoryTotals?) -> String) -> String {
        if let known = levels[ladder] { return known }
        let level = workOut(totals)
        levels[ladder] = level
        return level
    }
}

/// What an event uses of limits, each key once, in the order in which they were touched.
struct Tallies {
    private(set) var uses: [TallyUse] = []
    private var places: [String: Int] = [:]

    /// How much of a key the event uses so far.
    subscript(key: String) -> Int64 { places[key].map { uses[$0].amount } ?? 0 }

    /// Returns whether a key was touched.
    func has(_ key: String) -> Bool { places[key] != nil }

    /// Uses so much of a key of which at most so much may stand.
    mutating func use(_ key: String, _ amount: Int64, most: Int64?) {
        if let place = places[key] {
            uses[place] = TallyUse(key: key, amount: uses[place].amount + amount, most: most)
        } else {
            places[key] = uses.count
            uses.append(TallyUse(key: key, amount: amount, most: most))
        }
    }
}
