import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera campaign check`: finds mistakes before anything is published.
struct CampaignCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find the mistakes of a programme's file, and what gives most away.",
        discussion: """
            Tells all mistakes with their lines. Of a file without any it tells which campaigns \
            together make a basket cheapest. Ends with 65 for a mistake, with 3 if something \
            gives a whole basket away, with 0 otherwise. Publishes nothing.
            """)

    @Argument(help: ArgumentHelp("The programme's file.", valueName: "file"))
    var file: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let settings = try shop.settings()
        let today = settings.zone.day(at: try shop.clock().now())
        let draft = try ProgrammeText(file)
        let speech = speaking.speech
        let checked: CheckedProgramme
        do throws(ProgrammeProblems) {
            checked = try CheckedProgramme(
                draft.text, file: draft.path, settings, today: today)
        } catch {
            say(error, speech)
            throw ExitCode(ErrorKind.invalid.exitStatus)
        }
        say(checked, speech)
        if checked.giveawayCount > 0 {
            throw ExitCode(ErrorKind.refused.exitStatus)
        }
    }

    private func say(_ checked: CheckedProgramme, _ speech: Speech) {
        let programme = checked.programme
        let lines = checked.worst.flatMap { $0.lines(of: programme) }
        let everything = checked.giveawayCount
        guard everything == 0 else {
            return speech.refuse(
                CampaignError.givesEverything(combinations: everything),
                beside: checked.fields, lines)
        }
        speech.answer(
            .record([("code", .string("checked"))] + checked.fields),
            [
                "\(speech.painted("✓ Checked", .green))  \(programme.id), "
                    + "\(programme.campaigns.count.counted("campaign")), "
                    + checked.ruleCount.counted("rule")
            ] + lines)
    }

    private func say(_ found: ProgrammeProblems, _ speech: Speech) {
        speech.refuse(
            CampaignError.mistaken(file: file, mistakes: found.problems.count),
            beside: [("mistakes", .array(found.problems.map(\.value)))],
            found.problems.flatMap { problem in
                ["  \(problem.message)  [\(problem.code)]"]
                    + (problem.hint.map { ["    \($0)"] } ?? [])
            })
    }
}

extension WorstBasket.Finding {
    /// What some rules give together, and on which basket.
    fileprivate func lines(of programme: Programme) -> [String] {
        let amounts = programme.amounts
        let who =
            rules.count == 1
            ? "alone"
            : rules.count == 2
                ? "these two together"
                : "these \(rules.count) together"
        let basket = basket.lines.map { line in
            "\(line.quantity) × \(line.isFee ? "fee " : "")\(line.category) at "
                + amounts.shown(line.price)
        }
        return [
            "  \(rules.joined(separator: " + ")), \(who): "
                + "\(spokenPercent(nominalBasisPoints)) off, "
                + "\(amounts.shown(total - discount)) left of \(amounts.shown(total))",
            "    on \(basket.joined(separator: ", "))",
        ]
    }
}
