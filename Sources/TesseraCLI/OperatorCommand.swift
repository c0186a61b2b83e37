import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// Who works where something is done.
struct OperatorOptions: ParsableArguments {
    @Option(
        name: .customLong("by"),
        help: ArgumentHelp(
            "Who works there, see operator list; $TESSERA_OPERATOR.", valueName: "id"))
    var name: String?

    /// The operator that was named; `nil` for nobody.
    var worker: OperatorID? {
        get throws {
            try (name ?? environment("TESSERA_OPERATOR")).map(OperatorID.named)
        }
    }
}

/// The second person who agreed.
struct ApprovalOptions: ParsableArguments {
    @Option(
        name: .customLong("approved-by"),
        help: ArgumentHelp(
            "The second person who agreed, above the policy's amount.", valueName: "operator"))
    var name: String?

    /// Who agreed; `nil` for nobody.
    var second: OperatorID? {
        get throws { try name.map(OperatorID.named) }
    }

    /// Who does something, and who agreed.
    func approval(_ worker: OperatorID?) throws -> Approval {
        Approval(worker: worker, second: try second)
    }
}

/// `tessera operator`: those who work at the tills and in the office.
struct OperatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator",
        abstract: "Appoint those who work at tills and in the office, and dismiss them.",
        subcommands: [
            OperatorAddCommand.self, OperatorListCommand.self, OperatorEndCommand.self,
            OperatorPasswordCommand.self, OperatorPINCommand.self,
        ])
}

/// `tessera operator add`: appoints somebody.
struct OperatorAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Appoint somebody, or give a known operator another role or place.",
        discussion: """
            tessera operator add ana-7 --role cashier --at harbour

            The name is yours to choose and stands in the book for ever: a number or a nickname, \
            never a person's name. Roles: cashier redeems, puts aside and undoes; supervisor also \
            reverses; partner is a cashier of one partner; admin does everything; auditor looks.
            """)

    @Argument(help: ArgumentHelp("The operator's name, never a person's.", valueName: "operator"))
    var name: String

    @Option(
        name: .long,
        help: ArgumentHelp("cashier, supervisor, partner, admin or auditor.", valueName: "role"))
    var role: OperatorRole

    @Option(
        name: .long,
        help: ArgumentHelp("Where: a shop or a partner; everywhere if not said.", valueName: "id"))
    var at: String?

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard at != nil || !role.belongsToAcceptor else {
            throw ValidationError("A partner's operator works at one partner: name it with --at.")
        }
    }

    mutating func run() throws {
        let terms = OperatorTerms(
            id: try OperatorID.named(name), role: role, acceptor: try at.map(ShopID.named))
        let operation = operation
        try shop.answering(speaking) { counter, speech in
            let worker = try await counter.appoint(terms, operation: try operation.id(counter))
            return (
                .record([("code", .string("appointed"))] + worker.fields),
                [
                    "\(speech.painted("✓ Appointed", .green))  \(worker.id), "
                        + "\(worker.role.rawValue) \(worker.spokenPlace)",
                    "  Next      tessera redeem --by \(worker.id) <code>",
                    "  A till without a network knows it from its next kit on.",
                ]
            )
        }
    }
}

/// `tessera operator list`: everybody who was appointed.
struct OperatorListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List those who were appointed, the dismissed included.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.inBook { ledger, settings in
            let register = try await Register(of: ledger)
            let telling = Telling(zone: settings.zone, now: nil)
            var table = Table("OPERATOR", "ROLE", "WHERE", "STANDING")
            for worker in register.operators {
                if speech.json { speech.say(JSONValue.record(worker.fields).text) }
                table.add(
                    worker.id.text, worker.role.rawValue, worker.spokenPlace,
                    worker.end.map { "dismissed \(telling.moment($0.time)): \($0.reason)" }
                        ?? "works")
            }
            speech.say(table, ifEmpty: "Nobody was appointed.")
        }
    }
}

/// `tessera operator end`: dismisses somebody.
struct OperatorEndCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "Dismiss somebody: nothing is booked in that name from now on.",
        discussion: """
            A till without a network knows it from its next kit on. What was done before stays as \
            it was.
            """)

    @Argument(help: ArgumentHelp("The operator's name.", valueName: "operator"))
    var name: String

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, reason, operation) = (try OperatorID.named(name), reason.reason, operation)
        try shop.answering(speaking) { counter, speech in
            let end = try await counter.dismiss(
                id, reason: reason, operation: try operation.id(counter))
            return (
                end.value("dismissed", "operator", id.text),
                ["\(speech.painted("✓ Dismissed", .green))  \(id)"]
            )
        }
    }
}

extension OperatorRole: ExpressibleByArgument {}

extension Operator {
    /// Where it works, as people read it.
    fileprivate var spokenPlace: String { acceptor.map { "at \($0)" } ?? "everywhere" }
}
