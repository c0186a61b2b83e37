import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera campaign show`: what a campaign does, in sentences.
struct CampaignShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tell what a campaign does: its terms, rules and limits in sentences.",
        discussion: "The sentences are made from what is checked, so they say what will happen.")

    @Argument(help: ArgumentHelp("The campaign's name or number.", valueName: "campaign"))
    var campaign: String

    @OptionGroup var version: VersionOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (name, number) = (campaign, version.version)
        try shop.answering(speaking, .reading) { counter, speech in
            let book = try await counter.programmes()
            let programme = try book.programme(try book.version(numbered: number))
            let found = programme.campaigns.first {
                $0.id == name || "\($0.number)" == name
            }
            guard let found else {
                let known = programme.campaigns.map(\.id)
                throw CampaignError.unknownCampaign(
                    name, nearest: Spelling.nearest(to: name, in: known))
            }
            let zone = found.window.zone ?? counter.settings.zone
            let told = CampaignSpeech(
                campaign: found, programme: programme,
                state: found.window.state(on: zone.day(at: counter.clock.now())))
            return (told.value, told.lines)
        }
    }
}

/// A campaign, for people and for programs.
struct CampaignSpeech {
    let campaign: Campaign
    let programme: Programme
    let state: Window.State

    private var rules: [(rule: Rule, spoken: SpokenRule)] {
        campaign.rules.map { ($0, programme.spoken($0)) }
    }

    /// The answer for people.
    var lines: [String] {
        let days = campaign.window.sentences
        var lines = [
            "\(campaign.id)  \(campaign.title)",
            "  Number    \(campaign.number), \(state.rawValue), "
                + "version \(programme.version) of \(programme.id)",
            "  When      \(days.isEmpty ? "always" : days.joined(separator: ", "))",
        ]
        if let group = campaign.group {
            lines.append("  Group     \(group): only the best of the group is granted")
        }
        if campaign.holdOut > 0 {
            lines.append(
                "  Held out  \(spokenPercent(campaign.holdOut)) of the members get nothing")
        }
        lines += campaign.limits.map { "  Limit     \(programme.spoken($0))" }
        for (rule, spoken) in rules {
            let asked = rule.isAsked ? ", asked for" : ""
            lines.append("  Rule      \(rule.id): \(spoken.occasion)\(asked)")
            if let condition = spoken.condition { lines.append("            if \(condition)") }
            lines += spoken.limits.map { "            \($0)" }
            lines += spoken.effects.map { "            → \($0)" }
            if !spoken.otherwise.isEmpty {
                lines.append("            where a limit stands in the way:")
                lines += spoken.otherwise.map { "            → \($0)" }
            }
        }
        let terms = campaign.terms.split(separator: "\n").map(String.init)
        lines += terms.enumerated().map {
            $0.offset == 0
                ? "  Terms     \($0.element)"
                : "            \($0.element)"
        }
        lines.append("  Digest    \(digest)")
        return lines
    }

    /// The SHA-256 of the terms as written.
    private var digest: String { campaign.termsDigest }

    /// The answer for programs.
    var value: JSONValue { campaign.value(state, of: programme) }
}
