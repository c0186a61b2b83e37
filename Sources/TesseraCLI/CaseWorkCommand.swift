import ArgumentParser
import TesseraAnswers
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// What every step of a case is given.
struct CaseStepOptions: ParsableArguments {
    @OptionGroup var opened: CaseArgument
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    /// Takes a step and says where the case stands then.
    ///
    /// - Parameters:
    ///   - action: What is done.
    ///   - owner: Who is to look after it.
    /// - Throws: The exit status of a no, once it is said; what can be wrong with the data folder.
    func take(_ action: Case.Action, owner: OperatorID? = nil) throws {
        let (id, worker, operation) = (try opened.id, try operators.worker, operation)
        try shop.answering(speaking) { counter, speech in
            let worked = try await counter.work(
                on: id, action, owner: owner, by: worker, operation: try operation.id(counter))
            let now = counter.clock.now()
            let isReplay = worked.event.isReplay
            let word =
                switch action {
                case .assign: "✓ Assigned"
                case .resolve: "✓ Resolved"
                case .close: "✓ Closed"
                }
            var lines = [speech.painted(word, .green)]
            lines += worked.found.lines(at: now, speech).map { "  \($0)" }
            lines += worked.event.decision.receipt.map { "  \($0)" }
            if isReplay { lines.append("  This was answered before; nothing was booked twice.") }
            return (
                worked.value(action), lines
            )
        }
    }
}

/// `tessera case assign`: says who is to look after a case.
struct CaseAssignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Say who is to look after a case.")

    @Option(
        name: .long,
        help: ArgumentHelp("Who, see operator list.", valueName: "operator"))
    var owner: String

    @OptionGroup var step: CaseStepOptions

    mutating func run() throws {
        try step.take(.assign, owner: try OperatorID.named(owner))
    }
}

/// `tessera case resolve`: what was wrong is put right.
struct CaseResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Say that what was wrong is put right.",
        discussion: "What was given about it is recorded apart: tessera event goodwill --about op_…"
    )

    @OptionGroup var step: CaseStepOptions

    mutating func run() throws { try step.take(.resolve) }
}

/// `tessera case close`: nothing more is to be done.
struct CaseCloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a case: nothing more is to be done, and nothing more can be.")

    @OptionGroup var step: CaseStepOptions

    mutating func run() throws { try step.take(.close) }
}
