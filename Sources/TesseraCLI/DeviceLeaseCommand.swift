import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera device lease`: value for one device alone.
struct DeviceLeaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lease",
        abstract: "Put value or uses of a voucher aside for one device to spend offline.",
        discussion: "Nobody else can spend it meanwhile. Give it back with: tessera release <hold>")

    @Argument(help: ChangeOptions.voucherHelp)
    var code: String

    @Option(name: .long, help: ArgumentHelp("For which device.", valueName: "device"))
    var device: String

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("So much of a gift card.", valueName: "amount"))
    var amount: String?

    @Option(name: .long, help: ArgumentHelp("So many uses.", valueName: "count"))
    var uses: Int?

    @Option(name: .long, help: ArgumentHelp("For how long; 24 if not said.", valueName: "hours"))
    var hours: Int64 = 24

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard (amount != nil) != (uses != nil) else {
            throw ValidationError("Give one of --amount and --uses.")
        }
    }

    mutating func run() throws {
        let (code, id, hours) = (code, try TillID.named(device), hours)
        let asked: Asked = amount.map { .amount($0) } ?? .uses(uses ?? 1)
        let operation = operation
        try shop.answering(speaking) { counter, speech in
            let position = try await counter.position(ofNamed: code)
            let held = try await counter.lease(
                position, asked, to: id, hours: hours, operation: try operation.id(counter))
            return (
                held.value.with([("device", .string(id.text))]), held.leaseLines(id, speech)
            )
        }
    }
}

extension HeldUse {
    /// A lease as people read it.
    fileprivate func leaseLines(_ device: TillID, _ speech: Speech) -> [String] {
        [
            "\(speech.painted("✓ Put aside", .green))  \(terms.balanceShown(amount) ?? "") of "
                + "\(position.voucherText) for \(device), until \(speech.telling.clock(until))",
            "  Free      \(terms.balanceShown(available) ?? "") for everybody else",
            "  Lease     \(operation.holdText)   give it back with: tessera release",
            "  Next      the till needs its next kit: tessera sync pull",
        ] + (isReplay ? ["  This was answered before; nothing more was put aside."] : [])
    }
}
