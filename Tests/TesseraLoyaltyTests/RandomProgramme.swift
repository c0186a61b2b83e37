import TesseraLoyalty
import TesseraModel
import TesseraTestSupport

/// Programmes and purchases that look random: few names and round figures, so that rules meet.
struct RandomProgramme {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// Campaigns with all kinds of benefits, earning and limits.
    mutating func campaigns() -> [Campaign] {
        (1...Int.random(in: 2...7, using: &random)).map { number in
            Campaign(
                id: "c\(number)", number: CampaignNumber(number), title: "C\(number)", terms: "",
                window: Window(), priority: pick([0, 0, 1]), group: pick([nil, nil, "one"]),
                holdOut: pick([0, 0, 3_000]), tax: .discount,
                limits: pick([[], [limit()]]),
                rules: (1...Int.random(in: 1...3, using: &random)).map { rule("r\($0)") })
        }
    }

    /// A basket of some lines, fees and goods that cost nothing among them.
    mutating func lines() -> [BasketLine] {
        (0..<Int.random(in: 1...5, using: &random)).map { index in
            BasketLine(
                item: "i\(index)", category: pick(["drinks", "food"]),
                quantity: Int64.random(in: 1...4, using: &random),
                price: pick([0, 1, 99, 250, 1_000, 3_333]),
                isFee: pick([false, false, false, true]))
        }
    }

    /// A return of some pieces of what is left, or of all of it.
    mutating func part(of lines: [BasketLine], left: [Int64], all: Bool) -> [BasketLine] {
        zip(lines, left).compactMap { line, left in
            let quantity = all ? left : Int64.random(in: 0...left, using: &random)
            guard quantity > 0 else { return nil }
            return BasketLine(
                item: line.item, category: line.category, quantity: quantity, price: line.price,
                isFee: line.isFee)
        }
    }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        elements.shuffled(using: &random)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private mutating func limit() -> LimitRule {
        LimitRule(
            keys: pick([[.all], [.member]]), period: pick([.ever, .day, .rolling(days: 3)]),
            most: pick([.times(2), .value(2_000), .units(60)]))
    }

    private mutating func rule(_ id: String) -> Rule {
        let scope = pick([Scope.goods, .only("drinks"), .fees])
        let effects: [Effect] = [
            .benefit(Benefit(kind: pick([.percent(1_500), .amount(400), .waiver]), scope: scope)),
            .benefit(Benefit(kind: .multiplier(pick([150, 200])), scope: scope)),
            .credit(
                asset: "points", Amount(units: 1, per: pick([7, 100]), of: .basketPaid(scope)),
                to: .member),
            .debit(asset: "points", Amount(units: pick([5, 30]))),
        ]
        return Rule(
            id: id, on: [.purchase],
            condition: pick([
                .always, .compare(.basketTotal(.goods), .atLeast, 2_000),
                .compare(.balance(asset: "points"), .atLeast, 20), .chance(5_000),
            ]), limits: pick([[], [limit()], [limit(), limit()]]),
            effects: shuffled(effects).prefix(pick([1, 2])).map(\.self))
    }
}
