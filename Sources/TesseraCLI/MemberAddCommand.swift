import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

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

    @Option(
        name: .long,
        help: ArgumentHelp("So many cards for people who are not known yet.", valueName: "number"))
    var count = 1

    @OptionGroup var days: ValidityOptions

    @Flag(name: .long, help: "Show the QR code in the terminal.")
    var qr = false

    @OptionGroup var codes: CodeOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard tier <= 15 else { throw ValidationError("--tier is a number from 0 to 15.") }
        guard (1...10_000).contains(count) else {
            throw ValidationError("--count is a number from 1 to 10000.")
        }
        guard
            count == 1
                || (name.isEmpty && contact.isEmpty && !qr && !codes.namesFile
                    && operation.operation == nil)
        else {
            throw ValidationError(
                "--count makes cards of nobody: leave --name, --contact, --operation and "
                    + "pictures away.")
        }
    }

    mutating func run() throws {
        try codes.refuseExistingFiles()
        let profile = Profile(
            name: try PersonOptions.name(name), contact: try PersonOptions.contact(contact))
        let (tier, days, qr, codes) = (tier, days, qr, codes)
        let (operation, speaking, count) = (operation, speaking, count)
        try shop.atCounter(.writing) { counter in
            let validity = try days.period(of: .member, counter.settings, today: counter.today)
            if count > 1 {
                return try await counter.say(count, tier, validity, speaking.speech)
            }
            let member = try await counter.enrol(
                profile, tier: tier, validity: validity, operation: try operation.id(counter))
            let card = try await counter.issued(member.card)
            let speech = speaking.speech
            let known = try counter.profile(of: member)
            speech.answer(
                .record(
                    [("code", .string("enrolled"))] + member.fields(known) + card.fields),
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
}

extension Counter {
    /// Enrols people who are not known yet and says their cards, one a line.
    fileprivate func say(
        _ count: Int, _ tier: UInt8, _ validity: ValidityPeriod, _ speech: Speech
    ) async throws {
        var progress = Progress("cards", total: count, clock: clock)
        for done in 1...count {
            let member = try await enrol(
                Profile(name: "", contact: ""), tier: tier, validity: validity,
                operation: try newOperation())
            let card = try await issued(member.card)
            speech.answer(
                .record([("code", .string("enrolled"))] + member.fields(nil) + card.fields),
                ["\(member.number.text)  \(card.typedCode)"])
            progress.report(done)
        }
        progress.finish()
    }
}
