import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera voucher link`: the link that opens a voucher on its holder's telephone.
struct VoucherLinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Make the link that opens a voucher on a telephone; the one before ends.",
        discussion: """
            The link is shown once. Whoever has it can use the voucher, as with the voucher itself.
            """)

    @Argument(help: ChangeOptions.voucherHelp)
    var voucher: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Words for whoever it is given to, who makes it the own when it is opened.",
            valueName: "text"))
    var message: String?

    @OptionGroup var linking: LinkOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        if let message, !message.isOneLine || message.count > 300 {
            throw ValidationError("--message is one line of at most 300 characters.")
        }
    }

    mutating func run() throws {
        let (name, linking) = (voucher, linking)
        let gift = message.map { CardGift(message: $0.trimmed) }
        try shop.answering(speaking) { counter, speech in
            let position = try await counter.position(ofNamed: name)
            return try await linking.answer(.voucher(position), gift, counter, speech)
        }
    }
}
