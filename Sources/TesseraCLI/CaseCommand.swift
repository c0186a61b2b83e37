import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera case`: what somebody has to put right.
struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "See to what went wrong: assign, resolve and close cases.",
        discussion: """
            tessera case list --late
            tessera case assign op_… --owner ana-7
            tessera case resolve op_… --by ana-7

            A rule of the programme opens a case (open_case) and says by when it is to be \
            resolved. It is named by the event that opened it.
            """,
        subcommands: [
            CaseListCommand.self, CaseShowCommand.self, CaseAssignCommand.self,
            CaseResolveCommand.self, CaseCloseCommand.self,
        ])
}

/// `tessera case list`: the cases that are not closed.
struct CaseListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the cases that are not closed, those due first first.")

    @Flag(name: .long, help: "Only those that are not resolved and whose time is up.")
    var late = false

    @Flag(name: .long, help: "Those that are closed as well.")
    var all = false

    @Option(name: .long, help: ArgumentHelp("Only those of this owner.", valueName: "operator"))
    var owner: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (late, all, speech) = (late, all, speaking.speech)
        let owner = try owner.map(OperatorID.named)
        try shop.atCounter(.reading) { counter in
            let now = counter.clock.now()
            let cases = try await counter.cases(late: late, all: all, owner: owner)
            var table = Table("DUE", "STATE", "CASE", "MEMBER", "OWNER", "OPENED BY")
            for found in cases {
                if speech.json { speech.say(JSONValue.record(found.fields(at: now)).text) }
                table.add(
                    counter.settings.zone.listed(found.due), found.word(at: now), found.kind,
                    found.member?.text ?? "-", found.owner?.text ?? "nobody",
                    "op_\(found.opened.text)")
            }
            speech.say(
                table,
                ifEmpty: late ? "Nothing is late." : "There is no case to see to.")
        }
    }
}

/// `tessera case show`: a case with all that was done.
struct CaseShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a case: by when, whose, what was done and given.")

    @OptionGroup var opened: CaseArgument
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let id = try opened.id
        try shop.answering(speaking, .reading) { counter, speech in
            let found = try await counter.openedCase(by: id)
            let now = counter.clock.now()
            return (.record(found.fields(at: now)), found.lines(at: now, speech))
        }
    }
}

/// Which case is meant.
struct CaseArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The event that opened the case.", valueName: "operation"))
    var operation: String

    /// The operation that opened it.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    var id: OperationID {
        get throws { try OperationID.event(named: operation) }
    }
}

extension Case {
    /// Where it stands, in a word.
    func word(at time: Timestamp) -> String {
        isLate(at: time)
            ? "late" : state(at: time) == .escalated ? "due now" : state(at: time).rawValue
    }

    /// The case for people; what is late is red and says so.
    func lines(at now: Timestamp, _ speech: Speech) -> [String] {
        let telling = speech.telling
        let colour: Speech.Colour =
            isLate(at: now) ? .red : state(at: now) == .open ? .yellow : .green
        var due = "due \(telling.clock(due))"
        if isLate(at: now) { due = "was due \(telling.moment(self.due))" }
        var lines = [
            "\(speech.painted(word(at: now), colour))  \(kind), \(due)",
            "  Opened    \(telling.moment(openedAt)) by op_\(opened.text)",
            "  Member    \(member?.text ?? "without a card")",
            "  Owner     \(owner?.text ?? "nobody yet")",
        ]
        for step in history {
            let by = step.worker.map { " by \($0)" } ?? ""
            let to = step.owner.map { " to \($0)" } ?? ""
            let done =
                switch step.action {
                case .assign: "Assigned"
                case .resolve: "Resolved"
                case .close: "Closed  "
                }
            lines.append("  \(done)  \(telling.moment(step.at))\(to)\(by)")
        }
        lines += goodwill.map { "  Goodwill  op_\($0.text)" }
        return lines
    }
}
