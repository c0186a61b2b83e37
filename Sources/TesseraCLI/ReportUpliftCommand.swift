import ArgumentParser
import TesseraLoyalty
import TesseraReports

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
        let (choice, days) = (choice, try within.within(1...3_660, "days"))
        try output.report { input, _ in
            let named = try choice.campaign(of: input.programme)
            let campaigns = input.programme.campaigns.filter { campaign in
                named.map { $0 == campaign } ?? (campaign.holdOut > 0)
            }
            return Uplift.report(
                of: campaigns.map { Uplift.groups(of: input, campaign: $0.id, days: days) },
                asOf: input.asOf)
        }
    }
}
