import TesseraLedger
import TesseraModel

extension LedgerRecord {
    /// What a record says about value, which the book can tell from other records as well.
    enum Worth: Equatable {
        case batch(BatchID, first: VoucherPosition, count: Int, faceValue: Int64)
        case member(MemberNumber, card: VoucherPosition)
        case operation(OperationID, VoucherPosition?, moved: Int64, balance: Int64)
        case transfer(Transfer, OperationID, leg: Int)
        case voucher(VoucherPosition, isGood: Bool, last: Day, balance: Int64)
    }

    /// Whether it is an operation.
    var isOperation: Bool {
        if case .operation = self { true } else { false }
    }

    /// The record without words, times and salts.
    var worth: Worth {
        switch self {
        case .batch(let batch):
            return .batch(
                batch.id, first: batch.first, count: batch.order.count,
                faceValue: batch.order.faceValue)
        case .member(let number, let card, _):
            return .member(number, card: card)
        case .operation(let event, let position):
            let (moved, balance) = event.happening.figures
            return .operation(event.operation, position, moved: moved, balance: balance)
        case .transfer(let transfer, let operation, let leg):
            return .transfer(transfer, operation, leg: leg)
        case .voucher(let voucher):
            return .voucher(
                voucher.position, isGood: voucher.standing == .active, last: voucher.validity.last,
                balance: voucher.balance)
        }
    }
}

extension VoucherEvent.Happening {
    /// What moved and what was left; zero and −1 where nothing did.
    fileprivate var figures: (moved: Int64, balance: Int64) {
        switch self {
        case .redeemed(let taken, let balance): (taken, balance)
        case .undone(_, let returned, let balance): (returned, balance)
        case .changed(_, let balance): (0, balance)
        case .issued, .refused, .enrolled: (0, -1)
        }
    }
}
