import TesseraLedger
import TesseraModel
import TesseraToken

/// What a till did without a network, as its log tells it.
///
/// It holds no personal data: a voucher, an amount, a time, the till, and the name that the shop
/// gave to who worked there.
///
/// - Source: L14, R11, R12.
package struct ClaimRecord: Hashable, Sendable {
    /// What was done.
    package enum Act: Hashable, Sendable {
        /// A voucher was used.
        case redeem(Taken)
        /// A claim of the same log was put back a moment after.
        case undo(OperationID)
    }

    /// A use of a voucher.
    package struct Taken: Hashable, Sendable {
        /// What the voucher's token says, seal included.
        package let body: TokenBody
        /// What was asked.
        package let demand: Demand
        /// What was taken in the unit of the voucher's balance, 1…10¹².
        package let amount: Int64
        /// How much of that was put aside for this till beforehand, 0…``amount``.
        package let leased: Int64
        /// What the till told the customer is left, 0…10¹².
        package let left: Int64
        /// What a basket became cheaper by, in minor units, 1…10¹²; `nil` without one.
        package let discount: Int64?

        /// A use of a voucher; `nil` if the numbers are out of range or do not go together.
        package init?(
            body: TokenBody, demand: Demand, amount: Int64, leased: Int64, left: Int64,
            discount: Int64?
        ) {
            let amounts = 1...AmountText.largestMinorUnits
            guard amounts.contains(amount), (0...amount).contains(leased),
                (0...AmountText.largestMinorUnits).contains(left),
                discount.map(amounts.contains) ?? true
            else { return nil }
            switch (body.token.terms, demand) {
            case (.gift(let face), .amount(let money)):
                guard money == Money(minorUnits: amount, currency: face.currency),
                    discount == nil
                else { return nil }
            case (.gift, .everything): guard discount == nil else { return nil }
            case (.entitlement, .uses(let count)):
                guard Int64(count) == amount, discount == nil else { return nil }
            case (.discount, .uses(1)): guard amount == 1, discount == nil else { return nil }
            case (.discount(let terms), .purchase(let price)):
                guard amount == 1, discount != nil, price.currency == terms.currency,
                    (0...AmountText.largestMinorUnits).contains(price.minorUnits)
                else { return nil }
            default: return nil
            }
            self.body = body
            self.demand = demand
            self.amount = amount
            self.leased = leased
            self.left = left
            self.discount = discount
        }
    }

    /// The claim's id, which its caller made.
    package let id: OperationID
    /// Which device says it.
    package let device: TillID
    /// Under which of its pairings, from 1.
    package let epoch: UInt32
    /// Its number in the device's log, from 1.
    package let sequence: Int64
    /// The hash of the record before it.
    package let previous: ClaimHash
    /// The number of the kit it was decided with, from 1.
    package let kit: Int64
    /// When it was done, by the device's clock.
    package let occurredAt: Timestamp
    /// What was done.
    package let act: Act
    /// Who worked there; `nil` where nobody was named.
    package let `operator`: OperatorID?

    /// A record; numbers are from 1, the time is less than 2⁵³ milliseconds from 1970.
    package init(
        id: OperationID, device: TillID, epoch: UInt32, sequence: Int64, previous: ClaimHash,
        kit: Int64, occurredAt: Timestamp, act: Act, operator worker: OperatorID? = nil
    ) {
        precondition(epoch >= 1 && sequence >= 1 && kit >= 1)
        precondition(ClaimRecord.times.contains(occurredAt.milliseconds))
        self.id = id
        self.device = device
        self.epoch = epoch
        self.sequence = sequence
        self.previous = previous
        self.kit = kit
        self.occurredAt = occurredAt
        self.act = act
        `operator` = worker
    }

    /// The times a record can have, in milliseconds.
    static let times: ClosedRange<Int64> = (1 - (1 << 53))...((1 << 53) - 1)

    /// What was taken; `nil` for a record that puts another back.
    package var taken: Taken? {
        if case .redeem(let taken) = act { taken } else { nil }
    }
}
