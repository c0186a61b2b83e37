import ArgumentParser
import TesseraConfiguration

/// `tessera key rotate`: new keys for everything that is in use.
struct KeyRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make new keys; the old ones only verify from then on.",
        discussion: """
            With --pending the new keys sign nothing until each is activated, which gives time to \
            bring new kits to tills that work offline.
            """)

    @Flag(name: .long, help: "Let the new keys wait until they are activated.")
    var pending = false

    @Flag(name: .long, help: "Show what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var keys: KeyOptions

    mutating func run() throws {
        let pending = pending
        let remarks =
            pending
            ? [
                KeyOptions.kitsNeeded, "Then let each key sign: tessera key activate <key>.",
            ] : [KeyOptions.kitsNeeded]
        try keys.carryOut("Rotated", isRehearsal: dryRun, remarks: remarks) {
            store, today throws(ConfigurationError) in
            try store.rotated(on: today, pending: pending)
        }
    }
}
