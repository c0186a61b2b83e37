import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera event due`: what has become due.
struct EventDueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Record what has become due: birthdays, expiries, absences, delays.",
        discussion: """
            Run it as often as you like, from a timer or by hand: a late run gives the same \
            result, and nothing arises twice.
            """)

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        try shop.answering(speaking) { counter, speech in
            let run = try await counter.recordDue()
            var lines = [
                "\(speech.painted("✓ Due", .green))  \(run.recorded.count.counted("event")) "
                    + "recorded of \(run.members.counted("member"))"
            ]
            for event in run.recorded where !event.decision.grants.isEmpty {
                lines.append(
                    "  \(counter.settings.zone.listed(event.event.occurredAt))  "
                        + "\(event.event.facts.occasion ?? "")  \(event.event.member?.text ?? "")  "
                        + event.decision.grants.count.counted("effect"))
            }
            for failure in run.failed {
                lines.append(
                    "  \(failure.occasion)  \(failure.member.text)  \(failure.error.message)  "
                        + "[\(failure.error.code)]")
            }
            if run.withheld > 0 { lines.append("  \(run.withheld) withheld by a cap today") }
            return (
                run.value, lines
            )
        }
    }
}
