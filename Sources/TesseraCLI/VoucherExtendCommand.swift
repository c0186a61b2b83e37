import ArgumentParser
import TesseraLedger
import TesseraModel

/// `tessera voucher extend`: makes a voucher good for longer.
struct VoucherExtendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Make a voucher good for longer; its code becomes another one.")

    @Option(name: .long, help: ArgumentHelp("The new last day, 2027-11-30.", valueName: "day"))
    var until: String

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var change: ChangeOptions

    mutating func run() throws {
        let (last, reason) = (try ValidityOptions.day(until), reason.reason)
        try change.carryOut("Extended", showsCode: true) { _ in
            .extend(to: last, reason: reason)
        }
    }
}
