import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera partner list`: everybody who was agreed with.
struct PartnerListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the partners.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        try shop.list(speaking.speech, "There are no partners.") { $0.isPartner }
    }
}

/// `tessera partner show`: one partner with its agreement.
struct PartnerShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a partner with its agreement.")

    @OptionGroup var partner: AcceptorArgument
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws { try shop.show(try partner.id, speaking) }
}

/// `tessera partner end`: the end of an agreement.
struct PartnerEndCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "End an agreement: what is accepted from now on is not paid.")

    @OptionGroup var partner: AcceptorArgument

    @OptionGroup var reason: ReasonOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, reason, operation) = (try partner.id, reason.reason, operation)
        try shop.answering(speaking) { counter, speech in
            let end = try await counter.endAgreement(
                with: id, reason: reason, operation: try operation.id(counter))
            let name = try await counter.register().acceptor(id).name
            return (
                end.value("ended", "acceptor", id.text),
                ["\(speech.painted("✓ Ended", .green))  \(name)"]
                    + [
                        "  What was accepted before is settled as agreed: "
                            + "tessera partner settle \(id)",
                        "  Its tills get no more kits, and what they take from now on is not paid.",
                    ]
            )
        }
    }
}

/// `tessera shop add`: one of our own shops, with limits for its tills.
struct ShopAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Say how far the tills of a shop of your own go without a network.",
        discussion: "The shop must stand in tessera.yaml. Repeat it to change what was said.")

    @OptionGroup var own: AcceptorArgument
    @OptionGroup(title: "The limits") var agreement: AgreementOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (id, agreement, operation) = (try own.id, agreement, operation)
        try shop.answering(speaking) { counter, speech in
            guard let known = counter.settings.shop(id) else {
                let names = counter.settings.shops.map(\.id.text)
                throw CLIError.unknownShop(
                    id.text, nearest: Spelling.nearest(to: id.text, in: names))
            }
            let earlier = try await counter.register().acceptors.first { $0.id == id }
            let terms = AcceptorTerms(
                id: id, name: agreement.name ?? known.name, isPartner: false, groups: [],
                agreement: try agreement.agreement(
                    earlier?.agreement, counter.settings, today: counter.today))
            let acceptor = try await counter.agree(terms, operation: try operation.id(counter))
            let register = try await counter.register()
            return (
                .record([("code", .string("agreed"))] + acceptor.agreed),
                acceptor.lines(in: register, speech, done: "✓ Set")
            )
        }
    }
}

/// `tessera shop list`: our own shops.
struct ShopListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List your own shops.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.inBook { ledger, settings in
            let register = try await Register(of: ledger)
            var table = Table("SHOP", "NAME", "OFFLINE")
            for shop in settings.shops {
                let agreed = register.acceptors.first { $0.id == shop.id }
                let limits = agreed.map { $0.agreement.limits.perDay > 0 ? "yes" : "no" } ?? "no"
                if speech.json {
                    speech.say(
                        JSONValue.record(
                            ("shop", .string(shop.id.text)), ("name", .string(shop.name)),
                            ("agreement", agreed?.agreement.value)
                        ).text)
                }
                table.add(shop.id.text, shop.name, limits)
            }
            if !speech.json { for line in table.lines() { speech.say(line) } }
        }
    }
}

/// `tessera shop show`: one of our own shops.
struct ShopShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a shop of your own with its limits.")

    @OptionGroup var own: AcceptorArgument
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws { try shop.show(try own.id, speaking) }
}

extension ShopOptions {
    /// Lists acceptors of a kind.
    fileprivate func list(
        _ speech: Speech, _ none: String, _ isWanted: @escaping @Sendable (Acceptor) -> Bool
    ) throws {
        try inBook { ledger, _ in
            let register = try await Register(of: ledger)
            let acceptors = register.acceptors.filter(isWanted)
            if speech.json {
                for acceptor in acceptors {
                    speech.say(JSONValue.record(acceptor.fields(in: register)).text)
                }
                return
            }
            var table = Table("PARTNER", "NAME", "GROUPS", "FEE", "SETTLED", "STANDING")
            for acceptor in acceptors {
                table.add(
                    acceptor.id.text, acceptor.name,
                    acceptor.groups.map(\.text).joined(separator: " "),
                    acceptor.agreement.percent(acceptor.agreement.feeBasisPoints),
                    "\(acceptor.settlements)",
                    acceptor.end == nil ? "good" : "ended")
            }
            for line in table.lines() { speech.say(line) }
            if acceptors.isEmpty { speech.remark(none) }
        }
    }

    /// Shows one acceptor.
    fileprivate func show(_ id: ShopID, _ speaking: SpeechOptions) throws {
        let speech = speaking.speech
        try inBook { ledger, settings in
            var told = speech
            told.telling = Telling(zone: settings.zone, now: nil)
            let register = try await Register(of: ledger)
            let acceptor = try register.acceptor(id)
            told.answer(
                .record(acceptor.fields(in: register)), acceptor.lines(in: register, told))
        }
    }
}
