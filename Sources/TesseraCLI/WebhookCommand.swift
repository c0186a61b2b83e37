import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera webhook`: which programs are told what happens.
struct WebhookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Tell other programs what happens, and see what they were told.",
        discussion: """
            The service sends the messages while it runs (tessera serve); docs/webhooks.md says \
            what they look like. While a receiver is being written, tessera webhook listen shows \
            them as they happen, and brings them to a program on this machine.
            """,
        subcommands: [
            WebhookAddCommand.self, WebhookListCommand.self, WebhookDeliveriesCommand.self,
            WebhookResendCommand.self, WebhookTestCommand.self, WebhookSecretCommand.self,
            WebhookPauseCommand.self, WebhookResumeCommand.self, WebhookRemoveCommand.self,
            WebhookListenCommand.self,
        ])
}

/// Which address a command is about.
struct EndpointArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The endpoint's id, see webhook list.", valueName: "endpoint"))
    var endpoint: String

    /// The id.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    var id: WebhookEndpointID {
        get throws {
            guard let id = WebhookEndpointID(endpoint) else {
                throw ModelError.name(
                    endpoint, of: "an endpoint", example: "whe_01kamz6v9q8z0yj4t3w2x1r5pe")
            }
            return id
        }
    }
}

/// `tessera webhook list`: every address that is told what happens.
struct WebhookListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the addresses that are told what happens.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speaking = speaking
        try shop.atCounter(.reading) { counter in
            let speech = speaking.speech
            let endpoints = try await counter.webhooks(of: nil)
            var table = Table("ENDPOINT", "ADDRESS", "ABOUT", "FOR", "STATE")
            for endpoint in endpoints {
                if speech.json { speech.say(endpoint.value().text) }
                let content = endpoint.content
                table.add(
                    endpoint.id.text, content.url, content.types.spoken,
                    content.acceptor?.text ?? "everywhere",
                    content.stop?.rawValue ?? "sending")
            }
            speech.say(table, ifEmpty: "Nobody is told what happens.")
        }
    }
}

extension [WebhookEventType] {
    /// What somebody is told, as people read it.
    var spoken: String { isEmpty ? "everything" : map(\.rawValue).joined(separator: ",") }

    /// The types that somebody names, several with commas.
    ///
    /// - Throws: ``CLIError/usage(_:hint:)`` for one that there is not.
    static func named(_ texts: [String]) throws -> [WebhookEventType] {
        let words = texts.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        return try words.map { word in
            let text = String(word).trimmed
            if let type = WebhookEventType.telling.first(where: { $0.rawValue == text }) {
                return type
            }
            let nearest = Spelling.nearest(
                to: text, in: WebhookEventType.telling.map(\.rawValue))
            throw CLIError.usage(
                "There is no news \"\(text.shortened)\".",
                hint: nearest.map { "Did you mean \($0)?" } ?? "docs/webhooks.md lists them.")
        }
    }
}
