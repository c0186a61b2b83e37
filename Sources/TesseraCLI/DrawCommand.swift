import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera draw`: raffles that everybody can draw again.
struct DrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: "Close raffles, draw the winners, and check what was drawn.",
        discussion: """
            tessera draw close spring-raffle --out closed.json
            tessera draw run spring-raffle --out draw.json
            tessera draw verify draw.json

            What is published when, and how anybody draws again: docs/draws.md
            """,
        subcommands: [
            DrawListCommand.self, DrawCloseCommand.self, DrawRunCommand.self,
            DrawVerifyCommand.self, DrawProofCommand.self,
        ])
}

/// `tessera draw list`: the draws and what was promised of them.
struct DrawListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the draws with their tickets, and the digest of each secret seed.",
        discussion: "Publish the digest before the first ticket: the seed is bound by it.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.telling(speaking) {
            try shop.atCounter(.reading) { counter in
                var table = Table("DRAW", "STATE", "UNTIL", "TICKETS", "WINNERS", "SEED DIGEST")
                for draw in try await counter.draws() {
                    if speech.json { speech.say(draw.value.text) }
                    table.add(
                        draw.terms.name, draw.state.rawValue, draw.lastDay.text,
                        "\(draw.validTickets)", "\(draw.terms.winners)",
                        draw.commitment.seedDigest.text)
                }
                speech.say(table, ifEmpty: "The programme has no draw.")
            }
        }
    }
}

/// `tessera draw close`: what is published when no more tickets count.
struct DrawCloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Tell how many tickets a draw has, and the root over them, once it is over.",
        discussion: """
            What counts is what the book had at the end of the last day, so this may be asked \
            again at any time and says the same. Publish it before the draw is run.
            """)

    @Argument(help: ArgumentHelp("The draw's name.", valueName: "draw"))
    var draw: String

    @Option(
        name: .long,
        help: ArgumentHelp("Write the list of tickets here, without the seed.", valueName: "file"))
    var out: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (name, out) = (draw, out)
        try shop.answering(speaking, .reading) { counter, speech in
            let draw = try await counter.closedDraw(named: name)
            let closed = draw.closed
            var lines = [
                "\(speech.painted("✓ Closed", .green))  \(name) "
                    + "\(speech.telling.moment(draw.closesAt))",
                "  Tickets   \(closed.tickets), "
                    + "\(closed.tickets - draw.validTickets) of them void",
                "  Root      \(closed.root)", "  Promise   \(draw.commitment.seedDigest)",
            ]
            if let out {
                try Files.writeJSON(draw.record(isRun: false), to: out)
                lines.append("  Written   \(out)")
            }
            lines.append("  Next      publish the root, then: tessera draw run \(name)")
            return (
                draw.closedValue, lines
            )
        }
    }
}

extension Files {
    /// Writes a value as JSON on one line, for others to read.
    ///
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``; what encoding throws.
    static func writeJSON(_ value: some Encodable, to path: String) throws {
        try write(Array((try CompactText.text(of: value) + "\n").utf8), to: path)
    }

    /// Reads a value of JSON.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``; the error given if it is none.
    static func value<Value: Decodable>(
        _ type: Value.Type, _ path: String, or fault: DrawError
    ) throws -> Value {
        let text = String(decoding: try bytes(path), as: UTF8.self)
        do throws(LedgerError) {
            return try CompactText.value(type, of: text)
        } catch {
            throw fault
        }
    }
}
