import TesseraModel

/// The name, place and time of a wish about an earlier operation.
package struct PlacedRequest: Hashable, Sendable {
    /// The caller's name for this intention.
    package let operation: OperationID
    /// Where; `nil` for the office.
    package let place: Place?
    /// The caller's wall clock; not part of the content that a repeated id is compared by.
    package let time: Timestamp

    /// A name, place and time.
    package init(operation: OperationID, place: Place?, time: Timestamp) {
        self.operation = operation
        self.place = place
        self.time = time
    }

    func booking(_ wish: Wish) -> BookingRequest {
        BookingRequest(operation: operation, wish: wish, place: place, time: time)
    }
}

extension RedemptionRequest {
    var booking: BookingRequest {
        booking(.redeem(position, demand, holder: holder))
    }

    func booking(_ wish: Wish) -> BookingRequest {
        BookingRequest(
            operation: operation, wish: wish,
            place: Place(shop: shop, till: till, operator: `operator`), time: time)
    }
}

extension Booked {
    /// The redemption that was booked, at once or out of a hold.
    package var redemption: Redemption {
        get throws(LedgerError) {
            guard case .redeemed(let taken, let balance, let discount) = operation.outcome,
                let position = operation.position, let terms, let use = operation.use
            else { throw .ledgerDamaged }
            return Redemption(
                operation: operation.operation, position: position, terms: terms, taken: taken,
                balance: balance, discount: discount.flatMap { terms.money($0) }, use: use,
                isReplay: isReplay)
        }
    }

    /// The reversal that was booked.
    func reversal(of redemption: OperationID) throws(LedgerError) -> Reversal {
        guard case .returned(let amount, let balance) = operation.outcome,
            let position = operation.position, let terms
        else { throw .ledgerDamaged }
        return Reversal(
            operation: operation.operation, redemption: redemption, position: position,
            terms: terms, returned: amount, balance: balance, time: operation.time,
            isReplay: isReplay)
    }
}
