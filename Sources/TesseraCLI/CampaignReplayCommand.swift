import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera campaign replay`: tries a draft on what happened.
struct CampaignReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Try a draft on what happened: what it would have cost, and who would have won.",
        discussion: """
            Everything that was reported happens again under the draft; nothing is booked. What \
            people would have done otherwise because of it, it cannot say.
            """)

    @Argument(help: ArgumentHelp("The draft's file.", valueName: "file"))
    var file: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Count from this day on; from the beginning if not said.", valueName: "day"))
    var since: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let file = try ProgrammeText(file)
        let day = try since.map { text throws(ModelError) in
            guard let day = Day(text: text) else { throw ModelError.day(text) }
            return day
        }
        try shop.answering(speaking, .reading) { counter, speech in
            let draft = try counter.draft(file.text, file: file.path)
            let outcome = try await counter.replay(draft, since: day)
            let told = ReplaySpeech(outcome, draft.currency, counter.settings.zone)
            return (
                outcome.value(draft.currency),
                ["\(speech.painted("✓ Replayed", .green))  \(draft.id), \(told.summary)"]
                    + told.lines
            )
        }
    }
}

/// A replay as it is told.
private struct ReplaySpeech {
    private let outcome: ReplayOutcome
    private let currency: Currency
    private let zone: IssuerZone

    init(_ outcome: ReplayOutcome, _ currency: Currency, _ zone: IssuerZone) {
        self.outcome = outcome
        self.currency = currency
        self.zone = zone
    }

    private func shown(_ units: Int64) -> String {
        Money(minorUnits: units, currency: currency).shown
    }

    var summary: String {
        let events = outcome.draft.accepted + outcome.draft.refused
        return "\(events.counted("event")); cost \(shown(outcome.recorded.total.cost)) "
            + "→ \(shown(outcome.draft.total.cost))"
    }

    private var names: [String] {
        Set(outcome.draft.campaigns.keys).union(outcome.recorded.campaigns.keys).sorted()
    }

    var lines: [String] {
        var table = Table("CAMPAIGN", "USES", "DRAFT", "COST", "DRAFT", "MEMBERS", "DRAFT")
        let (before, after) = (outcome.recorded.campaigns, outcome.draft.campaigns)
        for name in names {
            let (old, new) = (before[name], after[name])
            table.add(
                name, "\(old?.uses ?? 0)", "\(new?.uses ?? 0)", shown(old?.cost ?? 0),
                shown(new?.cost ?? 0), "\(old?.members.count ?? 0)",
                "\(new?.members.count ?? 0)")
        }
        return table.lines() + units + refusals + winners + differences
    }

    private var units: [String] {
        let (before, after) = (outcome.recorded.total.credited, outcome.draft.total.credited)
        return Set(before.keys).union(after.keys).sorted().map { asset in
            "  Credited  \(asset): \(before[asset] ?? 0) → \(after[asset] ?? 0)"
        }
    }

    private var refusals: [String] {
        var lines: [String] = []
        if outcome.newlyAccepted > 0 {
            lines.append(
                "  \(outcome.newlyAccepted.counted("event")) refused then would not have been")
        }
        return lines
            + outcome.draft.refusals.sorted { $0.key < $1.key }.map {
                "  Refused   \($0.key): \(outcome.recorded.refusals[$0.key] ?? 0) → \($0.value)"
            }
    }

    private var winners: [String] {
        outcome.draft.draws.sorted { $0.key < $1.key }.map { name, result in
            let names = result.winners.map { "\($0.member.text) with \($0.ticket)" }
            return "  Draw      \(name), with a seed for trying: \(names.joined(separator: ", "))"
        }
    }

    private var differences: [String] {
        outcome.differences.prefix(5).map { difference in
            "  \(zone.listed(difference.occurredAt))  op_\(difference.operation.text)  "
                + "\(shown(difference.recorded)) → \(shown(difference.draft))"
        }
    }
}
