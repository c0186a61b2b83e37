import TesseraModel

/// What must hold for a condition to hold, as far as it can be told without a member: enough to
/// see that two conditions never hold at once, such as two levels of one ladder.
///
/// - Source: F22.
struct ConditionBounds {
    // The values that each figure may have, both included.
    private var figures: [Metric: ClosedRange<Int64>] = [:]
    // The levels that each ladder may have, by index.
    private var ladders: [String: ClosedRange<Int64>] = [:]
    private var holding: Set<Condition> = []
    private var failing: Set<Condition> = []
    /// Whether it can never hold.
    private(set) var isImpossible = false

    /// What a condition asks for, with the names of a programme.
    init(_ condition: Condition, in programme: Programme) {
        add(condition, wanted: true, programme, depth: 0)
    }

    /// Returns whether both can hold at once; in doubt they can.
    func agrees(with other: ConditionBounds) -> Bool {
        !isImpossible && !other.isImpossible
            && figures.allSatisfy { other.figures[$0.key]?.overlaps($0.value) ?? true }
            && ladders.allSatisfy { other.ladders[$0.key]?.overlaps($0.value) ?? true }
            && holding.isDisjoint(with: other.failing)
            && failing.isDisjoint(with: other.holding)
    }

    private mutating func add(
        _ condition: Condition, wanted: Bool, _ programme: Programme, depth: Int
    ) {
        switch condition {
        case .always: if !wanted { isImpossible = true }
        case .not(let inner): add(inner, wanted: !wanted, programme, depth: depth)
        case .all(let parts) where wanted:
            for part in parts { add(part, wanted: true, programme, depth: depth) }
        case .any(let parts) where !wanted || parts.count == 1:
            for part in parts { add(part, wanted: wanted, programme, depth: depth) }
        case .all, .any, .chance: break
        case .compare(let metric, let comparison, let number):
            let asked = wanted ? comparison : comparison.opposite
            narrow(\.figures, metric, to: asked?.range(of: number))
        case .atLeast(let ladder, let level):
            guard let index = programme.index(of: level, on: ladder) else { return }
            narrow(\.ladders, ladder, to: wanted ? index...Int64.max : Int64.min...(index - 1))
        case .on(let ladder, let level):
            guard let index = programme.index(of: level, on: ladder), wanted else { return }
            narrow(\.ladders, ladder, to: index...index)
        case .segment(let name):
            note(condition, wanted: wanted)
            // A segment may name others; a circle of them ends here.
            guard depth < 8, let segment = programme.segments.first(where: { $0.name == name })
            else { return }
            add(segment.condition, wanted: wanted, programme, depth: depth + 1)
        case .word, .isMember, .aboutOwn, .isNotSelf, .presents, .approved:
            note(condition, wanted: wanted)
        }
    }

    private mutating func note(_ condition: Condition, wanted: Bool) {
        if wanted { holding.insert(condition) } else { failing.insert(condition) }
        if !holding.isDisjoint(with: failing) { isImpossible = true }
    }

    private mutating func narrow<Key: Hashable>(
        _ ranges: WritableKeyPath<ConditionBounds, [Key: ClosedRange<Int64>]>, _ key: Key,
        to range: ClosedRange<Int64>?
    ) {
        guard let range else { return }
        let old = self[keyPath: ranges][key] ?? Int64.min...Int64.max
        if old.overlaps(range) {
            self[keyPath: ranges][key] = old.clamped(to: range)
        } else {
            isImpossible = true
        }
    }
}

extension Comparison {
    // What holds where this one does not; nothing for "equal", which no range says.
    fileprivate var opposite: Comparison? {
        switch self {
        case .below: .atLeast
        case .atMost: .above
        case .equal: nil
        case .atLeast: .below
        case .above: .atMost
        }
    }

    // The numbers for which it holds; `nil` at the ends of what fits.
    fileprivate func range(of number: Int64) -> ClosedRange<Int64>? {
        switch self {
        case .below: number == .min ? nil : Int64.min...(number - 1)
        case .atMost: Int64.min...number
        case .equal: number...number
        case .atLeast: number...Int64.max
        case .above: number == .max ? nil : (number + 1)...Int64.max
        }
    }
}

extension Programme {
    fileprivate func index(of level: String, on name: String) -> Int64? {
        ladders.first { $0.name == name }?.levels.firstIndex { $0.name == level }
            .map { Int64($0) }
    }
}

extension Condition {
    /// Whether it may hold with a basket, or may fail, whoever buys and whenever.
    ///
    /// - Parameters:
    ///   - basket: What is bought; every other figure may be anything.
    ///   - wanted: Whether it is to hold or to fail.
    /// - Returns: In doubt true.
    func isPossible(with basket: Basket, wanted: Bool = true) -> Bool {
        switch self {
        case .always: return wanted
        case .compare(let metric, let comparison, let number):
            guard let value = metric.value(of: basket) else { return true }
            return comparison.holds(value, number) == wanted
        case .word(.category, let among):
            return basket.lines.contains { among.contains($0.category) } == wanted
        case .all(let parts):
            return wanted
                ? parts.allSatisfy { $0.isPossible(with: basket) }
                : parts.contains { $0.isPossible(with: basket, wanted: false) }
        case .any(let parts):
            return wanted
                ? parts.contains { $0.isPossible(with: basket) }
                : parts.allSatisfy { $0.isPossible(with: basket, wanted: false) }
        case .not(let inner): return inner.isPossible(with: basket, wanted: !wanted)
        default: return true
        }
    }

    /// All comparisons in it, wherever they stand.
    var comparisons: [(metric: Metric, comparison: Comparison, number: Int64)] {
        switch self {
        case .compare(let metric, let comparison, let number): [(metric, comparison, number)]
        case .all(let parts), .any(let parts): parts.flatMap(\.comparisons)
        case .not(let inner): inner.comparisons
        default: []
        }
    }

    /// All categories that it asks for, wherever they stand.
    var categories: [String] {
        switch self {
        case .word(.category, let among): Array(among.prefix(1))
        case .all(let parts), .any(let parts): parts.flatMap(\.categories)
        case .not(let inner): inner.categories
        default: []
        }
    }
}

extension Metric {
    // What a basket alone says about it, before discounts.
    fileprivate func value(of basket: Basket) -> Int64? {
        switch self {
        case .basketTotal(let scope):
            basket.lines.filter(scope.covers).reduce(0) { $0 + $1.total }
        case .basketQuantity(let scope):
            basket.lines.filter(scope.covers).reduce(0) { $0 + $1.quantity }
        default: nil
        }
    }
}
