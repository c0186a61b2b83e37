import ArgumentParser
import TesseraLedger
import TesseraModel
import TesseraOperations

/// `tessera member add`: enrols a member and issues the card.
struct MemberAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Enrol a member and issue the card.")

    @Option(name: .long, help: ArgumentHelp("How to greet the member.", valueName: "text"))
    var name = ""

    @Option(
        name: .long,
        help: ArgumentHelp("An e-mail address or a telephone number.", valueName: "text"))
    var contact = ""

    @Option(name: .long, help: ArgumentHelp("The tier at first, 0 to 15.", valueName: "number"))
    var tier: UInt8 = 0

    @OptionGroup var days: ValidityOptions

    @Flag(name: .long, help: "Show the QR code in the terminal.")
    var qr = false

    @OptionGroup var codes: CodeOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard tier <= 15 else { throw ValidationError("--tier is a number from 0 to 15.") }
    }

    mutating func run() throws {
        try codes.refuseExistingFiles()
        let profile = Profile(
            name: try MemberAddCommand.oneLine(name, of: "a person", example: "Ana Pop"),
            contact: try MemberAddCommand.oneLine(
                contact, of: "a contact", example: "ana@example.org"))
        let (tier, days, qr, codes) = (tier, days, qr, codes)
        let (operation, speaking) = (operation, speaking)
        try shop.atCounter(.writing) { counter in
            let validity = try days.period(of: .member, counter.settings, today: counter.today)
            let member = try await counter.enrol(
                profile, tier: tier, validity: validity, operation: try operation.id(counter))
            let card = try await counter.issued(member.card)
            let speech = speaking.speech
            speech.answer(
                .record([("code", .string("enrolled"))] + member.fields + card.fields),
                [
                    "\(speech.painted("✓ Enrolled", .green))  \(member.number.text)"
                        + (profile.name.isEmpty ? "" : "  \(profile.name)"),
                    "  Card      \(member.card.voucherText), \(validity.shown)",
                ] + card.lines)
            if qr, !speech.json {
                for line in try speech.blocks(card.token) { speech.say(line) }
            }
            for path in try codes.write(card.token, caption: card.typedCode) where !speech.json {
                speech.say("  Written   \(path)")
            }
        }
    }

    /// A text of one line without anything that a terminal would obey.
    private static func oneLine(
        _ text: String, of what: String, example: String
    ) throws(ModelError) -> String {
        guard text.isOneLine, text.count <= 200 else {
            let shown = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
            throw .name(String(String.UnicodeScalarView(shown)), of: what, example: example)
        }
        return text
    }
}

extension Member {
    /// The member as programs read it.
    var fields: [(String, JSONValue?)] {
        [
            ("member", .string(number.text)), ("name", profile.map { .string($0.name) }),
            ("contact", profile.map { .string($0.contact) }),
            ("card", .string(card.voucherText)), ("batch", .string(batch.text)),
            ("enrolled_at", .string(enrolledAt.rfc3339)),
            ("erased", profile == nil ? .bool(true) : nil),
        ]
    }
}
