import TesseraConfiguration
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

    /// The reasons as programs read them, all mistakes of a programme among them; `nil` for one
    /// that is its own reason.
    package func reasons(told telling: Telling) -> JSONValue? {
        var told = allReasons.map { ($0.code, $0.message(told: telling)) }
        if let mistakes = (self as? ProgrammeProblems)?.problems, mistakes.count > 1 {
            told = mistakes.map { mistake in
                (
                    mistake.code,
                    [mistake.message, mistake.hint ?? ""].joined(separator: " ").trimmed
                )
            }
        }
        guard !told.isEmpty else { return nil }
        return .array(
            told.map { .record(("code", .string($0)), ("message", .string($1))) })
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
