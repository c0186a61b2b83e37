import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// What somebody wants to be told.
struct NewsOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What about, several with commas; everything if not said.", valueName: "types"))
    var events: [String] = []

    /// The types.
    ///
    /// - Throws: ``CLIError/usage(_:hint:)`` for one that there is not.
    var types: [WebhookEventType] { get throws { try .named(events) } }
}

/// `tessera webhook add`: one more address.
struct WebhookAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Tell an address what happens from now on.",
        discussion: """
            tessera webhook add https://shop.example/hooks --events voucher.redeemed

            Its receiver checks signatures with the secret, which is shown this once. The service \
            sends while it runs; only a training shop sends to its own machine, and over http.
            """)

    @Argument(help: ArgumentHelp("Where to.", valueName: "url"))
    var url: String

    @OptionGroup var news: NewsOptions

    @Option(name: .long, help: ArgumentHelp("A word for people.", valueName: "text"))
    var label: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The shop or partner whose news it is told; everybody's if not said.",
            valueName: "id"))
    var at: String?

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let wish = WebhookWish(url: url, types: try news.types, label: label?.trimmed ?? "")
        let (acceptor, operation) = (try at.map(ShopID.named), operation)
        guard wish.label.count <= 100, wish.label.isOneLine else {
            throw CLIError.usage(
                "A label is one line of at most 100 characters.", hint: "Shorten it.")
        }
        try shop.answering(speaking) { counter, speech in
            if let acceptor, counter.settings.shop(acceptor) == nil {
                _ = try await counter.register().acceptor(acceptor)
            }
            let (endpoint, isReplay) = try await counter.addWebhook(
                wish, for: acceptor, operation: try operation.id(counter))
            let secret = try counter.webhookSecret(of: endpoint).exposed
            var lines = [
                "\(speech.painted("✓ Added", .green))  \(endpoint.id.text)",
                "  Address   \(endpoint.content.url)",
                "  About     \(endpoint.content.types.spoken)",
                "  Secret    \(secret)",
                "  Try it    tessera webhook test \(endpoint.id.text)",
            ]
            if isReplay { lines.append("  This was answered before; nothing was added twice.") }
            return (endpoint.value(secret: secret), lines)
        }
    }
}

/// `tessera webhook secret`: another secret.
struct WebhookSecretCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret",
        abstract: "Give an address another secret; for a day messages are signed with both.")

    @OptionGroup var endpoint: EndpointArgument
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        var change = WebhookChange()
        change.changesSecret = true
        try shop.changing(try endpoint.id, change, speaking) { changed, speech, secret in
            [
                "\(speech.painted("✓ Changed", .green))  \(changed.id.text)",
                "  Secret    \(secret ?? "")",
                "  For a day messages are signed with the old one as well.",
            ]
        }
    }
}

/// `tessera webhook pause`: nothing is sent for a while.
struct WebhookPauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Send an address nothing until it is resumed.")

    @OptionGroup var endpoint: EndpointArgument
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        var change = WebhookChange()
        change.isSending = false
        try shop.changing(try endpoint.id, change, speaking) { changed, speech, _ in
            ["\(speech.painted("✓ Paused", .green))  \(changed.id.text); nothing is lost."]
        }
    }
}

/// `tessera webhook resume`: goes on where it ended.
struct WebhookResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Send an address all that happened since it was told last.",
        discussion: "Also after it was gone, or failed for five days.")

    @OptionGroup var endpoint: EndpointArgument
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        var change = WebhookChange()
        change.isSending = true
        try shop.changing(try endpoint.id, change, speaking) { changed, speech, _ in
            ["\(speech.painted("✓ Resumed", .green))  \(changed.id.text)"]
        }
    }
}

/// `tessera webhook remove`: one address less.
struct WebhookRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Tell an address nothing any more; what was on its way is not sent.")

    @OptionGroup var endpoint: EndpointArgument
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let id = try endpoint.id
        try shop.answering(speaking) { counter, speech in
            try await counter.removeWebhook(id, of: nil)
            return (
                .record(("code", .string("webhook_removed")), ("endpoint", .string(id.text))),
                ["\(speech.painted("✓ Removed", .green))  \(id.text)"]
            )
        }
    }
}

extension ShopOptions {
    /// Changes an address as it is now and says what came of it.
    ///
    /// - Parameters:
    ///   - id: Which one.
    ///   - change: What is changed about it.
    ///   - speaking: How it is said.
    ///   - lines: What people read of it, with its secret where that is new.
    /// - Throws: The exit status of a no, once it is said; what can be wrong with the data folder.
    fileprivate func changing(
        _ id: WebhookEndpointID, _ change: WebhookChange, _ speaking: SpeechOptions,
        _ lines: @escaping @Sendable (WebhookEndpoint, Speech, String?) -> [String]
    ) throws {
        try answering(speaking) { counter, speech in
            let known = try await counter.webhook(id, of: nil)
            let changed = try await counter.changeWebhook(
                id, of: nil, version: known.version, change)
            let secret =
                change.changesSecret ? try counter.webhookSecret(of: changed).exposed : nil
            return (changed.value(secret: secret), lines(changed, speech, secret))
        }
    }
}
