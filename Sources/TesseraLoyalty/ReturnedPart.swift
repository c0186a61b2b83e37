import TesseraModel

/// How much of a purchase came back before and comes back now, in pieces and in value.
struct ReturnedPart {
    /// What was paid for each line of the return, in minor units.
    let paid: [Int64]
    /// What was paid for all lines together.
    let total: Int64
    /// What came back of that before this return.
    let before: Int64
    /// What has come back of it after this return.
    let after: Int64
    /// Whether nothing but fees is left with this return, and something was before it.
    let isLast: Bool
    /// How much of each line had come back before, and has come back now.
    let returnedBefore: [Int: Int64]
    let returnedAfter: [Int: Int64]
    private let goods: (total: Int64, before: Int64, after: Int64)

    /// Works out the part.
    ///
    /// - Throws: What ``ReturnMatching/lines(of:in:returnedBefore:serialsBefore:)`` throws.
    init(
        of returned: Basket, in bought: Basket, paid: [Int64], before: [Int: Int64],
        serialsBefore: Set<String>
    ) throws(LoyaltyError) {
        let now = try ReturnMatching.lines(
            of: returned, in: bought, returnedBefore: before, serialsBefore: serialsBefore)
        let after = before.merging(now, uniquingKeysWith: +)
        (returnedBefore, returnedAfter) = (before, after)
        let all = Array(bought.lines.indices)
        let goods = all.filter { !bought.lines[$0].isFee }
        let counted = goods.isEmpty ? all : goods
        let value = { (back: [Int: Int64], places: [Int]) in
            places.reduce(Int64(0)) {
                $0 + portion(of: paid[$1], back[$1] ?? 0, in: bought.lines[$1].quantity)
            }
        }
        let pieces = { (back: [Int: Int64]) in counted.reduce(Int64(0)) { $0 + (back[$1] ?? 0) } }
        total = paid.reduce(0, +)
        self.before = value(before, all)
        self.after = value(after, all)
        let worth = counted.reduce(Int64(0)) { $0 + paid[$1] }
        let quantity = counted.reduce(Int64(0)) { $0 + bought.lines[$1].quantity }
        // What cost nothing is shared by the pieces.
        self.goods =
            worth > 0
            ? (worth, value(before, counted), value(after, counted))
            : (quantity, pieces(before), pieces(after))
        isLast = pieces(after) == quantity && pieces(before) < quantity
        self.paid = ReturnedPart.paid(returned, bought, paid, before, now)
    }

    /// How much of something that the purchase gave is lost with this return: what was still kept
    /// before less what is kept now, so that many small returns end like a single one.
    func lost(of units: Int64) -> Int64 { kept(units, goods.before) - kept(units, goods.after) }

    /// How much of something that the purchase took is put back with this return.
    func putBack(of units: Int64) -> Int64 {
        portion(of: units, goods.after, in: goods.total)
            - portion(of: units, goods.before, in: goods.total)
    }

    private func kept(_ units: Int64, _ back: Int64) -> Int64 {
        portion(of: units, goods.total - back, in: goods.total)
    }

    // Lines of one kind are taken in the order of the purchase.
    private static func paid(
        _ returned: Basket, _ bought: Basket, _ paid: [Int64], _ before: [Int: Int64],
        _ now: [Int: Int64]
    ) -> [Int64] {
        var left = now
        var back = before
        return returned.lines.map { line in
            var wanted = line.quantity
            var value: Int64 = 0
            for index in left.keys.sorted() where wanted > 0 && bought.lines[index].isLike(line) {
                let part = min(wanted, left[index] ?? 0)
                let whole = bought.lines[index].quantity
                let start = back[index] ?? 0
                value +=
                    portion(of: paid[index], start + part, in: whole)
                    - portion(of: paid[index], start, in: whole)
                left[index] = (left[index] ?? 0) - part
                back[index] = start + part
                wanted -= part
            }
            return value
        }
    }
}

extension BasketLine {
    fileprivate func isLike(_ other: BasketLine) -> Bool {
        item == other.item && category == other.category && price == other.price
            && isFee == other.isFee
    }
}
