import ArgumentParser

/// `tessera limit`: how often, or for how much, vouchers may be used.
struct LimitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limit",
        abstract: "Limit how often, or for how much, vouchers may be used.",
        subcommands: [LimitAddCommand.self, LimitListCommand.self, LimitEndCommand.self])
}
