import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

/// A programme in which much arises by itself, and histories by chance.
enum ReplayHistory {
    static let cafe = EventFilter(kinds: [.purchase], scope: scope("coffee"))

    static func scope(_ category: String) -> Scope {
        Scope(categories: [category], items: [], besides: [], isFees: false)
    }

    /// Clocks that go on by an hour on 29 March 2026 at 01:00 UTC.
    static let zone = IssuerZone(
        name: "Europe/Bucharest", first: .init(fromSeconds: 0, offsetSeconds: 7_200),
        later: [.init(fromSeconds: 1_774_746_000, offsetSeconds: 10_800)])

    static func programme(caps: Bool) throws -> Programme {
        let gift = IssueTerms(
            promise: .gift(500), lifetime: .days(14), isBound: true, label: "gift")
        var policy = Policy()
        if caps {
            policy.offers = Policy.Cap(most: 1, days: 6)
            policy.contacts = Policy.Cap(most: 1, days: 4)
        }
        let arising = ReplayScene.campaign(
            "arising", 4,
            Rule(
                id: "birthday", on: [.date], trigger: .birthday(minute: 540),
                effects: [.issue(gift, to: .member)], isOffer: true),
            Rule(
                id: "joined", on: [.date], trigger: .anniversary(minute: 0),
                limits: [LimitRule(keys: [.all], period: .ever, most: .times(2), code: nil)],
                effects: [.issue(gift, to: .member)]),
            Rule(
                id: "ask", on: [.date], trigger: .after(.purchase, days: 3, minute: 600),
                effects: [.notify(Message(template: "survey"))]),
            Rule(
                id: "again", on: [.date], trigger: .after(.date, days: 0, minute: 1_439),
                condition: .compare(
                    .count(EventFilter(kinds: [.date]), days: nil), .below, 3),
                effects: [.issue(gift, to: .member)]),
            Rule(
                id: "expiry", on: [.date],
                trigger: .expiry(asset: "points", days: 5, minute: 700),
                effects: [.notify(Message(template: "expiry"))]),
            Rule(
                id: "late", on: [.inactivity],
                trigger: .lateness(cafe, percent: 250, floorDays: 2, minute: 720),
                effects: [.issue(gift, to: .member)], isOffer: true))
        let visiting = ReplayScene.campaign(
            "visiting", 5,
            Rule(
                id: "points", on: [.visit],
                effects: [.credit(asset: "points", Amount(units: 5), to: .member)]))
        return try ReplayScene.programme(
            [arising, visiting, ReplayScene.percent(500)], ladders: ladders,
            policy: policy, lifetime: .days(12))
    }

    /// A ladder for each way of being placed: by all that happened, by some days, by effects.
    static let ladders = [
        ladder("visits", .count(EventFilter(kinds: [.visit]), days: nil), 2),
        ladder("coffees", .quantity(cafe, days: nil), 3),
        ladder("spending", .spend(EventFilter(kinds: [.purchase]), days: nil), 3_000),
        ladder("month", .spend(EventFilter(kinds: [.purchase]), days: 30), 2_000),
        ladder("honour", nil, 1),
    ]

    private static func ladder(_ name: String, _ measure: Metric?, _ from: Int64) -> Ladder {
        Ladder(
            name: name, measure: measure,
            levels: [
                Ladder.Level(name: "low", from: 0), Ladder.Level(name: "high", from: from),
                Ladder.Level(name: "top", from: 2 * from),
            ])
    }

    static func members() throws -> [ReplayMember] {
        [
            try ReplayScene.member(1, joined: "2025-03-20T15:00:00", birthday: 229),
            try ReplayScene.member(2, joined: "2026-02-02T08:00:00", birthday: 401),
            try ReplayScene.member(3, joined: "2025-12-01T08:00:00"),
            try ReplayScene.member(
                4, joined: "2025-02-20T08:00:00", birthday: 215, left: "2026-03-10T09:00:00"),
        ]
    }

    /// Sixty events of four members in some three months; the third becomes the first's card.
    static func records(seed: UInt64) throws -> [PastEvent] {
        var random = SeededRandom(seed: seed)
        let start = try ReplayScene.time("2026-01-20T00:00:00")
        let merging = 20 + Int(random.next() % 20)
        var bought: [(number: Int, member: UInt64, category: String)] = []
        var milliseconds: Int64 = 0
        return try (0..<60).map { index in
            milliseconds += Int64(random.next() % 260_000_000)
            let time = String(start.advanced(byMilliseconds: milliseconds).rfc3339.dropLast())
            if index == merging {
                return try ReplayScene.record(index, .merge, of: 1, at: time) {
                    $0.merged = MemberNumber(3)
                }
            }
            var member = random.next() % 4 + 1
            if member == 3, index > merging { member = 1 }
            let category = random.next() % 3 == 0 ? "tea" : "coffee"
            switch random.next() % 6 {
            case 0: return try ReplayScene.record(index, .visit, of: member, at: time)
            case 1 where !bought.isEmpty:
                let place = Int(random.next() % UInt64(bought.count))
                let purchase = bought.remove(at: place)
                let owner = purchase.member == 3 && index > merging ? 1 : purchase.member
                return try ReplayScene.record(index, .returned, of: owner, at: time) {
                    $0.about = ReplayScene.operation(purchase.number)
                    $0.basket = try ReplayScene.basket(1_000, purchase.category)
                }
            default:
                bought.append((index, member, category))
                return try ReplayScene.purchase(index, of: member, at: time, 1_000, category)
            }
        }
    }
}
