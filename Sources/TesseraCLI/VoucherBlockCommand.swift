import ArgumentParser
import TesseraLedger
import TesseraModel

/// `tessera voucher block`: stops a voucher or a member's card.
struct VoucherBlockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "block", abstract: "Stop a voucher or a member's card until it is unblocked.")

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var change: ChangeOptions

    mutating func run() throws {
        let reason = reason.reason
        try change.carryOut("Blocked") { _ in .block(reason: reason) }
    }
}
