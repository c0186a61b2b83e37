import ArgumentParser

/// `tessera member`: members and their cards.
struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Enrol members, look at them, and show their cards.",
        subcommands: [
            MemberAddCommand.self, MemberListCommand.self, MemberShowCommand.self,
            MemberCardCommand.self, MemberAdmitCommand.self,
        ])
}
