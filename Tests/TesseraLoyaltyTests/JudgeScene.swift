import TesseraLoyalty
import TesseraModel
import Testing

/// A shop with a programme and a book of the simplest kind: events are judged and booked one after
/// the other, so that a test can tell a story.
struct JudgeScene {
    var programme: Programme
    var zone = IssuerZone.utc
    /// The person behind a member, as a digest.
    var persons: [UInt64: String] = [:]
    var joinedAt: [UInt64: Timestamp] = [:]
    /// What chance gives for a label; the sum of its bytes unless a test says otherwise.
    var chance: @Sendable (String) -> UInt64 = { label in
        label.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }
    private(set) var records: [(LoyaltyEvent, Decision)] = []
    private(set) var tallies: [String: Int64] = [:]
    private(set) var lots: [UInt64: [String: [LotView]]] = [:]

    init(_ programme: Programme) { self.programme = programme }

    /// Judges an event and books what follows; the time is RFC 3339 in UTC without its `Z`.
    @discardableResult
    mutating func tell(
        _ kind: EventKind, of member: UInt64? = nil, at time: String, shop: String? = nil,
        worker: String? = nil, shown: [PresentedVoucher] = [],
        _ fill: (inout EventFacts) -> Void = { _ in }
    ) throws -> Decision {
        let event = try event(kind, member, time, shop, worker, fill)
        let decision = try judged(event, shown: shown)
        records.append((event, decision))
        if decision.refusals.isEmpty { try book(decision) }
        return decision
    }

    /// An event with the next operation.
    func event(
        _ kind: EventKind, _ member: UInt64?, _ time: String, _ shop: String? = nil,
        _ worker: String? = nil, _ fill: (inout EventFacts) -> Void = { _ in }
    ) throws -> LoyaltyEvent {
        var facts = EventFacts()
        fill(&facts)
        return LoyaltyEvent(
            operation: operation(records.count + 1), kind: kind,
            member: member.flatMap { MemberNumber($0) },
            occurredAt: try #require(Timestamp(rfc3339: "\(time)Z")),
            shop: shop.flatMap { ShopID($0) }, worker: worker.flatMap { OperatorID($0) },
            facts: facts)
    }

    /// Judges without booking.
    func judged(
        _ event: LoyaltyEvent, shown: [PresentedVoucher] = [], by other: Programme? = nil
    ) throws -> Decision {
        let entries = Diary.entries(of: records)
        return try Judge.decision(
            on: Situation(
                event: event, zone: zone, member: try event.member.map { try view($0.number) },
                referrer: try event.facts.referrer.map { try view($0.number) },
                original: entries.first { $0.event.operation == event.facts.about },
                presented: shown),
            by: other ?? programme, chance: chance, used: { tallies[$0] ?? 0 })
    }

    /// The operation of the so-many-th event.
    func operation(_ index: Int) -> OperationID { OperationID(high: 7, low: UInt64(index)) }

    /// A member as the rules see it.
    func view(_ number: UInt64) throws -> MemberView {
        let member = try #require(MemberNumber(number))
        return MemberView(
            number: member, joinedAt: joinedAt[number] ?? Timestamp(seconds: 1_577_836_800),
            person: persons[number],
            history: Diary.entries(of: records).filter { $0.event.member == member },
            lots: lots[number] ?? [:])
    }

    /// All units of a member, pending ones included.
    func total(_ asset: String, of member: UInt64) -> Int64 {
        (lots[member]?[asset] ?? []).reduce(0) { $0 + $1.left }
    }

    /// Units that a member may use on a day.
    func balance(_ asset: String, of member: UInt64, on day: String) throws -> Int64 {
        try view(member).balance(of: asset, on: try #require(Day(text: day)))
    }

    /// Puts units on an account without an event.
    mutating func put(
        _ units: Int64, _ asset: String, to member: UInt64, last: String? = nil
    ) {
        let day = last.flatMap { Day(text: $0) }
        lots[member, default: [:]][asset, default: []]
            .append(LotView(first: nil, last: day, left: units))
    }

    private mutating func book(_ decision: Decision) throws {
        for use in decision.tallies {
            tallies[use.key, default: 0] += use.amount
            if let most = use.most { #expect(tallies[use.key] ?? 0 <= most) }
        }
        for grant in decision.grants {
            switch grant.act {
            case .credit(let member, let asset, let units, let first, let last):
                #expect(units > 0)
                lots[member.number, default: [:]][asset, default: []]
                    .append(LotView(first: first, last: last, left: units))
            case .debit(let member, let asset, let units):
                #expect(units > 0)
                take(units, asset, from: member.number)
            default: break
            }
        }
    }

    private mutating func take(_ units: Int64, _ asset: String, from member: UInt64) {
        var left = units
        var rest: [LotView] = []
        for lot in lots[member]?[asset] ?? [] {
            let part = max(0, min(left, lot.left))
            left -= part
            rest.append(LotView(first: lot.first, last: lot.last, left: lot.left - part))
        }
        if left > 0 { rest.append(LotView(first: nil, last: nil, left: -left)) }
        lots[member, default: [:]][asset] = rest.filter { $0.left != 0 }
    }
}

extension JudgeScene {
    /// A programme in euros.
    static func programme(
        _ campaigns: [Campaign], assets: [AssetRule] = [], ladders: [Ladder] = [],
        segments: [Segment] = [], draws: [DrawTerms] = [], policy: Policy = Policy()
    ) throws -> Programme {
        Programme(
            id: "harbour", version: 3, currency: try #require(Currency(code: "EUR")),
            assets: assets, ladders: ladders, segments: segments, campaigns: campaigns,
            draws: draws, policy: policy)
    }

    /// A campaign that always holds.
    static func campaign(
        _ id: String, number: CampaignNumber = 1, window: Window = Window(), priority: Int = 0,
        group: String? = nil, holdOut: Int = 0, limits: [LimitRule] = [], _ rules: Rule...
    ) -> Campaign {
        Campaign(
            id: id, number: number, title: "The \(id)", terms: "", window: window,
            priority: priority, group: group, holdOut: holdOut, tax: .discount, limits: limits,
            rules: rules)
    }

    /// An asset that never ends.
    static func asset(
        _ name: String, allowsDebt: Bool = false, pendingDays: Int = 0, scale: Int = 0
    ) -> AssetRule {
        AssetRule(
            name: name, scale: scale, allowsDebt: allowsDebt, pendingDays: pendingDays,
            lifetime: .endless)
    }

    /// A basket in euros.
    static func basket(_ lines: BasketLine...) throws -> Basket {
        Basket(currency: try #require(Currency(code: "EUR")), lines: lines)
    }

    /// A line of one category, whose item has its name.
    static func line(
        _ price: Int64, _ category: String = "food", quantity: Int64 = 1, isFee: Bool = false,
        serials: [String] = []
    ) -> BasketLine {
        BasketLine(
            item: category, category: category, quantity: quantity, price: price, isFee: isFee,
            serials: serials)
    }

    /// A voucher that was shown.
    static func voucher(
        _ slot: UInt32, _ promise: PresentedVoucher.Promise, campaign: CampaignNumber? = nil,
        currency: String? = "EUR"
    ) throws -> PresentedVoucher {
        PresentedVoucher(
            position: try #require(VoucherPosition(list: 1, slot: slot)), campaign: campaign,
            promise: promise, currency: currency.flatMap { Currency(code: $0) })
    }
}

extension Scope {
    /// Goods of one category.
    static func only(_ category: String) -> Scope {
        Scope(categories: [category], items: [], besides: [], isFees: false)
    }

    /// Fees.
    static let fees = Scope(categories: [], items: [], besides: [], isFees: true)
}

extension Decision {
    /// What became of a rule, if it was looked at.
    func verdict(_ rule: String) -> RuleVerdict? { verdicts.first { $0.rule == rule } }

    /// The codes of the refusals.
    var codes: [String] { refusals.map(\.code) }
}

extension PricedBasket.Tender {
    /// How much it paid.
    var paid: Int64 {
        switch self {
        case .voucher(_, let amount), .wallet(_, let amount), .other(let amount): amount
        }
    }
}
