import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken

/// `tessera member card`: the card's code, on the screen or as a picture.
struct MemberCardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Show a member's card, or write it as a picture.",
        discussion: """
            --live adds the code that is good for this half minute, as the member's phone shows it.
            --link makes the link that opens the card on the member's own telephone, and ends the \
            one before. It is shown once.
            """)

    @Argument(help: ArgumentHelp("The member's number.", valueName: "member"))
    var member: String

    @Flag(name: .long, help: "Show the code that is good for this half minute.")
    var live = false

    @Flag(name: .long, help: "Make the link that opens the card on the member's telephone.")
    var link = false

    @OptionGroup var linking: LinkOptions
    @OptionGroup var codes: CodeOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard link || linking.endsLink else { return }
        guard !live, !codes.namesFile else {
            throw ValidationError("A link is made or ended by itself, without a code or a picture.")
        }
    }

    mutating func run() throws {
        if link || linking.endsLink { return try linked() }
        try codes.refuseExistingFiles()
        let (name, live, codes, speech) = (member, live, codes, speaking.speech)
        try shop.atCounter(.reading) { counter in
            let member = try await counter.member(named: name)
            let card = try await counter.issued(
                try await counter.currentCard(of: member))
            let text = live ? try await counter.liveCode(of: member.number) : card.token
            if speech.json {
                speech.say(
                    JSONValue.record(
                        [("member", .string(member.number.text))] + card.fields
                            + [("live", live ? .string(text) : nil)]
                    ).text)
            } else {
                if !codes.namesFile {
                    for line in try speech.blocks(text) { speech.say(line) }
                }
                speech.say("  Member    \(member.number.text)")
                for line in card.lines { speech.say(line) }
                if live {
                    let now = counter.clock.now()
                    let left = (LiveCode.step(at: now) + 1) * LiveCode.stepSeconds - now.seconds
                    speech.say("  Live      \(text)")
                    speech.say("            another one in \(left) s")
                }
            }
            for path in try codes.write(text, caption: card.typedCode) where !speech.json {
                speech.say("  Written   \(path)")
            }
        }
    }

    private func linked() throws {
        let (name, linking) = (member, linking)
        try shop.answering(speaking) { counter, speech in
            let member = try await counter.member(named: name)
            return try await linking.answer(.member(member.number), nil, counter, speech)
        }
    }
}
