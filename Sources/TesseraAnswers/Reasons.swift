import TesseraLedger
import TesseraModel

extension ExplainedError {
    /// Every condition that fails, where the answer is made of conditions; none for all else.
    package var allReasons: [any ExplainedError] {
        switch self as? LedgerError {
        case .several(let reasons), .basketVoucherRefused(_, let reasons): reasons
        default: []
        }
    }

    /// The answer with its first reason only; the others are said after it.
    package var headline: any ExplainedError {
        switch self as? LedgerError {
        case .several(let reasons): reasons.first ?? LedgerError.ledgerDamaged
        case .basketVoucherRefused(let position, let reasons):
            LedgerError.basketVoucherRefused(position, Array(reasons.prefix(1)))
        default: self
        }
    }
}
