import ArgumentParser

/// `tessera member`: members and their cards.
struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Enrol members, look at them and what they have; export and erase.",
        subcommands: [
            MemberAddCommand.self, MemberListCommand.self, MemberShowCommand.self,
            MemberCardCommand.self, MemberAdmitCommand.self, MemberCreditCommand.self,
            MemberDebitCommand.self, MemberBalanceCommand.self, MemberStatementCommand.self,
            MemberEditCommand.self, MemberClaimCommand.self, MemberExportCommand.self,
            MemberEraseCommand.self,
        ])
}
