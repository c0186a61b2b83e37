import TesseraModel

/// A benefit that a basket is to be given, and where it comes from.
///
/// - Source: R13; F22.
package struct Offer: Hashable, Sendable {
    /// Which rule, `summer/code`, or `voucher` for one that was shown.
    package let source: String
    /// Which comes first among those of one phase: the lower.
    package let priority: Int
    /// Of those of one group only the best for the customer is taken; `nil` for none.
    package let group: String?
    /// What it gives.
    package let benefit: Benefit
    /// What the lines in scope must cost at least before this step, in minor units, inclusive; 0
    /// for no minimum.
    package let minimum: Int64
    /// How it is taxed.
    package let tax: TaxClass
    /// Which voucher, if one was shown.
    package let voucher: VoucherPosition?

    /// An offer.
    package init(
        source: String, priority: Int = 0, group: String? = nil, benefit: Benefit,
        minimum: Int64 = 0, tax: TaxClass = .discount, voucher: VoucherPosition? = nil
    ) {
        self.source = source
        self.priority = priority
        self.group = group
        self.benefit = benefit
        self.minimum = minimum
        self.tax = tax
        self.voucher = voucher
    }

    /// Returns whether this one is taken before another: by phase, priority, source and voucher.
    ///
    /// Where all of these are equal the content decides, so that the order in which offers are
    /// handed in never does.
    package func precedes(_ other: Offer) -> Bool {
        if benefit.phase != other.benefit.phase { return benefit.phase < other.benefit.phase }
        return isPreferred(to: other)
    }

    /// Returns whether this one is taken instead of another of the same group, if both leave the
    /// same total.
    func isPreferred(to other: Offer) -> Bool {
        if priority != other.priority { return priority < other.priority }
        if source != other.source { return source < other.source }
        let (mine, others) = (figures, other.figures)
        if mine != others { return mine.lexicographicallyPrecedes(others) }
        return words.lexicographicallyPrecedes(other.words)
    }

    // The numbers of the content. The lengths of the lists are among them, so that the words of
    // two offers that come as far as being compared belong to the same lists.
    private var figures: [Int64] {
        let scope = benefit.scope
        let lists = [scope.categories.count, scope.items.count, scope.besides.count]
        return [voucher.map { Int64($0.number) } ?? -1, Int64(benefit.phase)]
            + benefit.kind.figures
            + [benefit.cap == nil ? 1 : 0, benefit.cap ?? 0, minimum, group == nil ? 0 : 1]
            + [scope.isFees ? 1 : 0] + lists.map { Int64($0) }
    }

    private var words: [String] {
        let scope = benefit.scope
        return scope.categories + scope.items + scope.besides + [tax.rawValue, group ?? ""]
    }
}

extension Benefit.Kind {
    // Which kind, and its numbers; always as many.
    fileprivate var figures: [Int64] {
        switch self {
        case .percent(let points): [0, Int64(points), 0, 0]
        case .amount(let amount): [1, amount, 0, 0]
        case .fixedPrice(let price): [2, price, 0, 0]
        case .item(let buy, let free, let groups):
            [3, Int64(buy), Int64(free), groups.map { Int64($0) } ?? -1]
        case .waiver: [4, 0, 0, 0]
        case .multiplier(let hundredths): [5, Int64(hundredths), 0, 0]
        }
    }
}
