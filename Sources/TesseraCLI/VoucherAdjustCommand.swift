import ArgumentParser
import TesseraLedger
import TesseraModel

/// `tessera voucher adjust`: corrects a gift card's balance.
struct VoucherAdjustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adjust", abstract: "Correct what a gift card holds, up or down.")

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How much more or less: +5.00 or -5.00.", valueName: "amount"))
    var by: String

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var change: ChangeOptions

    mutating func run() throws {
        let (typed, reason) = (by, reason.reason)
        try change.carryOut("Adjusted") { terms in
            guard case .gift(let face) = terms else { throw LedgerError.notAGiftCard }
            return .adjust(
                by: try VoucherAdjustCommand.signed(typed, in: face.currency), reason: reason)
        }
    }

    /// Reads an amount with its sign, which must be there: "5.00" could mean the new balance.
    private static func signed(_ typed: String, in currency: Currency) throws -> Int64 {
        guard let sign = typed.first, sign == "+" || sign == "-" else {
            throw CLIError.usage(
                "\"\(typed.shortened)\" does not say whether to add or to take away.",
                hint: "Write it with its sign: --by +5.00 or --by -5.00.")
        }
        let amount = try AmountText(for: currency).explained(String(typed.dropFirst()))
        return sign == "-" ? -amount : amount
    }
}
