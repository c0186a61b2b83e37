import TesseraModel

/// One line of a basket.
package struct BasketLine: Hashable, Sendable, Codable {
    /// What it is, as the shop numbers it, 1…64 characters.
    package let item: String
    /// What kind of thing it is, `drinks`; 1…64 characters.
    package let category: String
    /// How many, 1…10 000.
    package let quantity: Int64
    /// What one of them costs, in minor units, 0…10¹².
    package let price: Int64
    /// Whether it is a fee, such as a delivery, and nothing to take home.
    package let isFee: Bool
    /// The numbers of the single pieces, as many as the quantity or none.
    package let serials: [String]

    /// A line; the ranges are those of the properties.
    package init(
        item: String, category: String, quantity: Int64, price: Int64, isFee: Bool = false,
        serials: [String] = []
    ) {
        self.item = item
        self.category = category
        self.quantity = quantity
        self.price = price
        self.isFee = isFee
        self.serials = serials
    }

    /// What the line costs before any discount; it fits because of the ranges.
    package var total: Int64 { quantity * price }
}

/// What somebody buys or brings back, in one currency.
package struct Basket: Hashable, Sendable, Codable {
    /// The most lines that a basket may have.
    package static let mostLines = 10_000

    /// The currency of the prices.
    package let currency: Currency
    /// What is in it, in the order of the till.
    package let lines: [BasketLine]

    /// A basket.
    package init(currency: Currency, lines: [BasketLine]) {
        self.currency = currency
        self.lines = lines
    }
}

/// Which lines of a basket are meant.
package struct Scope: Hashable, Sendable, Codable {
    /// Only these categories; empty for all.
    package let categories: [String]
    /// Only these items; empty for all.
    package let items: [String]
    /// Not these categories.
    package let besides: [String]
    /// Whether fees are meant and nothing else; otherwise everything but fees.
    package let isFees: Bool

    /// Everything but fees.
    package static let goods = Scope(categories: [], items: [], besides: [], isFees: false)

    /// A choice of lines.
    package init(categories: [String], items: [String], besides: [String], isFees: Bool) {
        self.categories = categories
        self.items = items
        self.besides = besides
        self.isFees = isFees
    }

    /// Returns whether a line is meant.
    package func covers(_ line: BasketLine) -> Bool {
        line.isFee == isFees && (categories.isEmpty || categories.contains(line.category))
            && (items.isEmpty || items.contains(line.item)) && !besides.contains(line.category)
    }
}
