import ArgumentParser
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera webhook listen`: shows messages as they happen, for whoever writes a receiver.
///
/// It becomes the `tessera-server` beside it, which can speak HTTP.
struct WebhookListenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Show messages as they happen, and bring them to a program on this machine.",
        discussion: """
            tessera webhook listen --forward-to http://127.0.0.1:3000/hooks

            Nothing needs to be added first, and no service needs to run: it looks into the book \
            once a second. What is forwarded is signed with a secret that is said at the \
            beginning, is always the same, and signs for no address; each message is sent once. \
            Ctrl-C ends it.
            """)

    @OptionGroup var news: NewsOptions

    @Option(name: .long, help: ArgumentHelp("Where each message is sent to.", valueName: "url"))
    var forwardTo: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Begin behind this number of the journal, 0 for all there ever was; now if not said.",
            valueName: "number"))
    var after: Int64?

    @Option(name: .long, help: ArgumentHelp("End after so many.", valueName: "number"))
    var count: Int?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard count ?? 1 > 0, after ?? 0 >= 0 else {
            throw ValidationError("--count is at least 1, and --after at least 0.")
        }
    }

    mutating func run() throws {
        let types = try news.types.map(\.rawValue)
        if let forwardTo { _ = try WebhookReach.loopbackToo.url(forwardTo) }
        // What is wrong with the shop is said in words, before the other program says it in JSON.
        let settings = try shop.settings()
        _ = try shop.bookPlace(settings)
        var words = ["listen", "--data", shop.folder]
        if let file = shop.passphraseFile { words += ["--passphrase-file", file] }
        if !types.isEmpty { words += ["--events", types.joined(separator: ",")] }
        if let forwardTo { words += ["--forward-to", forwardTo] }
        if let after { words += ["--after", "\(after)"] }
        if let count { words += ["--count", "\(count)"] }
        if speaking.json { words.append("--json") }
        try ServerProgram.become(words)
    }
}
