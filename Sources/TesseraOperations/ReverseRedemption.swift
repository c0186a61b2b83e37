import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// Puts a redemption back, whole or in part, however old it is and as often as there is
    /// something left of it.
    ///
    /// - Parameters:
    ///   - redemption: Which one; a basket only as a whole, each of its redemptions also in part.
    ///   - asked: How much, an amount as typed in the voucher's currency or uses; all that is left
    ///     if nothing in particular.
    ///   - reason: Why; it stands in the voucher's story.
    ///   - shop: In which shop.
    ///   - till: At which till, which need not be the one that redeemed.
    ///   - worker: Who works there; `nil` if nobody is named.
    ///   - second: Who agreed, where the programme's policy wants a second person.
    ///   - asker: Who asks, and vouches for the second person where there is no proof.
    ///   - proof: Where the second person proved to be there; `nil` if nowhere.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was put back and what the voucher holds now.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``; ``LedgerError/eventRefused(_:)`` with
    ///   `approval_required`; ``ModelError/amount(_:_:_:)``;
    ///   ``ModelError/name(_:of:example:)`` for a part of a
    ///   basket; ``LedgerError/demandMismatch(_:)``;
    ///   ``LedgerError/unknownRedemption(_:)``, ``LedgerError/alreadyUndone(at:)``,
    ///   ``LedgerError/reversalAboveRedemption(left:asked:)`` and other ``LedgerError``.
    /// - Source: L13, R4; F04, F45.
    package func reverse(
        _ redemption: OperationID, _ asked: Asked, reason: String, in shop: ShopID,
        at till: TillID, by worker: OperatorID? = nil, approvedBy second: OperatorID? = nil,
        asker: AccessActor = .terminal, proof: AccessSource? = nil, operation: OperationID
    ) async throws -> Undone {
        let approval = Approval(worker: worker, second: second, asker: asker, proof: proof)
        let hasAgreement = try await admitReversal(
            of: redemption, approval, at: shop, operation)
        let place = Place(shop: shop, till: till, operator: worker)
        let reason = second.map { "\(reason) (agreed: \($0))" } ?? reason
        let parts = try await ledger.operation(redemption)?.basketParts
        if let parts, asked != .nothing {
            // So much of a basket could come out of any of its vouchers.
            throw ModelError.name(
                redemption.redemptionText, of: "one redemption of the basket",
                example: parts[0].redemptionText)
        }
        let amount =
            parts == nil
            ? try await part(asked, of: redemption, orElse: .unknownRedemption(redemption)) : nil
        let value = try await valueToReverse(redemption, amount, operation)
        return try await withinDay(
            .reverse, value, approval, operation, hasAgreement: hasAgreement, taken: \.money
        ) {
            guard let parts else {
                let reversal = try await ledger.reverse(
                    redemption, amount: amount, reason: reason,
                    PlacedRequest(operation: operation, place: place, time: clock.now()))
                return Undone(basket: nil, reversals: [reversal])
            }
            let reversals = try await putBack(parts) { part, number, _ in
                try await ledger.reverse(
                    part, amount: nil, reason: reason,
                    PlacedRequest(
                        operation: operation.part(number), place: place, time: clock.now()))
            }
            return Undone(basket: redemption, reversals: reversals)
        }
    }
}

extension Undone {
    /// What came back on gift cards, in minor units; `nil` where something else did as well.
    fileprivate var money: Int64? {
        var sum: Int64 = 0
        for reversal in reversals {
            guard case .gift = reversal.terms else { return nil }
            sum += reversal.returned
        }
        return sum
    }
}
