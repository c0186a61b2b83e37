import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations

// Events and what followed from them, as programs read them.

extension RecordedEvent {
    /// The event and what followed from it.
    ///
    /// - Parameter vouchers: What was issued with it, with their codes.
    /// - Returns: The event, the basket if there is one, grants, and every rule looked at.
    package func value(_ vouchers: [GrantedVoucher]) -> JSONValue {
        .record(
            ("code", .string(time == nil ? "looked_at" : "recorded")),
            ("event", .string(event.kind.rawValue)),
            ("operation", .string("op_\(event.operation.text)")),
            ("member", (event.member?.text).map { .string($0) }),
            ("occurred_at", .string(event.occurredAt.rfc3339)),
            ("at", (time?.rfc3339).map { .string($0) }),
            ("programme", .string(decision.programme)),
            ("version", .integer(Int64(decision.version))), ("basket", basket),
            ("grants", .array(decision.grants.map(\.value))),
            ("vouchers", .array(vouchers.map(\.value))),
            ("receipt", .array(decision.receipt.map { .string($0) })),
            ("rules", .array(decision.verdicts.map(\.value))),
            ("replayed", .bool(isReplay)))
    }

    private var basket: JSONValue? {
        guard let basket = decision.basket, let currency = event.facts.basket?.currency
        else { return nil }
        func money(_ units: Int64) -> JSONValue {
            .money(Money(minorUnits: units, currency: currency))
        }
        return .record(
            ("due", money(basket.due)), ("other", money(basket.other)),
            ("lines", .array(basket.paid.map { .integer($0) })),
            (
                "discounts",
                .array(
                    basket.discounts.map { discount in
                        .record(
                            ("source", .string(discount.source)),
                            ("voucher", (discount.voucher?.voucherText).map { .string($0) }),
                            ("total", money(discount.total)),
                            ("tax", .string(discount.tax.rawValue)),
                            ("shares", .array(discount.shares.map { .integer($0) })))
                    })
            ),
            ("tenders", .array(basket.tenders.map { $0.value(currency) })))
    }
}

extension PricedBasket.Tender {
    fileprivate func value(_ currency: Currency) -> JSONValue {
        func money(_ units: Int64) -> JSONValue {
            .money(Money(minorUnits: units, currency: currency))
        }
        return switch self {
        case .voucher(let position, let units):
            .record(("voucher", .string(position.voucherText)), ("amount", money(units)))
        case .wallet(let asset, let units):
            .record(("wallet", .string(asset)), ("amount", money(units)))
        case .other(let units): .record(("other", .bool(true)), ("amount", money(units)))
        }
    }
}

extension RuleVerdict {
    /// Whether the rule was granted, and why or why not.
    package var value: JSONValue {
        .record(
            ("rule", .string(rule)), ("granted", .bool(isGranted)),
            (
                "reasons",
                .array(
                    reasons.map { reason in
                        .record(
                            ("code", .string(reason.code)), ("needed", .string(reason.needed)),
                            ("actual", .string(reason.actual)))
                    })
            ))
    }
}

extension GrantedVoucher {
    /// The voucher as programs read it, with its codes.
    package var value: JSONValue {
        .record(
            ("voucher", .string(issued.position.voucherText)), ("token", .string(issued.token)),
            ("typed_code", .string(issued.typedCode)), ("label", .string(label)),
            ("holder", (holder?.text).map { .string($0) }),
            ("serial", serial.map { .string($0) }), ("first_day", .string(validity.first.text)),
            ("last_day", .string(validity.last.text)))
    }
}

extension PastEvent {
    /// The event as programs read it.
    package var value: JSONValue {
        .record(
            ("event", .string(event.kind.rawValue)),
            ("operation", .string("op_\(event.operation.text)")),
            ("member", (event.member?.text).map { .string($0) }),
            ("occurred_at", .string(event.occurredAt.rfc3339)),
            ("version", .integer(Int64(decision.version))),
            ("grants", .array(decision.grants.map(\.value))))
    }
}

extension DueRun {
    /// What arose by itself, and what could not be booked, as programs read it.
    package var value: JSONValue {
        .record(
            ("code", .string("due_recorded")), ("members", .integer(Int64(members))),
            ("withheld", .integer(Int64(withheld))),
            (
                "failed",
                .array(
                    failed.map { failure in
                        .record(
                            ("occasion", .string(failure.occasion)),
                            ("member", .string(failure.member.text)),
                            ("code", .string(failure.error.code)))
                    })
            ),
            (
                "recorded",
                .array(
                    recorded.map { event in
                        .record(
                            ("operation", .string("op_\(event.event.operation.text)")),
                            ("occasion", event.event.facts.occasion.map { .string($0) }),
                            ("member", (event.event.member?.text).map { .string($0) }),
                            ("at", .string(event.event.occurredAt.rfc3339)),
                            ("grants", .array(event.decision.grants.map(\.value))))
                    })
            ))
    }
}
