import TesseraModel

/// The lines of a basket in an order that depends on their content alone, so that the order of the
/// till decides nothing, and which of them each scope covers.
///
/// - Source: R13.
struct OrderedLines {
    // A longer list is looked up in a set.
    private static let shortList = 8

    /// The lines in their own order.
    let lines: [BasketLine]
    // Where each of them stands in the basket.
    private let indices: [Int]
    private let covered: [Scope: [Int]]

    /// The lines of a basket and the scopes that will be asked for.
    init(_ basket: Basket, scopes: [Scope]) {
        let indices = basket.lines.indices.sorted { first, second in
            let (left, right) = (basket.lines[first], basket.lines[second])
            return left.precedes(right) || !right.precedes(left) && first < second
        }
        let lines = indices.map { basket.lines[$0] }
        self.indices = indices
        self.lines = lines
        self.covered = Set(scopes).reduce(into: [:]) { covered, scope in
            covered[scope] = OrderedLines.places(of: lines, in: scope)
        }
    }

    /// The places of the lines in a scope, in their own order.
    func places(in scope: Scope) -> [Int] {
        covered[scope] ?? OrderedLines.places(of: lines, in: scope)
    }

    /// Returns numbers, one for each line, in the order of the basket.
    func inBasketOrder(_ numbers: [Int64]) -> [Int64] {
        var ordered = numbers
        for (place, index) in indices.enumerated() { ordered[index] = numbers[place] }
        return ordered
    }

    private static func places(of lines: [BasketLine], in scope: Scope) -> [Int] {
        let lists = [scope.categories, scope.items, scope.besides]
        guard lists.contains(where: { $0.count > shortList }) else {
            return lines.indices.filter { scope.covers(lines[$0]) }
        }
        let (categories, items) = (Set(scope.categories), Set(scope.items))
        let besides = Set(scope.besides)
        return lines.indices.filter {
            let line = lines[$0]
            return line.isFee == scope.isFees
                && (categories.isEmpty || categories.contains(line.category))
                && (items.isEmpty || items.contains(line.item))
                && !besides.contains(line.category)
        }
    }
}

extension BasketLine {
    // A total order by content; lines of which neither precedes the other are equal.
    fileprivate func precedes(_ other: BasketLine) -> Bool {
        if item != other.item { return item < other.item }
        if category != other.category { return category < other.category }
        if price != other.price { return price < other.price }
        if quantity != other.quantity { return quantity < other.quantity }
        if isFee != other.isFee { return !isFee }
        return serials.lexicographicallyPrecedes(other.serials)
    }
}
