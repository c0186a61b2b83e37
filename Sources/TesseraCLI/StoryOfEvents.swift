import TesseraAnswers
import TesseraLedger
import TesseraModel

// Changes by the office, and events, as a story tells them.

extension VoucherAction {
    /// The change as a person reads it.
    func spoken(_ terms: Terms, _ balance: Int64) -> String {
        switch self {
        case .activate: "sold, holds \(terms.amount(balance))"
        case .block(let reason): "blocked: \(reason)"
        case .unblock(let reason): "unblocked: \(reason)"
        case .extend(let day, let reason): "good until \(day.text) from here on: \(reason)"
        case .adjust(let amount, let reason):
            "corrected by \(terms.signedAmount(amount)) to \(terms.amount(balance)): \(reason)"
        case .topUp(let amount):
            "topped up by \(terms.amount(amount)) to \(terms.amount(balance))"
        }
    }
}
