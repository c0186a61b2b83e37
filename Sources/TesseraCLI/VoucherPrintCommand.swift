import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken

/// `tessera voucher print`: a voucher's code again, on the screen or as a picture.
struct VoucherPrintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Show a voucher's code again, or write it as a picture.",
        discussion: """
            The code is made anew from the book and the keys, so it is the same every time; after \
            an extension it carries the later day.
            """)

    @Argument(help: ChangeOptions.voucherHelp)
    var voucher: String

    @OptionGroup var codes: CodeOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        try codes.refuseExistingFiles()
        let (name, codes, speech) = (voucher, codes, speaking.speech)
        let access: Access = TypedCode.looksTyped(name) ? .writing : .reading
        try shop.atCounter(access) { counter in
            let position = try await counter.position(ofNamed: name)
            let issued = try await counter.issued(position)
            if speech.json {
                speech.say(
                    JSONValue.record(
                        [("voucher", .string(position.voucherText))] + issued.fields
                    ).text)
            } else {
                if !codes.namesFile {
                    for line in try speech.blocks(issued.token) { speech.say(line) }
                }
                speech.say("  Voucher   \(position.voucherText)")
                for line in issued.lines { speech.say(line) }
            }
            for path in try codes.write(issued.token, caption: issued.typedCode)
            where !speech.json {
                speech.say("  Written   \(path)")
            }
        }
    }
}
