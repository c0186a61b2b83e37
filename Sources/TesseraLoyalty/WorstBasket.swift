import TesseraModel

/// The combination of campaigns that gives most away, found before it is published.
///
/// Every figure is reckoned with ``Pricing`` on baskets made from the rules' own numbers. The
/// search is bounded: it tries pairs in the order of what they could give at most, and lets the
/// best of them grow. What it reports is certain; that nothing worse exists is not.
///
/// - Source: F22.
package enum WorstBasket {
    /// What some rules give together on a basket.
    package struct Finding: Hashable, Sendable {
        /// The rules, `summer/code`, in the order of the programme.
        package let rules: [String]
        /// The basket.
        package let basket: Basket
        /// What they give together, in minor units.
        package let discount: Int64
        /// What the basket costs without them, in minor units.
        package let total: Int64
        /// What they give together, in basis points of the total, 0…10 000, rounded down.
        package let shareBasisPoints: Int
        /// What each gives alone on this basket, added up, in basis points of the total; above
        /// 10 000 they would give more than everything if they were not taken in turn.
        package let nominalBasisPoints: Int

        /// Whether they give everything away, in turn or added up.
        package var isEverything: Bool {
            shareBasisPoints >= 10_000 || nominalBasisPoints >= 10_000
        }
    }

    /// Returns the combinations of a programme that give everything away, or the one that gives
    /// most.
    ///
    /// A rule that is meant to give something for nothing is not reported for that. Of
    /// combinations of which one contains the other the smaller is reported.
    ///
    /// - Parameters:
    ///   - programme: A draft or a version.
    ///   - day: Campaigns that meet only before it do not matter; `nil` to look at all.
    /// - Returns: The worst first, 20 at most; empty if no rule makes a basket cheaper.
    package static func findings(in programme: Programme, from day: Day? = nil) -> [Finding] {
        var search = WorstBasketSearch(programme, from: day)
        return search.findings()
    }
}

/// One search.
private struct WorstBasketSearch {
    private static let mostRules = 400
    private static let mostPairs = 300
    private static let mostFindings = 20
    private static let mostStarts = 8
    private static let mostGrowth = 4
    private static let mostCandidates = 12

    private struct Result {
        // Places in `rules`, ascending.
        let members: [Int]
        let finding: WorstBasket.Finding
    }

    private let currency: Currency
    // Those that give anything, the best for the customer first.
    private var rules: [CombiningRule] = []
    private var solos: [Result] = []

    init(_ programme: Programme, from day: Day?) {
        currency = programme.currency
        let all = CombiningRule.rules(of: programme, from: day)
        var found: [(rule: CombiningRule, finding: WorstBasket.Finding)] = []
        for rule in all {
            if let finding = worst(of: [rule]) { found.append((rule, finding)) }
        }
        found.sort { left, right in
            let shares = (left.finding.shareBasisPoints, right.finding.shareBasisPoints)
            return shares.0 != shares.1 ? shares.0 > shares.1 : left.rule.place < right.rule.place
        }
        let kept = found.prefix(WorstBasketSearch.mostRules)
        rules = kept.map(\.rule)
        solos = kept.enumerated().map { Result(members: [$0.offset], finding: $0.element.finding) }
    }

    mutating func findings() -> [WorstBasket.Finding] {
        var results = solos.filter { !rules[$0.members[0]].isMeantFree }
        let pairs = pairs()
        results += pairs
        results += pairs.filter { !$0.finding.isEverything }
            .sorted(by: isWorse).prefix(WorstBasketSearch.mostStarts).flatMap(grown)
        results.sort(by: isWorse)
        let reported = minimal(results.filter(\.finding.isEverything))
        if !reported.isEmpty {
            return reported.prefix(WorstBasketSearch.mostFindings).map(\.finding)
        }
        return (results.first ?? solos.first).map { [$0.finding] } ?? []
    }

    // Those that leave something; with the others nothing can get worse.
    private var partial: [Int] {
        rules.indices.filter { solos[$0].finding.shareBasisPoints < 10_000 }
    }

    // The worst pairs; what two give together is never more than what each gives at best alone.
    private func pairs() -> [Result] {
        var bounds: [(bound: Int, first: Int, second: Int)] = []
        for first in partial {
            for second in partial where second > first {
                let bound = [first, second].reduce(0) {
                    $0 + solos[$1].finding.shareBasisPoints
                }
                bounds.append((bound, first, second))
            }
        }
        bounds.sort {
            $0.bound != $1.bound
                ? $0.bound > $1.bound : ($0.first, $0.second) < ($1.first, $1.second)
        }
        var found: [Result] = []
        var tries = 0
        for (_, first, second) in bounds where rules[first].combines(with: rules[second]) {
            if tries == WorstBasketSearch.mostPairs { break }
            tries += 1
            if let result = result(of: [first, second]) { found.append(result) }
        }
        return found
    }

    // What becomes of a pair with one more rule after the other, as long as it gets worse.
    private func grown(from start: Result) -> [Result] {
        var grown: [Result] = []
        var last = start
        for _ in 0..<WorstBasketSearch.mostGrowth where !last.finding.isEverything {
            let candidates = partial.filter { index in
                !last.members.contains(index)
                    && last.members.allSatisfy { rules[$0].combines(with: rules[index]) }
            }
            .prefix(WorstBasketSearch.mostCandidates)
            let next = candidates.compactMap { result(of: (last.members + [$0]).sorted()) }
                .min(by: isWorse)
            guard let next, isWorse(next, last) else { break }
            grown.append(next)
            last = next
        }
        return grown
    }

    // Nothing if they give no more together than one of them alone.
    private func result(of members: [Int]) -> Result? {
        guard let finding = worst(of: members.map { rules[$0] }) else { return nil }
        let alone = members.map { solos[$0].finding.shareBasisPoints }.max() ?? 0
        guard finding.shareBasisPoints > alone else { return nil }
        return Result(members: members, finding: finding)
    }

    // The basket on which some rules give the largest share.
    private func worst(of rules: [CombiningRule]) -> WorstBasket.Finding? {
        let offers = rules.flatMap(\.offers)
        let baskets = CandidateBaskets(
            currency: currency, offers: offers, conditions: rules.map(\.condition))
        var worst: (basket: Basket, discount: Int64, total: Int64, share: Int)?
        for basket in baskets.all {
            let total = basket.lines.reduce(0) { $0 + $1.total }
            guard let discount = discount(on: basket, offers), total > 0, discount > 0 else {
                continue
            }
            let share = points(discount, of: total)
            if share > worst?.share ?? 0 { worst = (basket, discount, total, share) }
        }
        guard let worst else { return nil }
        let nominal = rules.reduce(0) { sum, rule in
            let alone = discount(on: worst.basket, rule.offers) ?? 0
            return sum + points(alone, of: worst.total)
        }
        return WorstBasket.Finding(
            rules: rules.sorted { $0.place < $1.place }.map(\.name), basket: worst.basket,
            discount: worst.discount, total: worst.total, shareBasisPoints: worst.share,
            nominalBasisPoints: nominal)
    }

    // The baskets are checked already; one that cannot be priced is no finding.
    private func discount(on basket: Basket, _ offers: [Offer]) -> Int64? {
        (try? Pricing.priced(basket, with: offers))?.discounts.reduce(0) { $0 + $1.total }
    }

    private func points(_ part: Int64, of whole: Int64) -> Int {
        let product = part.multipliedFullWidth(by: 10_000)
        return Int(whole.dividingFullWidth(product).quotient)
    }

    private func isWorse(_ left: Result, _ right: Result) -> Bool {
        let (first, second) = (left.finding, right.finding)
        if first.shareBasisPoints != second.shareBasisPoints {
            return first.shareBasisPoints > second.shareBasisPoints
        }
        if first.nominalBasisPoints != second.nominalBasisPoints {
            return first.nominalBasisPoints > second.nominalBasisPoints
        }
        if left.members.count != right.members.count {
            return left.members.count < right.members.count
        }
        return left.members.lexicographicallyPrecedes(right.members)
    }

    private func minimal(_ results: [Result]) -> [Result] {
        let sets = results.map { Set($0.members) }
        return results.indices.filter { index in
            !sets.contains { $0.isStrictSubset(of: sets[index]) }
        }
        .filter { index in sets.firstIndex(of: sets[index]) == index }
        .map { results[$0] }
    }
}
