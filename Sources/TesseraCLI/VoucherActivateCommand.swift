import ArgumentParser
import TesseraLedger
import TesseraModel

/// `tessera voucher activate`: sells a voucher that was worth nothing until now.
struct VoucherActivateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Sell a voucher that was issued with --when-sold.")

    @OptionGroup var change: ChangeOptions

    mutating func run() throws {
        try change.carryOut("Activated") { _ in .activate }
    }
}
