import TesseraAnswers
import TesseraClaims
import TesseraModel
import TesseraTill
import TesseraToken
import TesseraVerification

// How a till without a network tells what it found and took.

extension KitAge {
    /// What every answer of such a till says, as programs read it.
    var fields: [(String, JSONValue?)] {
        [
            ("offline", .bool(true)), ("training", .bool(isTraining)),
            ("kit", .integer(Int64(sequence))), ("kit_issued_at", .string(issuedAt.rfc3339)),
            ("kit_expires_at", .string(expiresAt.rfc3339)), ("kit_stale", .bool(isStale)),
        ]
    }

    /// The age as people read it.
    var shown: String {
        switch minutes {
        case ..<120: "\(minutes) min"
        case ..<(72 * 60): "\(minutes / 60) h"
        default: "\(minutes / 1_440) days"
        }
    }
}

extension TillAppraisal {
    /// What the code is worth, as programs read it.
    var value: JSONValue {
        .record(
            [
                ("code", .string("accepted")), ("issuer", .string(age.issuer)),
                ("voucher", .string(token.position.voucherText)),
                ("kind", .string(token.kind.name)),
                ("balance", left.flatMap(token.terms.balanceValue)),
                ("takeable", takeable.flatMap(token.terms.balanceValue)),
                ("leased", leased > 0 ? token.terms.balanceValue(leased) : nil),
            ] + token.terms.fields + token.validity.fields + age.fields)
    }

    /// What the code is worth, as people read it.
    func lines(_ speech: Speech) -> [String] {
        var lines = [speech.accepted("\(token.terms.shown), \(token.validity.shown)")]
        lines.append("  Issued by \(age.issuer)")
        if let left, let shown = token.terms.balanceShown(left) {
            var line = "  Balance   \(shown)"
            if let takeable, takeable < left, let most = token.terms.balanceShown(takeable) {
                line += ", of which \(most) can be taken here now"
            }
            if leased > 0, let aside = token.terms.balanceShown(leased) {
                line += ", \(aside) put aside for this till"
            }
            lines.append(line)
        }
        return lines
    }
}

extension TillRedemption {
    /// The redemption as programs read it.
    func value(_ till: OfflineTill) -> JSONValue {
        .record(
            [
                ("code", .string("accepted")),
                ("redemption", .string(operation.redemptionText)),
                ("voucher", .string(token.position.voucherText)),
                ("kind", .string(token.kind.name)),
                ("taken", token.terms.balanceValue(taken)),
                ("balance", token.terms.balanceValue(left)),
                ("leased", leased > 0 ? token.terms.balanceValue(leased) : nil),
                ("discount", discount.map(JSONValue.money)),
                ("shop", .string(till.pairing.acceptor.text)),
                ("till", .string(till.pairing.device.text)),
                ("operator", (`operator`?.text).map { .string($0) }),
                ("at", .string(time.rfc3339)),
                ("record", .integer(sequence)), ("replayed", .bool(isReplay)),
            ] + age.fields)
    }

    /// The redemption as people read it.
    func lines(_ speech: Speech) -> [String] {
        let took = token.terms.balanceShown(taken) ?? ""
        var lines = [
            speech.accepted(
                discount.map { "\($0.shown) off this basket" }
                    ?? "\(took) from \(token.position.voucherText)")
        ]
        if let before = token.terms.balanceShown(left + taken),
            let after = token.terms.balanceShown(left)
        {
            lines.append("  Balance   \(before) → \(after)")
        }
        if isReplay {
            lines.append(
                "  This was answered \(speech.telling.moment(time)); nothing more was taken.")
        }
        lines.append(
            "  Redemption \(operation.redemptionText)   undo within 60 s: tessera undo last")
        return lines
    }
}

extension TillUndone {
    /// What was put back, as programs read it.
    var value: JSONValue {
        .record(
            ("code", .string("undone")), ("reversal", .string("op_\(operation.text)")),
            ("redemption", .string(redemption.redemptionText)),
            ("voucher", .string(token.position.voucherText)),
            ("returned", token.terms.balanceValue(returned)), ("at", .string(time.rfc3339)),
            ("replayed", .bool(isReplay)))
    }

    /// What was put back, as people read it.
    func lines(_ speech: Speech) -> [String] {
        let what = token.terms.balanceShown(returned) ?? ""
        return [
            "\(speech.painted("✓ Undone", .green))  \(what) is back on "
                + token.position.voucherText
        ]
    }
}
