import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken

/// `tessera voucher reissue`: a new code for what is left of a voucher.
struct VoucherReissueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reissue",
        abstract: "Give what is left of a voucher a new code; the old one is refused.",
        discussion: """
            For a code that was lost, or whose key somebody else may have. Tills without a network \
            refuse the old code from their next kit on.
            """)

    @Argument(help: ChangeOptions.voucherHelp)
    var voucher: String

    @OptionGroup var codes: CodeOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        try codes.refuseExistingFiles()
        let (name, codes, operation) = (voucher, codes, operation)
        try shop.answering(speaking) { counter, speech in
            let position = try await counter.position(ofNamed: name)
            let made = try await counter.reissue(position, operation: try operation.id(counter))
            var lines = [
                "\(speech.painted("✓ Reissued", .green))  \(made.terms.shown), "
                    + made.validity.shown,
                "  Voucher   \(made.new.position.voucherText), in the place of "
                    + made.old.voucherText,
            ]
            if made.isReplay {
                lines.append("  This was answered before; nothing more was made.")
            }
            lines += made.new.lines
            for path in try codes.write(made.new.token, caption: made.new.typedCode) {
                lines.append("  Written   \(path)")
            }
            return (
                made.value,
                lines
            )
        }
    }
}
