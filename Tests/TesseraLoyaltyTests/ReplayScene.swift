import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

/// What a replay's tests need: terms with a chance and a digest of their own, and histories.
enum ReplayScene {
    static let seed = DrawValue(of: [7], digest: digest)

    /// Mixes bytes to thirty-two others; not SHA-256, but the same everywhere.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        (UInt8(0)..<4).flatMap { part -> [UInt8] in
            let word = mixed(bytes + [part])
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
    }

    static func mixed(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(14_695_981_039_346_656_037) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
    }

    static func terms(
        _ draft: Programme, zone: IssuerZone = .utc, members: [ReplayMember] = []
    ) -> ReplayTerms {
        var terms = ReplayTerms(
            draft: draft, zone: zone, seed: seed, chance: { mixed($0.utf8) }, digest: digest)
        terms.members = members
        return terms
    }

    /// An instant, `2026-11-22T10:00:00`.
    static func time(_ text: String) throws -> Timestamp {
        try #require(Timestamp(rfc3339: "\(text)Z"))
    }

    static func day(_ text: String) throws -> Day { try #require(Day(text: text)) }

    static func member(
        _ number: UInt64, joined: String = "2026-01-01T00:00:00", birthday: Int? = nil,
        left: String? = nil
    ) throws -> ReplayMember {
        ReplayMember(
            number: try #require(MemberNumber(number)), joinedAt: try time(joined),
            birthday: birthday, leftAt: try left.map(time))
    }

    static func operation(_ number: Int) -> OperationID {
        OperationID(high: 9, low: UInt64(number))
    }

    /// Something that was recorded with nothing following from it.
    static func record(
        _ number: Int, _ kind: EventKind, of member: UInt64?, at time: String,
        _ fill: (inout EventFacts) throws -> Void = { _ in }
    ) throws -> PastEvent {
        var facts = EventFacts()
        try fill(&facts)
        let event = LoyaltyEvent(
            operation: operation(number), kind: kind,
            member: try member.map { try #require(MemberNumber($0)) },
            occurredAt: try self.time(time), facts: facts)
        return PastEvent(event: event, decision: plain(facts.basket))
    }

    /// A purchase of one line that was paid in full.
    static func purchase(
        _ number: Int, of member: UInt64?, at time: String, _ price: Int64,
        _ category: String = "food"
    ) throws -> PastEvent {
        try record(number, .purchase, of: member, at: time) {
            $0.basket = try basket(price, category)
        }
    }

    static func basket(_ price: Int64, _ category: String = "food") throws -> Basket {
        Basket(
            currency: try #require(Currency(code: "EUR")),
            lines: [
                BasketLine(item: category, category: category, quantity: 1, price: price)
            ])
    }

    /// The decision of a programme that gives nothing.
    static func plain(_ basket: Basket?) -> Decision {
        let paid = basket?.lines.map(\.total) ?? []
        return Decision(
            programme: "old", version: 1,
            basket: basket.map { _ in
                PricedBasket(paid: paid, discounts: [], tenders: [.other(paid.reduce(0, +))])
            }, grants: [], tallies: [], verdicts: [], receipt: [], refusals: [])
    }

    static func programme(
        _ campaigns: [Campaign], draws: [DrawTerms] = [], ladders: [Ladder] = [],
        policy: Policy = Policy(), pendingDays: Int = 0, lifetime: Lifetime = .days(60)
    ) throws -> Programme {
        Programme(
            id: "draft", version: 0, currency: try #require(Currency(code: "EUR")),
            assets: [
                AssetRule(
                    name: "points", scale: 0, allowsDebt: true, pendingDays: pendingDays,
                    lifetime: lifetime)
            ],
            ladders: ladders, segments: [], campaigns: campaigns, draws: draws, policy: policy)
    }

    static func campaign(_ id: String, _ number: CampaignNumber, _ rules: Rule...) -> Campaign {
        Campaign(
            id: id, number: number, title: id, terms: "", window: Window(), priority: 0,
            group: nil, holdOut: 0, tax: .discount, limits: [], rules: rules)
    }

    /// So many basis points off every basket.
    static func percent(_ points: Int) -> Campaign {
        campaign(
            "off", 1,
            Rule(
                id: "all", on: [.purchase],
                effects: [.benefit(Benefit(kind: .percent(points)))]))
    }

    /// A point for each hundred minor units.
    static let earning = campaign(
        "points", 2,
        Rule(
            id: "earn", on: [.purchase], condition: .isMember,
            effects: [
                .credit(
                    asset: "points", Amount(units: 1, per: 100, of: .basketPaid(.goods)),
                    to: .member)
            ]))
}
