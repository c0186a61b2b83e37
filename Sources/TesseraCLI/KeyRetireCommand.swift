import ArgumentParser
import TesseraConfiguration

/// `tessera key retire`: ends a key whose last token can have expired.
struct KeyRetireCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "End a key for good once nothing under it can be valid any more.",
        discussion: "With the last key of an epoch the epoch's secret is destroyed.")

    @OptionGroup var key: KeyArgument
    @OptionGroup var keys: KeyOptions

    mutating func run() throws {
        let id = key.id
        try keys.carryOut("Retired", remarks: []) { store, today throws(ConfigurationError) in
            try store.retired(id, on: today)
        }
    }
}
