import TesseraLoyalty
import TesseraModel

/// What was bought and kept, read off the events in one pass.
///
/// A purchase is worth what its lines cost after discounts, whatever paid for it. What came back
/// is taken off the purchase pro rata to the pieces, so that everything back leaves zero.
///
/// - Source: R7, R9.
package struct Sales: Sendable {
    /// One purchase.
    package struct Sale: Hashable, Sendable {
        /// The operation that recorded it.
        package let operation: OperationID
        /// Whose it was in the end; `nil` for somebody without a card.
        package let member: MemberNumber?
        /// When it was.
        package let at: Timestamp
        /// The day it was.
        package let day: Day
        /// The currency of the amounts.
        package let currency: Currency
        /// What its lines cost after discounts.
        package let paid: Int64
        /// What came back of that.
        package let cameBack: Int64
        /// Whether it was the member's first purchase.
        package let isFirst: Bool

        /// What was kept.
        package var kept: Int64 { paid - cameBack }
    }

    /// All purchases, oldest first.
    package let sales: [Sale]
    /// Which card became whose, so that what was done with it counts for the member.
    package let cards: MergedCards

    /// Reads the events of an input.
    ///
    /// A return counts for its purchase wherever it stands; one that does not fit brings nothing
    /// back.
    package init(of input: ReportInput) {
        let events = input.accepted
        let cards = MergedCards(in: events)
        var returns: [OperationID: [Basket]] = [:]
        // By index: most events are passed over, and need not be copied for that.
        for index in events.indices where events[index].event.kind == .returned {
            let facts = events[index].event.facts
            if let about = facts.about, let basket = facts.basket {
                returns[about, default: []].append(basket)
            }
        }
        var sales: [Sale] = []
        var seen: Set<MemberNumber> = []
        for index in events.indices where events[index].event.kind == .purchase {
            guard let basket = events[index].event.facts.basket else { continue }
            let operation = events[index].event.operation
            let at = events[index].event.occurredAt
            let member = events[index].event.member.map(cards.owner)
            let paid = Sales.paid(events[index].decision.basket, for: basket)
            let back = returns[operation].map { Sales.worth(of: $0, in: basket, paid: paid) }
            sales.append(
                Sale(
                    operation: operation, member: member, at: at, day: input.zone.day(at: at),
                    currency: basket.currency, paid: paid.total(), cameBack: back ?? 0,
                    isFirst: member.map { seen.insert($0).inserted } ?? false))
        }
        self.sales = sales
        self.cards = cards
    }

    // Without prices of the decision, a line costs what stands in the basket.
    private static func paid(_ priced: PricedBasket?, for basket: Basket) -> [Int64] {
        if let paid = priced?.paid, paid.count == basket.lines.count { return paid }
        return basket.lines.map(\.total)
    }

    private static func worth(of returns: [Basket], in bought: Basket, paid: [Int64]) -> Int64 {
        var back: [Int: Int64] = [:]
        var serials: Set<String> = []
        for basket in returns {
            guard
                let lines = try? ReturnMatching.lines(
                    of: basket, in: bought, returnedBefore: back, serialsBefore: serials)
            else { continue }
            back.merge(lines, uniquingKeysWith: +)
            for line in basket.lines { serials.formUnion(line.serials) }
        }
        return back.map { index, pieces in
            let whole = Int128(max(1, bought.lines[index].quantity))
            return Int64(clamping: Int128(paid[index]) * Int128(pieces) / whole)
        }.total()
    }

    /// Whose a card is in the end.
    package func owner(of card: MemberNumber?) -> MemberNumber? { card.map(cards.owner) }

    /// What each member bought and kept, in one currency.
    package func value(in currency: Currency) -> [MemberNumber: Int64] {
        var found: [MemberNumber: Int64] = [:]
        for sale in sales where sale.currency == currency {
            if let member = sale.member { found[member, default: 0].add(sale.kept) }
        }
        return found
    }
}
