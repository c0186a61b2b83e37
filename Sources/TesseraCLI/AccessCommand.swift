import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera access`: who may come in over the network.
struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract:
            "Give out the keys that others come in with over the network, and take them back.",
        subcommands: [
            AccessAddCommand.self, AccessListCommand.self, AccessRevokeCommand.self,
            AccessLogCommand.self,
        ])
}

/// `tessera access list`: every key that was given out.
struct AccessListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the access keys, those taken back included; never their secrets.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speaking = speaking
        try shop.atCounter(.reading) { counter in
            let speech = speaking.speech
            let keys = try await counter.accessKeys()
            var table = Table("KEY", "NAME", "MAY", "FOR", "STANDING")
            let now = counter.clock.now()
            for key in keys {
                if speech.json { speech.say(JSONValue.record(key.fields).text) }
                table.add(
                    key.id.text, key.name, key.scopes.map(\.rawValue).joined(separator: ","),
                    key.acceptor?.text ?? "everywhere",
                    key.standing(at: now, Telling(zone: counter.settings.zone, now: nil)))
            }
            speech.say(table, ifEmpty: "No access key was given out.")
        }
    }
}

/// `tessera access revoke`: takes a key back.
struct AccessRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take an access key back: it opens nothing from now on.")

    @Argument(help: ArgumentHelp("The key's name, never its secret.", valueName: "key"))
    var key: String

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        guard let id = AccessKeyID(key) else {
            // What was typed may be a secret, which is not said again.
            throw CLIError.usage(
                "That is not the name of an access key.",
                hint: "It begins with key_. See them with: tessera access list.")
        }
        let reason = reason.reason
        try shop.answering(speaking) { counter, speech in
            let key = try await counter.revokeAccessKey(id, reason: reason, by: .terminal)
            return (
                .record([("code", .string("key_revoked"))] + key.fields),
                [
                    "\(speech.painted("✓ Taken back", .green))  \(key.id), "
                        + key.standing(at: counter.clock.now(), counter.telling)
                ]
            )
        }
    }
}

extension AccessKey {
    /// Whether it counts, as people read it.
    func standing(at time: Timestamp, _ telling: Telling) -> String {
        if let end { return "taken back \(telling.moment(end.time)): \(end.reason)" }
        guard let expiresAt else { return "good" }
        return (expiresAt <= time ? "ended " : "good, ends ") + telling.moment(expiresAt)
    }
}
