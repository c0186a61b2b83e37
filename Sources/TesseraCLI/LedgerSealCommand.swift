import ArgumentParser
import TesseraAnswers
import TesseraJournal
import TesseraLedger
import TesseraModel

/// `tessera ledger seal`: numbers and chains what was booked since the last time.
struct LedgerSealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Give every new operation its number and its place in the hash chain.",
        discussion: "What is sealed cannot be changed without a trace.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        let (count, chain) = try shop.atJournal { ledger, _ in
            let count = try await Sealer(ledger: ledger).seal()
            return (count, HashChain(after: try await ledger.lastSeal()))
        }
        speech.answer(
            .record(
                ("code", .string("sealed")), ("operations", .integer(Int64(count))),
                ("sequence", .integer(chain.sequence)), ("head", .string(chain.head.text))),
            [
                "\(speech.painted("✓ Sealed", .green))  \(count.counted("operation")), "
                    + "\(chain.sequence) in all",
                "  Head      \(chain.head.text)",
            ])
    }
}
