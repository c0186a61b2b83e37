import TesseraLoyalty
import TesseraModel

/// An event as a line of a file tells it, its codes and names not yet looked up.
package struct EventDraft: Sendable {
    /// What happened.
    package let kind: EventKind
    /// The caller's name for it; `nil` if none was given.
    package let operation: OperationID?
    /// When; `nil` for the moment of recording.
    package let occurredAt: Timestamp?
    /// A member's number or card; `nil` for somebody without one.
    package let member: String?
    /// Who brought the member, by number or card.
    package let referrer: String?
    /// The card that becomes the member's, by number or code.
    package let merged: String?
    /// The codes of the vouchers that were shown.
    package let vouchers: [String]
    /// In which shop; `nil` for the default.
    package let shop: String?
    /// At which till; `nil` for the settings'.
    package let till: String?
    /// Who worked there.
    package let worker: String?
    /// What else is known.
    package let facts: EventFacts

    /// The fields that an event may have.
    static let fields = [
        "event", "operation", "at", "member", "referrer", "merge", "vouchers", "shop", "till",
        "by", "receipt", "basket", "codes", "wallet", "amount", "score", "title", "channel",
        "touchpoint", "serial", "about", "action", "owner", "approved_by",
    ]

    /// An event as a person told it.
    package init(
        kind: EventKind, operation: OperationID? = nil, occurredAt: Timestamp? = nil,
        member: String? = nil, referrer: String? = nil, merged: String? = nil,
        vouchers: [String] = [], shop: String? = nil, till: String? = nil,
        worker: String? = nil, facts: EventFacts = EventFacts()
    ) {
        self.kind = kind
        self.operation = operation
        self.occurredAt = occurredAt
        self.member = member
        self.referrer = referrer
        self.merged = merged
        self.vouchers = vouchers
        self.shop = shop
        self.till = till
        self.worker = worker
        self.facts = facts
    }

    /// Reads one line of a file of events: `docs/events.md` says how.
    ///
    /// - Parameters:
    ///   - json: The line.
    ///   - file: The file's path, for messages.
    ///   - line: Its number, from 1.
    ///   - currency: The currency of amounts.
    /// - Throws: ``EventFileError``.
    package init(
        json: String, file: String, line: Int, currency: Currency
    ) throws(EventFileError) {
        let place = ConfigurationError.Place(file: file, line: line)
        let fields = try EventFields(
            try EventFields.root(of: json, at: place), EventDraft.fields, at: place)
        let kinds = EventKind.allCases.map(\.rawValue)
        guard let kind = EventKind(rawValue: try fields.text("event")) else {
            throw EventFileError(
                .badField("event", wanted: "one of \(kinds.joined(separator: ", "))"), at: place)
        }
        self.kind = kind
        operation = try fields.named("operation", "an operation id") { OperationID($0) }
        occurredAt = try fields.named("at", "a time such as 2026-11-22T10:00:00Z") {
            Timestamp(rfc3339: $0)
        }
        member = try fields.textIfAny("member")
        referrer = try fields.textIfAny("referrer")
        merged = try fields.textIfAny("merge")
        vouchers = try fields.texts("vouchers")
        shop = try fields.textIfAny("shop")
        till = try fields.textIfAny("till")
        worker = try fields.textIfAny("by")
        facts = try EventFacts(fields, currency)
    }
}

extension EventFacts {
    fileprivate init(_ fields: EventFields, _ currency: Currency) throws(EventFileError) {
        self.init()
        func word(_ name: String) throws(EventFileError) -> String? {
            try fields.named(name, "one line of 1 to 64 characters") { text in
                (1...64).contains(text.count) && text.isOneLine ? text : nil
            }
        }
        receipt = try word("receipt")
        if let node = fields.object("basket") {
            basket = try Basket(node, at: fields.place, currency: currency)
        }
        codes = try fields.texts("codes").map { $0.uppercased() }
        wallet = try word("wallet")
        amount = try fields.amount("amount", currency)
        score = try fields.number("score", in: .min ... .max).map { Int(clamping: $0) }
        title = try word("title")
        channel = try word("channel")
        touchpoint = try word("touchpoint")
        serial = try word("serial")
        about = try fields.named("about", "an operation id") { OperationID($0) }
        action = try word("action")
        owner = try fields.named("owner", "an operator's name") { OperatorID($0) }
        approvedBy = try fields.named("approved_by", "an operator's name") { OperatorID($0) }
    }
}
