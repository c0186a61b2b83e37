import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// A basket that vouchers covered.
package struct CoveredBasket: Hashable, Sendable {
    /// The operation, by whose id the whole basket can be undone.
    package let operation: OperationID
    /// What the basket cost.
    package let due: Money
    /// What was taken of each voucher that was needed, discounts first.
    package let redemptions: [Redemption]
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
}

extension Counter {
    /// Uses several vouchers on one basket whose price was typed, all or none.
    ///
    /// - Parameters:
    ///   - texts: What was scanned or typed, each voucher once, 1…16.
    ///   - due: The basket's price as typed.
    ///   - currency: The price's currency; `nil` for the shop's own.
    ///   - card: The member's card that was shown with them; `nil` if none was.
    ///   - shop: In which shop.
    ///   - till: At which till.
    ///   - worker: Who works there; `nil` if nobody is named.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was taken of each voucher.
    /// - Throws: ``ModelError/amount(_:_:_:)``; what using them on a price can throw.
    /// - Source: domain-model concept 11; F05.
    package func redeemBasket(
        _ texts: [String], due: String, currency: Currency? = nil, member card: String? = nil,
        in shop: ShopID, at till: TillID, by worker: OperatorID? = nil, operation: OperationID
    ) async throws -> CoveredBasket {
        let currency = currency ?? settings.currency
        let price = Money(
            minorUnits: try AmountText(for: currency).explained(due), currency: currency)
        return try await redeemBasket(
            texts, due: price, member: card, in: shop, at: till, by: worker, operation: operation)
    }

    /// Uses several vouchers on one basket, all or none, exactly once for an operation id.
    ///
    /// Discounts come first, then what is paid with in the order given, until the price is covered
    /// to the cent; a voucher that is not needed stays as it is.
    ///
    /// - Parameters:
    ///   - texts: What was scanned or typed, each voucher once, 1…16.
    ///   - price: What the basket costs.
    ///   - card: The member's card that was shown with them; `nil` if none was.
    ///   - shop: In which shop.
    ///   - till: At which till.
    ///   - worker: Who works there; `nil` if nobody is named.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was taken of each voucher.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``; why a code or the card is not believed;
    ///   ``LedgerError/basketNotCovered(due:covered:)``,
    ///   ``LedgerError/basketVoucherRefused(_:_:)``, ``LedgerError/basketUnfit(count:)`` and other
    ///   ``LedgerError``.
    /// - Source: domain-model concept 11; F05.
    package func redeemBasket(
        _ texts: [String], due price: Money, member card: String? = nil,
        in shop: ShopID, at till: TillID, by worker: OperatorID? = nil, operation: OperationID
    ) async throws -> CoveredBasket {
        try await admit(worker, to: .redeem, at: shop, operation)
        var positions: [VoucherPosition] = []
        let reader = try await reader(at: shop)
        for text in texts {
            let presentation = try await believed(text, at: till, for: reader)
            try await requireAgreed(on: presentation.terms, by: reader, for: operation)
            positions.append(presentation.position)
        }
        let holder = try await holder(card, at: till, for: operation)
        let redemptions = try await ledger.redeem(
            positions, due: price, holder: holder,
            PlacedRequest(
                operation: operation, place: Place(shop: shop, till: till, operator: worker),
                time: clock.now()))
        return CoveredBasket(
            operation: operation, due: price, redemptions: redemptions,
            isReplay: redemptions.first?.isReplay ?? false)
    }
}
