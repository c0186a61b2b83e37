import ArgumentParser

/// `tessera member`: members and their cards.
struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Enrol members, look at them, their cards and what they have.",
        subcommands: [
            MemberAddCommand.self, MemberListCommand.self, MemberShowCommand.self,
            MemberCardCommand.self, MemberAdmitCommand.self, MemberCreditCommand.self,
            MemberDebitCommand.self, MemberBalanceCommand.self,
        ])
}
