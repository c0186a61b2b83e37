import ArgumentParser
import TesseraConfiguration

/// `tessera key activate`: lets a key sign that was waiting.
struct KeyActivateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Let a pending key sign; the one before it only verifies from then on.")

    @OptionGroup var key: KeyArgument
    @OptionGroup var keys: KeyOptions

    mutating func run() throws {
        let id = key.id
        try keys.carryOut(
            "Activated", remarks: [KeyOptions.kitsNeeded]
        ) { store, _ throws(ConfigurationError) in
            try store.activated(id)
        }
    }
}
