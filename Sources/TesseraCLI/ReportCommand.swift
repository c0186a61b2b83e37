import ArgumentParser

/// `tessera report`: what an owner asks of the book.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "What an owner asks of the book, as a table, CSV, JSON or a picture.",
        discussion: """
            A report is made from what the book holds now and changes nothing. Members appear by \
            their numbers. What each figure means stands below its table and in docs/reports.md.
            """,
        subcommands: [
            ReportLiabilityCommand.self, ReportExpiryCommand.self,
            ReportRedemptionsCommand.self, ReportBatchesCommand.self,
            ReportCampaignCommand.self, ReportUpliftCommand.self, ReportDiversityCommand.self,
            ReportTaxCommand.self,
            ReportTiersCommand.self, ReportLifecycleCommand.self, ReportRFMCommand.self,
            ReportCohortsCommand.self, ReportCostsCommand.self, ReportReferralsCommand.self,
            ReportSilentCommand.self, ReportPrioritiesCommand.self, ReportNPSCommand.self,
            ReportResponseCommand.self, ReportCasesCommand.self, ReportExposureCommand.self,
        ])
}
