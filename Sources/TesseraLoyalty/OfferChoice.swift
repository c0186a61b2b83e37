import TesseraModel

/// Which offers are taken where only one of a group may be.
///
/// What one rule or one voucher gives is taken or left together.
///
/// - Source: R13; F22.
struct OfferChoice {
    // Up to so many combinations all are tried; with more, the groups are settled one by one.
    private static let mostTries = 256
    private static let mostRounds = 4

    private struct Origin: Hashable {
        let source: String
        let voucher: Int?
    }

    // In their order; what follows are indices of it.
    private let offers: [Offer]
    private let ungrouped: [Int]
    // For each group, in the order of names, the candidates, the preferred first.
    private let groups: [[[Int]]]

    /// The choice among some offers.
    init(_ offers: [Offer]) {
        let ordered = offers.sorted { $0.precedes($1) }
        self.offers = ordered
        self.ungrouped = ordered.indices.filter { ordered[$0].group == nil }
        var grouped: [String: [Origin: [Int]]] = [:]
        for (index, offer) in ordered.enumerated() {
            guard let group = offer.group else { continue }
            let origin = Origin(source: offer.source, voucher: offer.voucher?.number)
            grouped[group, default: [:]][origin, default: []].append(index)
        }
        self.groups = grouped.sorted { $0.key < $1.key }.map { _, candidates in
            candidates.values.sorted { left, right in
                guard let first = left.first, let second = right.first else { return false }
                return ordered[first].isPreferred(to: ordered[second])
            }
        }
    }

    /// Returns the offers that leave the lowest total; of equal ones the preferred.
    ///
    /// With more combinations than can be tried, each group is settled while the others stay as
    /// they are, until nothing changes; the result is then at least as good as any single change.
    ///
    /// - Parameter total: What a basket costs with some offers, which come in their order.
    /// - Returns: The offers in their order.
    func best(total: ([Offer]) -> Int64) -> [Offer] {
        var choice = groups.map { _ in 0 }
        guard groups.contains(where: { $0.count > 1 }) else { return offers(choice) }
        var least = total(offers(choice))
        func keepIfBetter(_ other: [Int]) {
            let sum = total(offers(other))
            if sum < least { (choice, least) = (other, sum) }
        }
        let tries = groups.reduce(1) { min($0 * $1.count, OfferChoice.mostTries + 1) }
        if tries <= OfferChoice.mostTries {
            var next = choice
            while advance(&next) { keepIfBetter(next) }
            return offers(choice)
        }
        for _ in 0..<(groups.count == 1 ? 1 : OfferChoice.mostRounds) {
            let before = choice
            for (group, candidates) in groups.enumerated() {
                for candidate in candidates.indices where candidate != choice[group] {
                    var other = choice
                    other[group] = candidate
                    keepIfBetter(other)
                }
            }
            if choice == before { break }
        }
        return offers(choice)
    }

    // The next combination, the last group changing fastest; false after the last one.
    private func advance(_ choice: inout [Int]) -> Bool {
        for group in groups.indices.reversed() {
            choice[group] += 1
            if choice[group] < groups[group].count { return true }
            choice[group] = 0
        }
        return false
    }

    private func offers(_ choice: [Int]) -> [Offer] {
        let chosen = choice.enumerated().flatMap { groups[$0.offset][$0.element] }
        return (ungrouped + chosen).sorted().map { offers[$0] }
    }
}
