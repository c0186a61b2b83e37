import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// One movement as the holder of a card reads it.
package struct CardMovement: Hashable, Sendable {
    /// How many are shown, the latest ones.
    static let most = 200

    /// What moved a voucher's value.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// It was issued with this value, or activated.
        case issued
        /// It took the place of another one.
        case received
        /// Another one took its place.
        case replaced
        /// It was used.
        case used
        /// A use was put back.
        case returned
        /// Somebody paid for more on it.
        case toppedUp = "topped_up"
        /// The office corrected it.
        case adjusted
        /// Units were put on a member's account by hand.
        case credited
        /// Units were taken from a member's account by hand.
        case debited
        /// What was not used within its days.
        case expired
    }

    /// All words that ``what`` may be.
    package static let words = Array(
        Set(Kind.allCases.map(\.rawValue) + EventKind.allCases.map(\.rawValue))
    ).sorted()

    /// When it was booked.
    package let time: Timestamp
    /// What happened: a ``Kind``, or the kind of an event.
    package let what: String
    /// Of which asset; `nil` for a voucher's own value.
    package let asset: AssetTerms?
    /// How many units came, or went where it is negative; minor units of a gift card.
    package let units: Int64
    /// What was there after it.
    package let balance: Int64
    /// The name of the shop; `nil` where nothing was taken.
    package let place: String?
    /// Why, where somebody booked it by hand.
    package let reason: String?

    /// A movement on a member's account.
    init(_ movement: MemberMovement) {
        let byHand = movement.units < 0 ? Kind.debited : Kind.credited
        time = movement.time
        what =
            movement.isExpiry
            ? Kind.expired.rawValue : movement.event?.kind.rawValue ?? byHand.rawValue
        asset = movement.asset
        units = movement.units
        balance = movement.balance
        place = nil
        // A rule's name says nothing to its member, what somebody wrote does.
        reason = movement.isExpiry || movement.event != nil ? nil : movement.reason
    }

    fileprivate init(
        _ booked: BookedOperation, _ what: Kind, _ units: Int64, balance: Int64, place: String?
    ) {
        time = booked.claim?.0.occurredAt ?? booked.time
        self.what = what.rawValue
        (self.units, self.balance, self.place) = (units, balance, place)
        (asset, reason) = (nil, nil)
    }
}

extension Counter {
    /// What was booked on a voucher and moved its value, oldest first, the latest ones.
    ///
    /// - Throws: Infrastructure errors.
    func cardMovements(
        of voucher: VoucherState, in batch: Batch
    ) async throws -> [CardMovement] {
        var names = Dictionary(
            settings.shops.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        for acceptor in try await register().acceptors { names[acceptor.id] = acceptor.name }
        var balance: Int64 = 0
        var movements: [CardMovement] = []
        func add(_ booked: BookedOperation, _ what: CardMovement.Kind, _ units: Int64) {
            guard units != 0 else { return }
            balance += units
            movements.append(
                CardMovement(
                    booked, what, units, balance: balance,
                    place: what == .used || what == .returned
                        ? booked.place?.shop.map { names[$0] ?? $0.text } : nil))
        }
        for booked in try await ledger.history(of: voucher.position) where booked.refusal == nil {
            switch (booked.wish, booked.outcome) {
            case (.replace(let old, _), _) where old == voucher.position:
                add(booked, .replaced, 0 - balance)
            case (.replace, _): add(booked, .received, voucher.faceValue)
            case (_, _) where booked.operation == batch.operation:
                if batch.order.activation == .atIssue { add(booked, .issued, voucher.faceValue) }
            case (.change(_, let action), .changed(let changed)):
                add(booked, action.movement, changed.balance - balance)
            default:
                if let taking = booked.taking { add(booked, .used, 0 - taking.taken) }
                add(booked, .returned, booked.returned)
            }
        }
        return movements.suffix(CardMovement.most)
    }
}

extension VoucherAction {
    fileprivate var movement: CardMovement.Kind {
        switch self {
        case .activate: .issued
        case .topUp: .toppedUp
        case .block, .unblock, .extend, .adjust: .adjusted
        }
    }
}
