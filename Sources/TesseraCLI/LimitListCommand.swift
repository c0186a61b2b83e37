import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// `tessera limit list`: the limits in force.
struct LimitListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the limits in force and how far they are used.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.inBook { ledger, _ in
            let limits = try await ledger.limits()
            if speech.json {
                for limit in limits { speech.say(limit.value.text) }
                return
            }
            var table = Table("LIMIT", "WHAT IT SAYS", "MOST USED")
            for limit in limits {
                let terms = limit.limit.terms
                table.add(
                    limit.limit.id.text, terms.sentence,
                    limit.mostUsed == 0 ? "not yet" : terms.counted(limit.mostUsed))
            }
            for line in table.lines() { speech.say(line) }
            if limits.isEmpty { speech.remark("There are no limits.") }
        }
    }
}
