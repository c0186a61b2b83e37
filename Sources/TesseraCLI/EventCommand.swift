import ArgumentParser

/// `tessera event`: what happens, and what the programme makes of it.
struct EventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event",
        abstract: "Record purchases, returns, visits and all else the programme looks at.",
        discussion: """
            tessera event purchase --basket basket.json --member CARD
            tessera event return --about op_… --basket back.json
            tessera event feedback --member mem_1234567 --score 9 --channel web
            """,
        subcommands: [
            EventRecordCommand.self, EventImportCommand.self, EventDueCommand.self,
            EventListCommand.self,
        ],
        defaultSubcommand: EventRecordCommand.self)
}
