import ArgumentParser

/// `tessera key`: the issuer's keys and their life.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "See the keys, change them in time, and make kits for tills.",
        subcommands: [
            KeyListCommand.self, KeyRotateCommand.self, KeyActivateCommand.self,
            KeyRetireCommand.self, KeyCompromiseCommand.self, KeyKitCommand.self,
        ])
}
