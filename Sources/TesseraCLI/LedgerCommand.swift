import ArgumentParser

/// `tessera ledger`: the book as a whole.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Recount the book, seal its journal, or write all of it to a file.",
        subcommands: [
            LedgerAccountsCommand.self, LedgerVerifyCommand.self, LedgerSealCommand.self,
            LedgerCheckpointCommand.self,
            LedgerExportCommand.self, LedgerImportCommand.self,
            LedgerMoveCommand.self,
        ])
}
