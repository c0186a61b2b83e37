import ArgumentParser
import TesseraModel
import TesseraOperations

/// `tessera report uplift`: whether campaigns bring people back.
struct ReportUpliftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uplift",
        abstract: "Whether those who got an offer come back more often than those held out.",
        discussion: "Without --campaign every campaign that holds somebody out has a row.")

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Within how many days after the offer somebody must come.", valueName: "days"))
    var within = 30

    @OptionGroup var choice: CampaignOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        let days = try within.within(ReportQuestion.dayCounts, "days")
        try output.report(.uplift(campaign: choice.campaign, days: days))
    }
}
