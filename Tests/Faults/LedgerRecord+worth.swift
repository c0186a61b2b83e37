import TesseraLedger
import TesseraModel

extension LedgerRecord {
    /// What a record says about value, which the book can tell from other records as well.
    enum Worth: Equatable {
        case operation(OperationID, VoucherPosition?, moved: Int64, balance: Int64, [Transfer])
        case voucher(VoucherPosition, isGood: Bool, last: Day, balance: Int64)
        case other(LedgerRecord)
    }

    /// Whether it is an operation.
    var isOperation: Bool {
        if case .operation = self { true } else { false }
    }

    /// The record without words, times and salts.
    var worth: Worth {
        switch self {
        case .operation(let booked):
            let (moved, balance) = booked.outcome.figures
            return .operation(
                booked.operation, booked.position, moved: moved, balance: balance,
                booked.transfers)
        case .voucher(let voucher):
            return .voucher(
                voucher.position, isGood: voucher.standing == .active, last: voucher.validity.last,
                balance: voucher.balance)
        case .member, .limitUse, .lot:
            return .other(self)
        }
    }
}

extension Outcome {
    /// What moved and what was left; zero and −1 where nothing did.
    fileprivate var figures: (moved: Int64, balance: Int64) {
        switch self {
        case .redeemed(let taken, let balance, _): (taken, balance)
        case .held(let amount, let available, _, _): (amount, available)
        case .released(let amount, let available): (amount, available)
        case .returned(let amount, let balance): (amount, balance)
        case .changed(let changed): (0, changed.balance)
        case .holding(let expired, let balance): (expired, balance)
        case .refused, .issued, .enrolled, .covered, .limited, .limitEnded: (0, -1)
        }
    }
}
