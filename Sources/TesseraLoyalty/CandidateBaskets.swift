import TesseraModel

/// Baskets on which some rules are likely to give most: made from the numbers in their benefits
/// and conditions.
///
/// - Source: F22.
struct CandidateBaskets {
    private static let mostWords = 6
    private static let mostTotals = 12
    private static let mostQuantities = 3

    private let currency: Currency
    private let offers: [Offer]
    private let conditions: [Condition]
    // The comparisons in them with numbers that a basket can reach.
    private let comparisons: [(metric: Metric, comparison: Comparison, number: Int64)]
    // A price that nothing in the rules asks for, 100.00.
    private let usual: Int64

    /// The baskets for some rules that combine.
    init(currency: Currency, offers: [Offer], conditions: [Condition]) {
        self.currency = currency
        self.offers = offers
        self.conditions = conditions
        self.comparisons = conditions.flatMap(\.comparisons).filter {
            (0...Basket.mostTotal).contains($0.number)
        }
        self.usual = max(10_000, currency.minorUnitsPerUnit * 100)
    }

    /// The baskets, each of which may fulfil every condition; the most usual first.
    ///
    /// There is always something besides a fee, because nobody buys a delivery alone.
    var all: [Basket] {
        var found: [Basket] = []
        let goods = goodsLines
        for total in totals {
            for quantity in quantities {
                for places in goods {
                    let lines = places.map { priced($0, total: total, quantity: quantity) }
                    let basket = completed(lines + feeLines(total: total))
                    guard (try? basket.checked()) != nil,
                        conditions.allSatisfy({ $0.isPossible(with: basket) }),
                        !found.contains(basket)
                    else { continue }
                    found.append(basket)
                }
            }
        }
        return found
    }

    private var totals: [Int64] {
        var totals: [Int64] = [usual]
        for (metric, comparison, number) in comparisons {
            guard case .basketTotal = metric else { continue }
            totals +=
                comparison == .above || comparison == .atMost ? [number, number + 1] : [number]
            if comparison == .below { totals.append(number - 1) }
        }
        var amounts: Int64 = 0
        for offer in offers {
            if case .amount(let amount) = offer.benefit.kind, amount < usual * 1_000_000 {
                amounts += amount
                totals += [amount, amounts]
            }
            if case .percent(let points) = offer.benefit.kind, let cap = offer.benefit.cap,
                points > 0, cap < usual * 1_000_000
            {
                totals.append(cap * 10_000 / Int64(points))
            }
        }
        // Below a hundredth of the usual price, rounding alone would be the finding.
        return distinct(totals.filter { $0 >= usual / 100 }, atMost: CandidateBaskets.mostTotals)
    }

    private var quantities: [Int64] {
        var quantities: [Int64] = [1]
        for offer in offers {
            if case .item(let buy, let free, _) = offer.benefit.kind, buy < 100, free < 100 {
                quantities.append(Int64(buy + free))
            }
        }
        for (metric, _, number) in comparisons {
            if case .basketQuantity = metric { quantities += [number, number + 1] }
        }
        return distinct(
            quantities.filter { (1...10_000).contains($0) },
            atMost: CandidateBaskets.mostQuantities)
    }

    // Lines of goods: the one that most offers cover, alone and with one for those that are left.
    private var goodsLines: [[BasketLine]] {
        let scopes = offers.map(\.benefit.scope).filter { !$0.isFees }
        let places = lines(in: scopes, isFee: false)
        func best(for scopes: [Scope]) -> BasketLine? {
            places.enumerated().max { left, right in
                let counts = [left, right].map { place in
                    scopes.count { $0.covers(place.element) }
                }
                return counts[0] != counts[1] ? counts[0] < counts[1] : left.offset > right.offset
            }?.element
        }
        guard let first = best(for: scopes) else { return [] }
        let rest = scopes.filter { !$0.covers(first) }
        guard !rest.isEmpty, let second = best(for: rest) else { return [[first]] }
        return [[first], [first, second], [second]]
    }

    private func feeLines(total: Int64) -> [BasketLine] {
        let scopes = offers.map(\.benefit.scope).filter(\.isFees)
        guard !scopes.isEmpty else { return [] }
        let places = lines(in: scopes, isFee: true)
        guard
            let fee = places.first(where: { line in scopes.allSatisfy { $0.covers(line) } })
                ?? places.first(where: { line in scopes.contains { $0.covers(line) } })
        else { return [] }
        // How large a fee is nobody says; a tenth of the goods is usual.
        return [fee.with(quantity: 1, price: max(1, total / 10))]
    }

    // Kinds of lines that scopes name, and one that none names.
    private func lines(in scopes: [Scope], isFee: Bool) -> [BasketLine] {
        let categories = frequent(scopes.flatMap(\.categories)) + ["anything"]
        let items = frequent(scopes.flatMap(\.items)) + ["anything"]
        return items.reversed().flatMap { item in
            categories.reversed().map { category in
                BasketLine(item: item, category: category, quantity: 1, price: 0, isFee: isFee)
            }
        }
    }

    private func priced(_ line: BasketLine, total: Int64, quantity: Int64) -> BasketLine {
        let fixed = offers.compactMap { offer -> Int64? in
            guard case .fixedPrice(let price) = offer.benefit.kind,
                offer.benefit.scope.covers(line), price > 0
            else { return nil }
            return price
        }
        // What a piece costs otherwise is not in the programme; twice as much is assumed.
        guard let price = fixed.min(), price < usual * 1_000_000 else {
            return line.with(quantity: quantity, price: (total + quantity - 1) / quantity)
        }
        let count = max(quantity, (total + price * 2 - 1) / (price * 2))
        return line.with(quantity: min(count, 10_000), price: price * 2)
    }

    // With what the conditions ask for besides.
    private func completed(_ lines: [BasketLine]) -> Basket {
        var lines = lines
        for category in conditions.flatMap(\.categories)
        where !lines.contains(where: { $0.category == category }) {
            lines.append(
                BasketLine(
                    item: "anything", category: category, quantity: 1, price: usual / 100))
        }
        for (metric, comparison, number) in comparisons
        where comparison == .atLeast || comparison == .above || comparison == .equal {
            switch metric {
            case .basketTotal(let scope):
                let total = lines.filter(scope.covers).reduce(0) { $0 + $1.total }
                let missing = number - total + (comparison == .above ? 1 : 0)
                guard missing > 0, let line = filler(in: scope) else { continue }
                lines.append(line.with(quantity: 1, price: missing))
            case .basketQuantity(let scope):
                let count = lines.filter(scope.covers).reduce(0) { $0 + $1.quantity }
                let missing = number - count + (comparison == .above ? 1 : 0)
                guard missing > 0, let line = filler(in: scope) else { continue }
                lines.append(line.with(quantity: missing, price: usual / 100))
            default: continue
            }
        }
        return Basket(currency: currency, lines: lines)
    }

    // A line in a scope, covered by as few offers as possible.
    private func filler(in scope: Scope) -> BasketLine? {
        lines(in: [scope], isFee: scope.isFees).filter(scope.covers)
            .min { left, right in covering(left) < covering(right) }
    }

    private func covering(_ line: BasketLine) -> Int {
        offers.count { $0.benefit.scope.covers(line) }
    }

    // The words that most scopes share, most frequent first.
    private func frequent(_ words: [String]) -> [String] {
        let counts = words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let sorted = counts.sorted {
            $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
        }
        return sorted.prefix(CandidateBaskets.mostWords).map(\.key)
    }

    private func distinct(_ numbers: [Int64], atMost most: Int) -> [Int64] {
        var seen: Set<Int64> = []
        return Array(numbers.filter { seen.insert($0).inserted }.prefix(most))
    }
}

extension BasketLine {
    fileprivate func with(quantity: Int64, price: Int64) -> BasketLine {
        BasketLine(
            item: item, category: category, quantity: quantity, price: price, isFee: isFee)
    }
}
