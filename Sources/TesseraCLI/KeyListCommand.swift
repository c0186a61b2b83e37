import ArgumentParser
import TesseraAnswers
import TesseraConfiguration

/// `tessera key list`: all keys there ever were; no passphrase is needed.
struct KeyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all keys; no passphrase is needed.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let entries = try KeyFolder(shop.keysFolder).entries()
        let speech = speaking.speech
        if speech.json {
            for entry in entries { speech.say(entry.value.text) }
        } else {
            for line in entries.lines { speech.say(line) }
        }
    }
}
