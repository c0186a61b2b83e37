import TesseraLoyalty
import TesseraModel
import TesseraReports

/// Values for tests, in few words.
enum Sample {
    /// The value, which the test has written down rightly.
    static func known<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("the test wrote down something unknown") }
        return value
    }

    static let euro = known(Currency(code: "EUR"))
    static let dong = known(Currency(code: "VND"))

    static func member(_ number: UInt64) -> MemberNumber { known(MemberNumber(number)) }
    static func day(_ text: String) -> Day { known(Day(text: text)) }
    static func time(_ text: String) -> Timestamp { known(Timestamp(rfc3339: text)) }
    static func position(_ number: Int) -> VoucherPosition {
        known(VoucherPosition(number: number))
    }
    static func operation(_ number: Int) -> OperationID {
        OperationID(high: 1, low: UInt64(number))
    }

    /// Two hours ahead of UTC, so that days do not end where UTC's do.
    static let zone = IssuerZone(
        name: "Test/East",
        first: IssuerZone.Change(fromSeconds: 0, offsetSeconds: 7_200), later: [])

    static func campaign(_ id: String, _ number: CampaignNumber, rules: [Rule] = []) -> Campaign {
        Campaign(
            id: id, number: number, title: id, terms: id, window: Window(), priority: 1,
            group: nil, holdOut: 0, tax: .discount, limits: [], rules: rules)
    }

    static func rule(_ id: String, _ effects: [Effect]) -> Rule {
        Rule(id: id, on: [.purchase], effects: effects)
    }

    static func ladder(_ name: String, _ levels: [String]) -> Ladder {
        Ladder(
            name: name, measure: nil,
            levels: levels.enumerated().map { Ladder.Level(name: $1, from: Int64($0)) })
    }

    static func programme(_ campaigns: [Campaign] = []) -> Programme {
        Programme(
            id: "harbour", version: 1, currency: euro,
            assets: [
                AssetRule(
                    name: "points", scale: 0, allowsDebt: true, pendingDays: 0,
                    lifetime: .endless),
                AssetRule(
                    name: "wallet", scale: 2, allowsDebt: false, pendingDays: 0,
                    lifetime: .endless),
            ], ladders: [], segments: [], campaigns: campaigns, draws: [], policy: Policy())
    }

    static func input(
        asOf: String = "2026-11-22T10:00:00Z", campaigns: [Campaign] = [],
        events: [PastEvent] = [], members: [MemberFigure] = [], vouchers: [VoucherFigure] = [],
        lots: [LotFigure] = []
    ) -> ReportInput {
        ReportInput(
            asOf: time(asOf), zone: zone, programme: programme(campaigns), events: events,
            members: members, vouchers: vouchers, lots: lots)
    }

    static func joined(_ number: UInt64, _ text: String) -> MemberFigure {
        MemberFigure(number: member(number), joinedAt: time(text))
    }

    /// An event with what was decided about it.
    static func past(
        _ kind: EventKind, _ number: Int, by who: UInt64?, at text: String,
        grants: [Grant] = [], discounts: [PricedBasket.Reduction] = [], paid: [Int64]? = nil,
        verdicts: [RuleVerdict] = [], isRefused: Bool = false,
        _ edit: (inout EventFacts) -> Void = { _ in }
    ) -> PastEvent {
        past(
            kind, number, by: who, at: time(text), grants: grants, discounts: discounts,
            paid: paid, verdicts: verdicts, isRefused: isRefused, edit)
    }

    /// An event at an instant with what was decided about it.
    static func past(
        _ kind: EventKind, _ number: Int, by who: UInt64?, at time: Timestamp,
        grants: [Grant] = [], discounts: [PricedBasket.Reduction] = [], paid: [Int64]? = nil,
        verdicts: [RuleVerdict] = [], isRefused: Bool = false,
        _ edit: (inout EventFacts) -> Void = { _ in }
    ) -> PastEvent {
        var facts = EventFacts()
        edit(&facts)
        let event = LoyaltyEvent(
            operation: operation(number), kind: kind, member: who.map(member), occurredAt: time,
            facts: facts)
        let priced = paid.map { PricedBasket(paid: $0, discounts: discounts, tenders: []) }
        return PastEvent(
            event: event,
            decision: Decision(
                programme: "harbour", version: 1, basket: priced, grants: grants, tallies: [],
                verdicts: verdicts, receipt: [],
                refusals: isRefused ? [Refusal(code: "no", needed: "a", actual: "b")] : []))
    }

    /// A purchase of one thing.
    static func bought(
        _ cents: Int64, _ number: Int, by who: UInt64?, at text: String, grants: [Grant] = [],
        verdicts: [RuleVerdict] = []
    ) -> PastEvent {
        past(
            .purchase, number, by: who, at: text, grants: grants, paid: [cents],
            verdicts: verdicts
        ) { $0.basket = basket([("thing", 1, cents)]) }
    }

    static func basket(_ lines: [(String, Int64, Int64)]) -> Basket {
        Basket(
            currency: euro,
            lines: lines.map {
                BasketLine(item: $0, category: "goods", quantity: $1, price: $2)
            })
    }

    static func verdict(_ rule: String, granted: Bool, _ code: String? = nil) -> RuleVerdict {
        RuleVerdict(
            rule: rule, isGranted: granted,
            reasons: code.map { [Refusal(code: $0, needed: "", actual: "")] } ?? [])
    }

    static func gift(_ cents: Int64) -> IssueTerms {
        IssueTerms(
            promise: .gift(cents), lifetime: .days(14), isBound: false, label: "gift")
    }
}

extension Report {
    /// The cell of a row in the column with a name.
    func cell(_ row: Int, _ column: String) -> Cell {
        guard let index = columns.firstIndex(where: { $0.name == column }),
            rows.indices.contains(row)
        else { preconditionFailure("no \(column) in row \(row)") }
        return rows[row][index]
    }

    /// The total in the column with a name.
    func total(_ column: String) -> Cell? {
        totals.flatMap { cells in
            columns.firstIndex { $0.name == column }.map { cells[$0] }
        }
    }

    /// The first row with a text in its first column.
    func row(_ name: String) -> Int {
        Sample.known(rows.firstIndex { $0.contains(.text(name)) })
    }
}
