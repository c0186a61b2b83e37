import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// Effects and vouchers, from the file to the exact value.
struct ProgrammeEffectTests {
    private static func scope(
        _ categories: [String] = [], items: [String] = [], besides: [String] = [],
        isFees: Bool = false
    ) -> Scope {
        Scope(categories: categories, items: items, besides: besides, isFees: isFees)
    }

    private static func right(_ uses: Int, _ lifetime: Lifetime) -> Effect {
        .issue(
            IssueTerms(promise: .right(uses: uses), lifetime: lifetime, isBound: false, label: ""),
            to: .member)
    }

    private static let benefits: [(String, Benefit)] = [
        ("{ percent: 15 }", Benefit(kind: .percent(1_500), phase: 3)),
        ("{ percent: 12.5 %, cap: 12.00 }", Benefit(kind: .percent(1_250), cap: 1_200, phase: 3)),
        (
            "{ percent: 0.01, on: drinks }",
            Benefit(kind: .percent(1), scope: scope(["drinks"]), phase: 2)
        ),
        (
            "{ percent: 100, on: drinks, phase: pieces }",
            Benefit(kind: .percent(10_000), scope: scope(["drinks"]), phase: 1)
        ),
        ("{ amount: 5.00 }", Benefit(kind: .amount(500), phase: 3)),
        (
            "{ amount: 5, on: { categories: [drinks], items: latte, besides: [tea], fees: no } }",
            Benefit(
                kind: .amount(500), scope: scope(["drinks"], items: ["latte"], besides: ["tea"]),
                phase: 2)
        ),
        (
            "{ fixed_price: 2.00, on: item latte }",
            Benefit(kind: .fixedPrice(200), scope: scope(items: ["latte"]), phase: 1)
        ),
        ("{ fixed_price: 0 }", Benefit(kind: .fixedPrice(0), phase: 1)),
        (
            "{ item: { buy: 1, free: 1, groups: 2 }, on: coffee }",
            Benefit(kind: .item(buy: 1, free: 1, groups: 2), scope: scope(["coffee"]), phase: 1)
        ),
        (
            "{ item: { buy: 0, free: 1 }, phase: lines }",
            Benefit(kind: .item(buy: 0, free: 1, groups: nil), phase: 2)
        ),
        ("{ waiver: yes, on: fees }", Benefit(kind: .waiver, scope: scope(isFees: true), phase: 2)),
        (
            "{ waiver: yes, on: { fees: yes, categories: delivery } }",
            Benefit(kind: .waiver, scope: scope(["delivery"], isFees: true), phase: 2)
        ),
        ("{ multiply: 2 }", Benefit(kind: .multiplier(200), phase: 2)),
        (
            "{ multiply: 1.5, on: goods except tea }",
            Benefit(kind: .multiplier(150), scope: scope(besides: ["tea"]), phase: 2)
        ),
    ]

    @Test(arguments: benefits)
    func `a benefit's keys give exactly this benefit`(text: String, benefit: Benefit) throws {
        #expect(try ProgrammeSample.effects(text) == [.benefit(benefit)])
    }

    private static let acts: [(String, String, Effect)] = [
        (
            "purchase", "{ credit: points, units: 1, per: 1.00, of: basket paid }",
            .credit(
                asset: "points", Amount(units: 1, per: 100, of: .basketPaid(.goods)), to: .member)
        ),
        (
            "purchase",
            "{ credit: wallet, units: 0.05, per: 1, of: basket paid of drinks, "
                + "rounding: half_up, most: 2.50, to: referrer }",
            .credit(
                asset: "wallet",
                Amount(
                    units: 5, per: 100, of: .basketPaid(scope(["drinks"])), rounding: .halfUp,
                    most: 250), to: .referrer)
        ),
        (
            "visit", "{ credit: stamps, units: 1 }",
            .credit(asset: "stamps", Amount(units: 1), to: .member)
        ),
        (
            "feedback", "{ credit: points, units: 5, per: 1, of: score, rounding: up }",
            .credit(
                asset: "points", Amount(units: 5, per: 1, of: .score, rounding: .up), to: .member)
        ),
        (
            "visit", "{ credit: points, units: 1, per: 0.10, of: balance of wallet }",
            .credit(
                asset: "points", Amount(units: 1, per: 10, of: .balance(asset: "wallet")),
                to: .member)
        ),
        ("visit", "{ debit: stamps, units: 9 }", .debit(asset: "stamps", Amount(units: 9))),
        (
            "purchase", "{ enter: raffle, units: 1, per: 10.00, of: basket total, most: 20 }",
            .enter(draw: "raffle", Amount(units: 1, per: 1_000, of: .basketTotal(.goods), most: 20))
        ),
        ("visit", "{ revoke: yes }", .revoke),
        ("return", "{ accept: yes }", .accept),
        ("visit", "{ place: { tier: mood, level: glad } }", .place(ladder: "mood", level: "glad")),
        (
            "complaint", "{ open_case: { kind: complaint, hours: 48 } }",
            .open(kind: "complaint", dueHours: 48)
        ),
        ("visit", "{ message: { text: survey } }", .notify(Message(template: "survey"))),
        (
            "purchase", "{ message: { text: survey, after_days: 7, unless: [visit, feedback] } }",
            .notify(Message(template: "survey", delayDays: 7, unless: [.visit, .feedback]))
        ),
        ("visit", "{ issue: { right: 10 uses, good_for: endless } }", right(10, .endless)),
        ("visit", "{ issue: { right: 1 use, good_for: 14 days } }", right(1, .days(14))),
        ("visit", "{ issue: { right: 3, good_for: 1 day } }", right(3, .days(1))),
        ("visit", "{ issue: { right: 3, good_for: 24 months } }", right(3, .months(24))),
        ("visit", "{ issue: { right: 3, good_for: 1 month } }", right(3, .months(1))),
        (
            "visit", "{ issue: { right: 3, good_for: until 2028-02-29 } }",
            right(3, .until(Day(civilNumber: 2_981)))
        ),
        (
            "visit", "{ issue: { right: 3, good_for: to the end of the year } }",
            right(3, .endOfYear(0))
        ),
        (
            "visit", "{ issue: { right: 3, good_for: to the end of next year } }",
            right(3, .endOfYear(1))
        ),
        (
            "visit", "{ issue: { right: 3, good_for: to the end of year 2 } }",
            right(3, .endOfYear(2))
        ),
        (
            "visit",
            "{ issue: { gift: 5.00, good_for: 12 months, bound: yes, label: Five, to: referrer } }",
            .issue(
                IssueTerms(
                    promise: .gift(500), lifetime: .months(12), isBound: true, label: "Five"),
                to: .referrer)
        ),
        (
            "trade_in", "{ issue: { gift: amount, good_for: 90 days } }",
            .issue(
                IssueTerms(promise: .giftOfAmount, lifetime: .days(90), isBound: false, label: ""),
                to: .member)
        ),
        (
            "visit", "{ issue: { percent: 30, good_for: 14 days, minimum: 10, cap: 12 } }",
            .issue(
                IssueTerms(
                    promise: .percent(3_000, minimum: 1_000, cap: 1_200), lifetime: .days(14),
                    isBound: false, label: ""), to: .member)
        ),
        (
            "visit", "{ issue: { percent: 30, good_for: 14 days } }",
            .issue(
                IssueTerms(
                    promise: .percent(3_000, minimum: 0, cap: 0), lifetime: .days(14),
                    isBound: false, label: ""), to: .member)
        ),
        (
            "visit", "{ issue: { amount: 5.00, minimum: 20, good_for: 14 days } }",
            .issue(
                IssueTerms(
                    promise: .amount(500, minimum: 2_000), lifetime: .days(14), isBound: false,
                    label: ""), to: .member)
        ),
        (
            "purchase", "{ issue: { right: 2, good_for: 24 months, per_piece: yes } }",
            .issue(
                IssueTerms(
                    promise: .right(uses: 2), lifetime: .months(24), isBound: false, label: "",
                    perPiece: .goods), to: .member)
        ),
        (
            "purchase", "{ issue: { right: 2, good_for: 24 months, per_piece: phones } }",
            .issue(
                IssueTerms(
                    promise: .right(uses: 2), lifetime: .months(24), isBound: false, label: "",
                    perPiece: scope(["phones"])), to: .member)
        ),
    ]

    @Test(arguments: acts)
    func `an effect's keys give exactly this effect`(
        event: String, text: String, effect: Effect
    ) throws {
        #expect(try ProgrammeSample.effects(text, on: event) == [effect])
    }

    @Test func `effects stay in the order of the file, else apart from then`() throws {
        let rule = try ProgrammeSample.rule([
            "id: mug", "on: [purchase, visit]", "asked: yes", "offer: yes",
            "limits: 500 per all", "then: [{ revoke: yes }, { debit: stamps, units: 9 }]",
            "else: { credit: points, units: 200 }",
        ])

        #expect(
            rule
                == Rule(
                    id: "mug", on: [.purchase, .visit],
                    limits: [LimitRule(keys: [.all], period: .ever, most: .times(500))],
                    effects: [.revoke, .debit(asset: "stamps", Amount(units: 9))],
                    otherwise: [.credit(asset: "points", Amount(units: 200), to: .member)],
                    isAsked: true, isOffer: true))
    }
}
