import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// Which version of the programme is looked at.
struct VersionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("As of this version; the one in force if not said.", valueName: "number")
    )
    var version: Int?
}

/// `tessera campaign list`: what is on offer.
struct CampaignListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the campaigns of the programme, or the versions that were published.")

    @OptionGroup var version: VersionOptions

    @Flag(name: .long, help: "List the versions of the programme instead.")
    var versions = false

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard version.version == nil || !versions else {
            throw ValidationError("Give one of --version and --versions.")
        }
    }

    mutating func run() throws {
        let (number, versions, speech) = (version.version, versions, speaking.speech)
        try shop.telling(speaking) {
            try shop.atCounter(.reading) { counter in
                let book = try await counter.programmes()
                if versions {
                    try CampaignListCommand.say(book, counter.settings.zone, speech)
                } else {
                    let version = try book.version(numbered: number)
                    let programme = try book.programme(version)
                    CampaignListCommand.say(programme, counter, speech)
                }
            }
        }
    }

    private static func say(_ programme: Programme, _ counter: Counter, _ speech: Speech) {
        var table = Table("NUMBER", "CAMPAIGN", "STATE", "WHEN", "TITLE")
        for campaign in programme.campaigns {
            let zone = campaign.window.zone ?? counter.settings.zone
            let state = campaign.window.state(on: zone.day(at: counter.clock.now()))
            if speech.json {
                speech.say(campaign.summary(state, of: programme).text)
                continue
            }
            let days = campaign.window.sentences
            table.add(
                "\(campaign.number)", campaign.id, state.rawValue,
                days.isEmpty ? "always" : days.joined(separator: ", "), campaign.title)
        }
        for line in table.lines() { speech.say(line) }
    }

    private static func say(
        _ book: ProgrammeBook, _ zone: IssuerZone, _ speech: Speech
    ) throws {
        var table = Table("VERSION", "PUBLISHED", "PROGRAMME", "CAMPAIGNS", "OPERATION")
        for version in book.versions {
            let programme = try book.programme(version)
            if speech.json {
                speech.say(version.value(programme).text)
                continue
            }
            table.add(
                "\(version.number)", zone.listed(version.publishedAt), programme.id,
                "\(programme.campaigns.count)", "op_\(version.operation.text)")
        }
        for line in table.lines() { speech.say(line) }
    }
}
