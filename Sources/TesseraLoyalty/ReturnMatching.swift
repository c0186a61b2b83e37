import TesseraModel

/// Which lines of a purchase the lines of a return are.
///
/// A line that comes back is one of the same item, category and price that was bought; pieces with
/// numbers are matched by these first, the others fill what is left in the order of the purchase.
/// So the answer does not depend on the order in which the till wrote the return down.
///
/// - Source: R7, R13; F45.
package enum ReturnMatching {
    /// Finds how much of each line of a purchase comes back.
    ///
    /// - Parameters:
    ///   - returned: What comes back, with quantities above zero.
    ///   - original: What was bought.
    ///   - returnedBefore: How much of each line came back before, by index.
    ///   - serialsBefore: The numbers of the pieces that came back before, as ``Diary`` has them.
    /// - Returns: Quantities above zero by index of the purchase; empty if nothing comes back.
    /// - Throws: ``LoyaltyError/currencyMismatch(_:_:)`` with the currency of the purchase first;
    ///   ``LoyaltyError/quantity(line:_:)`` and ``LoyaltyError/serials(line:given:wanted:)`` for
    ///   a line of the return that is none; ``LoyaltyError/returnsMore(line:left:asked:)`` with
    ///   the line of the return if it was not bought, or not so much of it is still out.
    package static func lines(
        of returned: Basket, in original: Basket, returnedBefore: [Int: Int64],
        serialsBefore: Set<String> = []
    ) throws(LoyaltyError) -> [Int: Int64] {
        guard returned.currency == original.currency else {
            throw .currencyMismatch(original.currency, returned.currency)
        }
        var stock = Stock(original, without: returnedBefore, serialsBefore)
        for (index, line) in returned.lines.enumerated() {
            guard line.quantity > 0 else {
                throw .quantity(line: index + 1, line.quantity)
            }
            guard line.serials.isEmpty || Int64(line.serials.count) == line.quantity else {
                throw .serials(
                    line: index + 1, given: line.serials.count, wanted: line.quantity)
            }
        }
        for (index, line) in returned.lines.enumerated() where !line.serials.isEmpty {
            let taken = stock.takePieces(of: line)
            guard taken == line.quantity else {
                throw .returnsMore(line: index + 1, left: taken, asked: line.quantity)
            }
        }
        for (index, line) in returned.lines.enumerated() where line.serials.isEmpty {
            let taken = stock.take(of: line)
            guard taken == line.quantity else {
                throw .returnsMore(line: index + 1, left: taken, asked: line.quantity)
            }
        }
        return stock.taken
    }

    // Lines with the same of all these are exchangeable.
    private struct Kind: Hashable {
        let item: String
        let category: String
        let price: Int64
        let isFee: Bool

        init(_ line: BasketLine) {
            item = line.item
            category = line.category
            price = line.price
            isFee = line.isFee
        }
    }

    private struct Piece: Hashable {
        let kind: Kind
        let serial: String
    }

    // What is still out, and what was taken of it by this return.
    private struct Stock {
        private var left: [Int64]
        private var linesByKind: [Kind: [Int]] = [:]
        private var lineByPiece: [Piece: Int] = [:]
        private(set) var taken: [Int: Int64] = [:]

        init(_ original: Basket, without before: [Int: Int64], _ serialsBefore: Set<String>) {
            left = original.lines.enumerated().map { index, line in
                max(0, line.quantity - (before[index] ?? 0))
            }
            for (index, line) in original.lines.enumerated() {
                let kind = Kind(line)
                linesByKind[kind, default: []].append(index)
                for serial in line.serials where !serialsBefore.contains(serial) {
                    lineByPiece[Piece(kind: kind, serial: serial)] = index
                }
            }
        }

        mutating func takePieces(of line: BasketLine) -> Int64 {
            let kind = Kind(line)
            var count: Int64 = 0
            for serial in line.serials {
                // Removed, so that a number that stands there twice is found once.
                guard
                    let index = lineByPiece.removeValue(forKey: Piece(kind: kind, serial: serial)),
                    left[index] > 0
                else { continue }
                take(1, from: index)
                count += 1
            }
            return count
        }

        mutating func take(of line: BasketLine) -> Int64 {
            var wanted = line.quantity
            for index in linesByKind[Kind(line)] ?? [] where wanted > 0 && left[index] > 0 {
                let part = min(wanted, left[index])
                take(part, from: index)
                wanted -= part
            }
            return line.quantity - wanted
        }

        private mutating func take(_ quantity: Int64, from index: Int) {
            left[index] -= quantity
            taken[index, default: 0] += quantity
        }
    }
}
