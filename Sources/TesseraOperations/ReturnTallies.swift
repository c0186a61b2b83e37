import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// What came back of a purchase that was nobody's: no member's history tells it.
///
/// - Source: R4, R7.
enum ReturnTallies {
    /// Where it is counted how much of a line came back.
    static func key(_ purchase: OperationID, line: Int) -> String {
        "returned|\(purchase.text)|\(line)"
    }

    /// What a return counts; nothing for one of a member's purchase.
    ///
    /// - Throws: ``LoyaltyError/returnsMore(line:left:asked:)``.
    static func changes(
        by event: LoyaltyEvent, of original: PastEvent?
    ) throws(LoyaltyError) -> [TallyChange] {
        guard event.kind == .returned, let original, original.event.member == nil,
            let back = event.facts.basket, let bought = original.event.facts.basket
        else { return [] }
        let lines = try ReturnMatching.lines(
            of: back, in: bought, returnedBefore: original.returned)
        return lines.sorted { $0.key < $1.key }.map { index, quantity in
            TallyChange(
                key: key(original.event.operation, line: index), amount: quantity,
                most: bought.lines[index].quantity)
        }
    }
}
