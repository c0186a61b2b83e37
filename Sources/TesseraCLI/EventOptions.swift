import ArgumentParser
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// What is known about an event, typed.
struct EventOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("Whose it is: a card, or a number.", valueName: "member"))
    var member: String?

    @Option(
        name: .long,
        help: ArgumentHelp("When it happened; now if not said.", valueName: "RFC 3339"))
    var at: String?

    @Option(
        name: .long, help: ArgumentHelp("A file with the basket; - to read it.", valueName: "file"))
    var basket: String?

    @Option(
        name: .customLong("voucher"),
        help: ArgumentHelp("A voucher that is shown, in the order of use.", valueName: "code"))
    var vouchers: [String] = []

    @Option(
        name: .customLong("code"),
        help: ArgumentHelp("A word that was said, such as SUMMER.", valueName: "word"))
    var codes: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Pay with this asset of the member.", valueName: "asset"))
    var wallet: String?

    @Option(
        name: .long, help: ArgumentHelp("The receipt's number.", valueName: "text"))
    var receipt: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("The value of a trade-in or of goodwill.", valueName: "amount"))
    var amount: String?

    @Option(name: .long, help: ArgumentHelp("An answer from 0 to 10.", valueName: "number"))
    var score: Int?

    @Option(name: .long, help: ArgumentHelp("What was reached.", valueName: "name"))
    var title: String?

    @Option(name: .long, help: ArgumentHelp("By which way it came.", valueName: "name"))
    var channel: String?

    @Option(name: .long, help: ArgumentHelp("Where on the way.", valueName: "name"))
    var touchpoint: String?

    @Option(name: .long, help: ArgumentHelp("The number of a single piece.", valueName: "text"))
    var serial: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Who brought the member: a card, or a number.", valueName: "member"))
    var referrer: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The event that this one is about.", valueName: "operation"))
    var about: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The card that becomes the member's.", valueName: "member"))
    var merge: String?

    @Option(
        name: .long,
        help: ArgumentHelp("For a case: assign, resolve or close.", valueName: "action"))
    var action: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Who is to look after a case.", valueName: "operator"))
    var owner: String?

    @Option(
        name: .long, help: ArgumentHelp("The second person who agreed.", valueName: "operator"))
    var approvedBy: String?

    /// The event as it was typed.
    ///
    /// - Throws: ``ModelError``; ``EventFileError``; ``PremisesError/fileUnreadable(_:reason:)``.
    func draft(
        _ kind: EventKind, shop: String?, till: String?, by worker: OperatorID?,
        _ counter: Counter
    ) throws -> EventDraft {
        let currency = counter.settings.currency
        var facts = EventFacts()
        if let basket {
            let bytes = try Files.bytes(basket, most: Basket.mostByteCount)
            facts.basket = try Basket(
                json: String(decoding: bytes, as: UTF8.self), file: basket, currency: currency)
        }
        facts.receipt = try receipt.map { try word($0, "a receipt", "R-1077") }
        facts.codes = try codes.map { try word($0, "a code", "SUMMER").uppercased() }
        facts.wallet = wallet
        facts.amount = try amount.map { try AmountText(for: currency).explained($0) }
        facts.score = score
        facts.title = try title.map { try word($0, "a title", "5-star") }
        facts.channel = try channel.map { try word($0, "a channel", "web") }
        facts.touchpoint = try touchpoint.map { try word($0, "a touchpoint", "till") }
        facts.serial = try serial.map { try word($0, "a serial number", "SN-4711") }
        facts.about = try about.map(OperationID.event(named:))
        facts.action = try action.map { try word($0, "an action", "resolve") }
        facts.owner = try owner.map(OperatorID.named)
        facts.approvedBy = try approvedBy.map(OperatorID.named)
        return EventDraft(
            kind: kind, occurredAt: try at.map(time), member: try member.map(CodeInput.one),
            referrer: try referrer.map(CodeInput.one), merged: try merge.map(CodeInput.one),
            vouchers: try vouchers.map(CodeInput.one), shop: shop, till: till,
            worker: worker?.text, facts: facts)
    }

    private func word(
        _ text: String, _ what: String, _ example: String
    ) throws(ModelError) -> String {
        guard (1...64).contains(text.count), text.isOneLine else {
            throw .name(text.isOneLine ? text : "", of: what, example: example)
        }
        return text
    }

    private func time(_ text: String) throws(ModelError) -> Timestamp {
        guard let time = Timestamp(rfc3339: text) else { throw .time(text) }
        return time
    }
}

extension OperationID {
    /// The event that a person names.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    static func event(named text: String) throws(ModelError) -> OperationID {
        guard let id = OperationID(text) else {
            throw .name(text, of: "an event", example: "op_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE")
        }
        return id
    }
}
