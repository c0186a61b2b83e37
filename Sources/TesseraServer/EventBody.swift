import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations

/// An event as callers send it: a line of the events' file, with its amounts in minor units.
enum EventBody {
    /// A kind of event.
    static let kind = Shape.word(EventKind.allCases.map(\.rawValue))

    /// The fields of the body.
    static let fields: [Shape.Field] =
        [
            .required("event", kind, "What happened."),
            .optional("at", .time, "When; now if left away."),
            .optional("member", code, "Whose it is: a card, or a number."),
            .optional("referrer", code, "Who brought the member: a card, or a number."),
            .optional("merge", code, "The card that becomes the member's."),
            .optional("vouchers", .list(code, most: 100), "Those shown, in the order of use."),
            .optional("codes", .list(word, most: 100), "Words that were said, such as SUMMER."),
            .optional("basket", basket, "What was bought or comes back."),
            .optional("amount", .named("money"), "The value of a trade-in or of goodwill."),
            .optional("score", .integer(0...10), "An answer."),
            .optional("about", .id, "The event that this one is about."),
        ]
        + [
            ("wallet", "Pay with this asset of the member."), ("receipt", "Its number."),
            ("title", "What was reached."), ("channel", "By which way it came."),
            ("touchpoint", "Where on the way."), ("serial", "The number of a single piece."),
            ("action", "For a case: assign, resolve or close."),
            ("owner", "Who is to look after a case."),
        ].map { .optional($0, word, $1) } + Approving.fields + Standpoint.fields

    private static let code = Shape.text(upTo: 2_048)
    private static let word = Shape.text(upTo: 64)

    private static let basket = Shape.record([
        .required(
            "lines",
            .list(
                .record([
                    .required("item", word), .required("category", word),
                    .optional("quantity", .integer(1...10_000), "1 if left away."),
                    .required("price", .named("money"), "Of one."),
                    .optional("fee", .flag, "A delivery; discounts leave it alone."),
                    .optional("serials", .list(word), "Of the single pieces."),
                ]), least: 1, most: 10_000))
    ])

    /// The event that the body tells, at the place that the caller may speak for.
    ///
    /// - Throws: ``RequestError``; ``EventFileError``.
    static func draft(of call: Call) throws -> EventDraft {
        let settings = call.counter.settings
        try call.caller.requireOwnShop(settings, for: "events")
        let place = try call.standpoint()
        let told = try EventDraft(
            json: try line(of: call).text, file: "event", line: 1, currency: settings.currency)
        return EventDraft(
            kind: told.kind, occurredAt: told.occurredAt, member: told.member,
            referrer: told.referrer, merged: told.merged, vouchers: told.vouchers,
            shop: place.shop.text, till: place.till.text, worker: place.worker?.text,
            facts: told.facts)
    }

    /// The body as a line of the file writes it: amounts as people do, in one currency.
    private static func line(of call: Call) throws(RequestError) -> JSONValue {
        guard case .object(let members) = call.body else { return call.body }
        var fields: [(String, JSONValue?)] = []
        for member in members {
            switch member.name {
            case "shop", "till", "operator", "approval": continue
            case "amount":
                let (text, currency) = try amount(member.value, at: "/amount")
                guard currency == call.counter.settings.currency else {
                    throw .unfit(
                        at: "/amount/currency", wanted: call.counter.settings.currency.code)
                }
                fields.append(("amount", .string(text)))
            case "basket": fields.append(("basket", try basketLine(member.value)))
            default: fields.append((member.name, member.value))
            }
        }
        if let second = call.body["approval"]?["operator"] {
            fields.append(("approved_by", second))
        }
        return .record(fields)
    }

    private static func basketLine(_ basket: JSONValue) throws(RequestError) -> JSONValue {
        var lines: [JSONValue] = []
        var first: Currency?
        for (index, line) in (basket["lines"]?.array ?? []).enumerated() {
            guard case .object(let members) = line else { continue }
            var fields: [(String, JSONValue?)] = []
            for member in members {
                guard member.name == "price" else {
                    fields.append((member.name, member.value))
                    continue
                }
                let place = "/basket/lines/\(index)/price"
                let (text, currency) = try amount(member.value, at: place)
                guard currency == first ?? currency else {
                    throw .unfit(at: "\(place)/currency", wanted: "one currency for all lines")
                }
                first = currency
                fields.append(("price", .string(text)))
            }
            lines.append(.record(fields))
        }
        return .record(
            ("currency", (first?.code).map { .string($0) }), ("lines", .array(lines)))
    }

    private static func amount(
        _ value: JSONValue, at place: String
    ) throws(RequestError) -> (text: String, currency: Currency) {
        guard let units = value["amount"]?.integer, units >= 0 else {
            throw .unfit(at: "\(place)/amount", wanted: "a whole number of minor units")
        }
        guard let currency = value["currency"]?.string.flatMap({ Currency(code: $0) }) else {
            throw .unfit(at: "\(place)/currency", wanted: "a currency in use, such as EUR")
        }
        return (AmountText(for: currency).plain(units), currency)
    }
}
