import ArgumentParser
import TesseraAnswers
import TesseraCrypto
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera draw verify`: draws again, without the shop.
struct DrawVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Draw again from a published file; needs no data folder.",
        discussion: """
            tessera draw verify draw.json
            tessera draw verify draw.json --proof proof.json

            With a proof it also says whether the member's tickets were in the list and lost.
            """)

    @Argument(help: ArgumentHelp("What draw close or draw run has written.", valueName: "file"))
    var file: String

    @Option(name: .long, help: ArgumentHelp("What draw proof has written.", valueName: "file"))
    var proof: String?

    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        let record = try Files.value(DrawRecord.self, file, or: .notADraw(file))
        var problems = record.problems(digest: Digest.sha256)
        var fields: [(String, JSONValue?)] = [
            ("draw", .string(record.closed.draw)), ("tickets", .integer(record.closed.tickets)),
            ("drawn", .bool(record.result != nil)),
        ]
        var proven: LoserProof?
        if let path = proof {
            let proof = try Files.value(LoserProof.self, path, or: .notAProof(path))
            problems += proof.problems(
                against: record.closed, winners: record.result?.winners ?? [],
                digest: Digest.sha256)
            fields.append(("member", .string(proof.member.text)))
            proven = proof
        }
        guard problems.isEmpty else {
            let sentences = problems.map(\.sentence)
            speech.refuse(
                DrawError.differs(places: problems.count),
                beside: fields + [("problems", .array(sentences.map { .string($0) }))],
                sentences.map { "  \($0)" })
            throw ExitCode(ErrorKind.notGenuine.exitStatus)
        }
        var lines = ["\(speech.painted("✓ Right", .green))  \(record.summary)"]
        if let proven {
            let lost = record.result == nil ? "" : " and did not win"
            lines.append(
                "  Proof     \(proven.member.text): \(proven.spokenTickets) were in the list\(lost)"
            )
        }
        speech.answer(.record([("code", .string("right"))] + fields), lines)
    }
}

extension DrawRecord {
    /// What was found to be right.
    fileprivate var summary: String {
        let tickets = "\(closed.draw): \(closed.tickets) tickets"
        guard let result else { return "\(tickets), closed and not drawn yet" }
        return "\(tickets), and the seed that was promised draws "
            + (result.winners.count == 1
                ? "this winner" : "these \(result.winners.count) winners")
    }
}
