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
    var value: JSONValue { recorded.value(vouchers) }
}

extension RuleVerdict {
    /// What became of the rule, a line for each reason.
    var lines: [String] {
        let sign = isGranted ? "✓" : "✗"
        guard !reasons.isEmpty else { return ["  \(sign) \(rule)"] }
        return reasons.map { "  \(sign) \(rule): \($0.sentence)  [\($0.code)]" }
    }
}

extension GrantedVoucher {
    /// What it promises, in a few words.
    fileprivate var shown: String { terms.shown }
}
