import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera draw run`: draws the winners and gives them their prizes.
struct DrawRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Reveal the seed, draw the winners and issue their prizes, once.",
        discussion: """
            Asked again it gives the same winners and the same prizes. Whoever has the file draws \
            again with: tessera draw verify draw.json
            """)

    @Argument(help: ArgumentHelp("The draw's name.", valueName: "draw"))
    var draw: String

    @Option(
        name: .long,
        help: ArgumentHelp("Write here what everybody may read.", valueName: "file"))
    var out: String?

    @OptionGroup var operators: OperatorOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (name, out, worker) = (draw, out, try operators.worker)
        try shop.answering(speaking) { counter, speech in
            let drawn = try await counter.run(draw: name, by: worker)
            if let out { try Files.writeJSON(drawn.record, to: out) }
            return (drawn.value, drawn.lines(speech, written: out))
        }
    }
}

/// `tessera draw proof`: what somebody who lost is handed.
struct DrawProofCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof",
        abstract: "Show a member that all tickets were drawn from and none of them won.",
        discussion: "The member checks it with: tessera draw verify draw.json --proof proof.json")

    @Argument(help: ArgumentHelp("The draw's name.", valueName: "draw"))
    var draw: String

    @Option(
        name: .long,
        help: ArgumentHelp("The member's number, or the card's code.", valueName: "member"))
    var member: String

    @Option(name: .long, help: ArgumentHelp("Write it here.", valueName: "file"))
    var out: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (name, card, out) = (draw, member, out)
        try shop.answering(speaking, .reading) { counter, speech in
            let member = try await counter.member(named: card).number
            let proof = try await counter.proof(of: name, for: member)
            try Files.writeJSON(proof, to: out)
            return (
                .record(
                    ("code", .string("proven")), ("draw", .string(name)),
                    ("member", .string(proof.member.text)), ("file", .string(out)),
                    ("tickets", .integer(proof.runs.reduce(0) { $0 + $1.run.count }))),
                [
                    "\(speech.painted("✓ Proven", .green))  \(proof.member.text) in \(name): "
                        + proof.spokenTickets,
                    "  Written   \(out)",
                ]
            )
        }
    }
}

extension LoserProof {
    /// The member's tickets as people read them, `tickets 21–25 (2 void), 30`.
    var spokenTickets: String {
        let runs = runs.map { proven in
            let run = proven.run
            let last = run.first + (run.count - 1)
            let void = run.void > 0 ? " (\(run.void) void)" : ""
            return (last == run.first ? "\(run.first)" : "\(run.first)–\(last)") + void
        }
        return "tickets \(runs.joined(separator: ", "))"
    }
}

extension DrawnDraw {
    /// The winners with their prizes, for people.
    fileprivate func lines(_ speech: Speech, written path: String?) -> [String] {
        let winners = record.result?.winners ?? []
        let unfilled = record.result?.unfilled ?? 0
        var lines = [
            "\(speech.painted("✓ Drawn", .green))  \(record.commitment.draw): "
                + "\(winners.count.counted("winner")) among \(record.closed.tickets) tickets"
        ]
        for (winner, prize) in zip(winners, prizes) {
            let holder = prize.holder.flatMap { $0 == winner.member ? nil : ", now \($0.text)" }
            lines.append(
                "  Place \(winner.place)   ticket \(winner.ticket), \(winner.member.text)"
                    + "\(holder ?? ""): \(prize.issued.typedCode)  \(prize.terms.shown), "
                    + "good until \(prize.validity.last.spoken)")
        }
        if unfilled > 0 {
            lines.append(
                "  Empty     \(unfilled.counted("place")): every member with a ticket has won")
        }
        if let seed = record.result?.seed { lines.append("  Seed      \(seed)") }
        if isReplay { lines.append("  This was drawn before; nothing was issued twice.") }
        if let path {
            lines.append("  Written   \(path)")
            lines.append(
                "  Next      publish it; anybody draws again: tessera draw verify \(path)")
        } else {
            lines.append(
                "  Next      tessera draw run \(record.commitment.draw) --out draw.json")
        }
        return lines
    }
}
