import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraToken

/// `tessera member edit`: changes what is known about a member.
struct MemberEditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change what is known about a member, and what the member agrees to.",
        discussion: """
            What is known is sealed and is no part of the book's history: what was there before \
            is gone. An empty text forgets. Consents: \
            \(Profile.Purpose.allCases.map(\.rawValue).joined(separator: ", ")).
            """)

    @Argument(help: HoldingOptions.memberHelp)
    var member: String

    @Option(name: .long, help: ArgumentHelp("How to greet the member.", valueName: "text"))
    var name: String?

    @Option(
        name: .long,
        help: ArgumentHelp("An e-mail address or a telephone number.", valueName: "text"))
    var contact: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The day of birth, with or without the year.", valueName: "day"))
    var birthday: String?

    @Option(
        name: .long,
        help: ArgumentHelp("What the member likes, drink=oat.", valueName: "name=text"))
    var prefer: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("What the member agrees to.", valueName: "purpose"))
    var consent: [Profile.Purpose] = []

    @Option(
        name: .long,
        help: ArgumentHelp("What the member agrees to no more.", valueName: "purpose"))
    var withdraw: [Profile.Purpose] = []

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard Set(consent).isDisjoint(with: withdraw) else {
            throw ValidationError("Nobody gives and withdraws one consent at once.")
        }
    }

    mutating func run() throws {
        var change = ProfileChange()
        change.name = try name.map(PersonOptions.name)
        change.contact = try contact.map(PersonOptions.contact)
        if let birthday { change.birthday = .some(try PersonOptions.birthday(birthday)) }
        for text in prefer {
            let (name, value) = try PersonOptions.preference(text)
            change.preferences[name] = .some(value)
        }
        change.consents = Set(consent)
        change.withdrawals = Set(withdraw)
        let (member, asked) = (member, change)
        try shop.answering(speaking) { counter, speech in
            let number = try await counter.member(named: member).number
            let profile = try await counter.edit(number, asked)
            let known = try await counter.ledger.member(number)
            return (
                .record([("code", .string("changed"))] + known.fields(profile) + profile.choices),
                ["\(speech.painted("✓ Changed", .green))  \(number.text)"]
                    + profile.lines(counter.settings.zone)
            )
        }
    }
}

extension Profile.Purpose: ExpressibleByArgument {}
