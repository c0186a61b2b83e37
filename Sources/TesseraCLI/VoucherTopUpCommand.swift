import ArgumentParser
import TesseraLedger
import TesseraModel

/// `tessera voucher topup`: adds paid value to a gift card.
struct VoucherTopUpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topup", abstract: "Add an amount that was paid for to a gift card.")

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How much is added.", valueName: "amount"))
    var amount: String

    @OptionGroup var change: ChangeOptions

    mutating func run() throws {
        let typed = amount
        try change.carryOut("Topped up") { terms in
            guard case .gift(let face) = terms else { throw LedgerError.notAGiftCard }
            return .topUp(by: try AmountText(for: face.currency).explained(typed))
        }
    }
}
