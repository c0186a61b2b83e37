import TesseraLedger
import TesseraModel
import TesseraVerification

/// What a cashier asks of a code before its kind is known.
package enum Asked: Hashable, Sendable {
    /// Nothing in particular: one use.
    case nothing
    /// An amount as typed: of value from a gift card, the basket's price for a discount.
    case amount(String)
    /// An amount that a program gives, with its currency; the same of the same vouchers.
    case money(Money)
    /// All that is left of a gift card.
    case everything
    /// So many uses, 1…65 535.
    case uses(Int)

    /// What it means for a voucher of some terms.
    ///
    /// - Throws: ``ModelError/amount(_:_:_:)``; ``LedgerError/demandMismatch(_:)`` when the kind
    ///   has no amounts. Another currency than the voucher's is left to the book to refuse.
    package func demand(on terms: Terms) throws -> Demand {
        switch (self, terms) {
        case (.nothing, _): .uses(1)
        case (.everything, _): .everything
        case (.uses(let count), _): .uses(count)
        case (.amount(let typed), .gift(let face)):
            .amount(
                Money(
                    minorUnits: try AmountText(for: face.currency).explained(typed),
                    currency: face.currency))
        case (.amount(let typed), .discount(let discount)):
            .purchase(
                Money(
                    minorUnits: try AmountText(for: discount.currency).explained(typed, least: 0),
                    currency: discount.currency))
        case (.money(let money), .gift): .amount(money)
        case (.money(let money), .discount): .purchase(money)
        case (.amount, _), (.money, _): throw LedgerError.demandMismatch(terms.kind)
        }
    }
}

extension Counter {
    /// Takes a voucher, exactly once for an operation id.
    ///
    /// - Parameters:
    ///   - text: What was scanned or typed.
    ///   - asked: What is asked of it.
    ///   - card: The member's card that was shown with it, scanned or typed; `nil` if none was.
    ///   - shop: In which shop, or at which partner, which takes what was issued for it.
    ///   - till: At which till.
    ///   - worker: Who works there; `nil` if nobody is named.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was taken and what is left.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``; why the code or the card is not
    ///   believed; what the agreement with a partner does not cover; ``ModelError``; a refusal of
    ///   the ``LedgerError``.
    /// - Source: L3, R3, T7, T24; F26.
    package func redeem(
        _ text: String, _ asked: Asked, member card: String? = nil, in shop: ShopID,
        at till: TillID, by worker: OperatorID? = nil, operation: OperationID
    ) async throws -> Redemption {
        try await admit(worker, to: .redeem, at: shop, operation)
        return try await ledger.redeem(
            redemption(
                of: text, asked, member: card, in: shop, at: till, by: worker,
                operation: operation))
    }

    /// The wish to use a voucher, its code and the member's card believed.
    func redemption(
        of text: String, _ asked: Asked, member card: String?, in shop: ShopID, at till: TillID,
        by worker: OperatorID?, operation: OperationID
    ) async throws -> RedemptionRequest {
        let reader = try await reader(at: shop)
        let presentation = try await believed(text, at: till, for: reader)
        try await requireAgreed(on: presentation.terms, by: reader, for: operation)
        return RedemptionRequest(
            operation: operation, position: presentation.position,
            demand: try asked.demand(on: presentation.terms), shop: shop, till: till,
            operator: worker, holder: try await holder(card, at: till, for: operation),
            time: clock.now())
    }
}
