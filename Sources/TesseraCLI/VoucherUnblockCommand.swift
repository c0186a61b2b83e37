import ArgumentParser
import TesseraLedger
import TesseraModel

/// `tessera voucher unblock`: lets a blocked voucher go on.
struct VoucherUnblockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unblock", abstract: "Let a blocked voucher go on.")

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var change: ChangeOptions

    mutating func run() throws {
        let reason = reason.reason
        try change.carryOut("Unblocked") { _ in .unblock(reason: reason) }
    }
}
