import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera outbox`: messages that rules wrote and something else sends.
struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "See the messages that rules wrote, and hand those that are due to a sender.",
        discussion: """
            tessera outbox write --out messages.jsonl

            Nothing is sent from here. A line names a member by number and a text by name; who \
            sends it knows the address and the words. A message keeps its name for ever, so a \
            sender that keeps the names of what was sent sends nothing twice.
            """,
        subcommands: [OutboxListCommand.self, OutboxWriteCommand.self])
}

/// `tessera outbox list`: the messages and where they stand.
struct OutboxListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the messages: waiting, due or cancelled.")

    @Flag(name: .long, help: "Only those that may be sent now.")
    var due = false

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (due, speech) = (due, speaking.speech)
        try shop.atCounter(.reading) { counter in
            let now = counter.clock.now()
            var table = Table("FROM", "STATE", "MEMBER", "TEXT", "MESSAGE")
            for message in try await counter.messages() {
                let state = message.state(at: now)
                if due, state != .due { continue }
                if speech.json { speech.say(message.value(state).text) }
                table.add(
                    counter.settings.zone.listed(message.notBefore), state.rawValue,
                    message.member.text, message.template, message.id)
            }
            speech.say(
                table,
                ifEmpty: due ? "No message is due." : "No message was written.")
        }
    }
}

/// `tessera outbox write`: hands over what is due.
struct OutboxWriteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Write the messages that are due to a file, one JSON object a line.",
        discussion: """
            The same messages stand in every file that is written until --from leaves them out: \
            nothing here knows what was sent.
            """)

    @Option(name: .long, help: ArgumentHelp("Write them here.", valueName: "file"))
    var out: String

    @Option(
        name: .long,
        help: ArgumentHelp("Only those that became due on this day or later.", valueName: "day"))
    var from: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (out, first) = (out, try from.map(ValidityOptions.day))
        try shop.answering(speaking, .reading) { counter, speech in
            let messages = try await counter.dueMessages(from: first)
            let lines = try messages.map { try CompactText.text(of: $0) + "\n" }
            try Files.write(Array(lines.joined().utf8), to: out, mode: 0o600)
            return (
                .record(
                    ("code", .string("written")), ("file", .string(out)),
                    ("messages", .integer(Int64(messages.count)))),
                [
                    "\(speech.painted("✓ Written", .green))  "
                        + "\(messages.count.counted("message")) to \(out)"
                ]
            )
        }
    }
}
