import ArgumentParser
import TesseraAnswers
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera campaign seed`: from what the chance of a version was drawn.
struct CampaignSeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Tell the digest of a version's seed, and the seed once another version holds.",
        discussion: """
            A rule with "chance 2 %" is drawn for an event if the first 8 bytes of \
            SHA-256(seed ‖ "rule/campaign/rule/operation") as a number, modulo 10000, are below \
            200. Publish the digest when the version begins and the seed when it is over.
            """)

    @Argument(help: ArgumentHelp("Which version.", valueName: "number"))
    var version: Int

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let number = version
        try shop.answering(speaking, .reading) { counter, _ in
            let book = try await counter.programmes()
            let version = try book.version(numbered: number)
            let chance = try counter.ruleChance(of: version.number)
            let digest = DrawValue(chance.commitment)?.text ?? ""
            // While it holds, whoever knew the seed could foresee every draw.
            let seed = version.number < book.latest.number ? DrawValue(chance.seed)?.text : nil
            return (
                .record(
                    ("code", .string("seed")), ("version", .integer(Int64(version.number))),
                    ("digest", .string(digest)), ("seed", seed.map { .string($0) })),
                [
                    "Version \(version.number)", "  Digest    \(digest)",
                    seed.map { "  Seed      \($0)" }
                        ?? "  Seed      not told while this version holds",
                ]
            )
        }
    }
}
