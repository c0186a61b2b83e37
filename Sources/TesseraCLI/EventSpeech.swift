import TesseraAnswers
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations

/// An event and what followed from it, for people and for programs.
struct EventSpeech {
    private let recorded: RecordedEvent
    private let vouchers: [GrantedVoucher]
    private let speech: Speech

    init(_ recorded: RecordedEvent, _ vouchers: [GrantedVoucher], _ speech: Speech) {
        self.recorded = recorded
        self.vouchers = vouchers
        self.speech = speech
    }

    private var decision: Decision { recorded.decision }

    /// The answer for people.
    var lines: [String] {
        var lines = ["\(head)  \(summary)".trimmed]
        lines += decision.receipt.map { "  \($0)" } + tenders
        for voucher in vouchers {
            let parts = [
                voucher.shown, voucher.label.isEmpty ? nil : voucher.label,
                voucher.serial.map { "for \($0)" }, voucher.holder.map { "for \($0.text)" },
                voucher.validity.shown,
            ]
            lines.append(
                "  Voucher   \(voucher.issued.typedCode)  "
                    + parts.compactMap(\.self).joined(separator: ", "))
        }
        if recorded.time != nil {
            lines.append("  Event     op_\(recorded.event.operation.text)")
        }
        if recorded.isReplay {
            lines.append("  This was answered before; nothing was booked twice.")
        }
        return lines
    }

    /// What paid, or is paid back, in which way; nothing where all of it is cash.
    private var tenders: [String] {
        guard let basket = decision.basket, let currency = recorded.event.facts.basket?.currency,
            basket.other != basket.due
        else { return [] }
        return basket.tenders.map { tender in
            func shown(_ units: Int64) -> String {
                Money(minorUnits: units, currency: currency).shown
            }
            return switch tender {
            case .voucher(let position, let units): "  \(shown(units)) by \(position.voucherText)"
            case .wallet(let asset, let units): "  \(shown(units)) by \(asset)"
            case .other(let units): "  \(shown(units)) in cash or by card"
            }
        }
    }

    /// Why each rule that was looked at was granted or not.
    var reasons: [String] { decision.verdicts.flatMap(\.lines) }

    private var head: String {
        let kind = recorded.event.kind.spoken
        let word = kind.prefix(1).uppercased() + kind.dropFirst()
        return recorded.time == nil
            ? "  \(word) (only looked at)" : speech.painted("✓ \(word)", .green)
    }

    private var summary: String {
        let whose = recorded.event.member?.text ?? ""
        guard let basket = decision.basket, let goods = recorded.event.facts.basket else {
            return whose
        }
        func shown(_ units: Int64) -> String {
            Money(minorUnits: units, currency: goods.currency).shown
        }
        let full = goods.lines.reduce(0) { $0 + $1.total }
        if recorded.event.kind == .returned {
            return "\(shown(basket.due)) comes back  \(whose)"
        }
        let reduced = basket.due == full ? "" : ", \(shown(full)) before discounts"
        let cash = basket.other == basket.due ? "" : ", \(shown(basket.other)) left to pay"
        return "\(shown(basket.due))\(reduced)\(cash)  \(whose)"
    }

    /// The answer for programs.
    var value: JSONValue {
        let event = recorded.event
        return .record(
            ("code", .string(recorded.time == nil ? "looked_at" : "recorded")),
            ("event", .string(event.kind.rawValue)),
            ("operation", .string("op_\(event.operation.text)")),
            ("member", (event.member?.text).map { .string($0) }),
            ("occurred_at", .string(event.occurredAt.rfc3339)),
            ("at", (recorded.time?.rfc3339).map { .string($0) }),
            ("programme", .string(decision.programme)),
            ("version", .integer(Int64(decision.version))), ("basket", basket),
            ("grants", .array(decision.grants.map(\.value))),
            ("vouchers", .array(vouchers.map(\.value))),
            ("receipt", .array(decision.receipt.map { .string($0) })),
            ("rules", .array(decision.verdicts.map(\.value))),
            ("replayed", .bool(recorded.isReplay)))
    }

    private var basket: JSONValue? {
        guard let basket = decision.basket, let currency = recorded.event.facts.basket?.currency
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
    /// What became of the rule, a line for each reason.
    var lines: [String] {
        let sign = isGranted ? "✓" : "✗"
        guard !reasons.isEmpty else { return ["  \(sign) \(rule)"] }
        return reasons.map { "  \(sign) \(rule): \($0.sentence)  [\($0.code)]" }
    }

    /// The same for programs.
    var value: JSONValue {
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
    /// What it promises, in a few words.
    fileprivate var shown: String { terms.shown }

    fileprivate var value: JSONValue {
        .record(
            ("voucher", .string(issued.position.voucherText)), ("token", .string(issued.token)),
            ("typed_code", .string(issued.typedCode)), ("label", .string(label)),
            ("holder", (holder?.text).map { .string($0) }),
            ("serial", serial.map { .string($0) }), ("first_day", .string(validity.first.text)),
            ("last_day", .string(validity.last.text)))
    }
}
