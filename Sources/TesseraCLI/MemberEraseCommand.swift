import ArgumentParser
import TesseraAnswers
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera member erase`: forgets a member.
struct MemberEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Destroy what is known about a member, for ever, and stop the card.",
        discussion: """
            The accounts stay under the member's number, so the books balance as before. Older \
            backups still hold the sealed profile: after restoring one, erase again with \
            --as-in JOURNAL, an export that was made later. docs/members.md says more.
            """)

    @Argument(help: HoldingOptions.memberHelp)
    var member: String?

    @Flag(name: .long, help: "Yes: it cannot be undone.")
    var yes = false

    @Option(
        name: .long,
        help: ArgumentHelp("Why, without naming anybody; it stays for ever.", valueName: "text"))
    var reason = "asked to be forgotten"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Erase again whom a journal says was erased; - for standard input.",
            valueName: "journal"))
    var asIn: String?

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard (member == nil) != (asIn == nil) else {
            throw ValidationError("Name a member, or a journal with --as-in.")
        }
        guard reason.isOneLine, (1...200).contains(reason.trimmed.count) else {
            throw ValidationError("--reason is one line of 1 to 200 characters.")
        }
    }

    mutating func run() throws {
        guard yes else {
            throw CLIError.usage(
                "What is erased cannot be brought back.", hint: "If that is meant, add --yes.")
        }
        if let asIn { return try eraseAgain(asIn) }
        let (name, reason, operation) = (member ?? "", reason, operation)
        try shop.answering(speaking) { counter, speech in
            let number = try await counter.member(named: name).number
            let erasure = try await counter.erase(
                number, reason: reason, operation: try operation.id(counter))
            var lines = ["\(speech.painted("✓ Erased", .green))  \(number.text)"]
            lines += erasure.members.dropFirst().map { "  Card of    \($0.text) as well" }
            lines.append("  The card is stopped; the accounts stay under the number.")
            if erasure.isReplay { lines.append("  This was answered before.") }
            return (
                erasure.value,
                lines
            )
        }
    }

    private func eraseAgain(_ path: String) throws {
        var reader = try JournalReader(path: path)
        var erasures: [(operation: OperationID, member: MemberNumber, reason: String)] = []
        while let next = try reader.next() {
            guard case .erase(let member, _, let reason) = next.operation.wish,
                next.operation.refusal == nil
            else { continue }
            erasures.append((next.operation.operation, member, reason))
        }
        let found = erasures
        try shop.answering(speaking) { counter, speech in
            let erased = try await counter.eraseAgain(found)
            return (
                .record(
                    ("code", .string("erased")), ("journal", .integer(Int64(found.count))),
                    ("members", .array(erased.map { .string($0.text) }))),
                [
                    "\(speech.painted("✓ Erased", .green))  "
                        + "\(erased.count.counted("member")) again, "
                        + "of \(found.count) in the journal"
                ] + erased.map { "  \($0.text)" }
            )
        }
    }
}
