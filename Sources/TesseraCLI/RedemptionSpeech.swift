import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

// How uses of vouchers are told: taken, put aside, given back.

extension Redemption {
    /// The redemption as programs read it.
    var value: JSONValue { .record(fields) }

    /// The redemption's members as programs read them.
    var fields: [(String, JSONValue?)] {
        [
            ("code", .string("accepted")), ("redemption", .string(operation.redemptionText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("taken", terms.balanceValue(taken)), ("balance", terms.balanceValue(balance)),
            ("discount", discount.map(JSONValue.money)), ("shop", .string(use.shop.text)),
            ("till", .string(use.till.text)),
            ("operator", (use.operator?.text).map { .string($0) }),
            ("at", .string(use.time.rfc3339)),
            ("replayed", .bool(isReplay)),
        ]
    }

    /// The redemption as people read it.
    func lines(_ speech: Speech) -> [String] {
        let took = terms.balanceShown(taken) ?? ""
        var lines: [String] = []
        if let discount {
            lines.append(speech.accepted("\(discount.shown) off this basket"))
        } else {
            lines.append(speech.accepted("\(took) from \(position.voucherText)"))
        }
        if let before = terms.balanceShown(balance + taken),
            let after = terms.balanceShown(balance)
        {
            lines.append("  Balance   \(before) → \(after)")
        }
        if isReplay {
            lines.append(
                "  This was answered \(speech.telling.moment(use.time)); nothing more was taken."
            )
        }
        lines.append(
            "  Redemption \(operation.redemptionText)   undo within 60 s: tessera undo last")
        return lines
    }
}

extension HeldUse {
    /// The hold as programs read it.
    var value: JSONValue {
        .record(
            ("code", .string("held")), ("hold", .string(operation.holdText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("held", terms.balanceValue(amount)), ("available", terms.balanceValue(available)),
            ("discount", discount.map(JSONValue.money)), ("until", .string(until.rfc3339)),
            ("replayed", .bool(isReplay)))
    }

    /// The hold as people read it.
    func lines(_ speech: Speech) -> [String] {
        let what =
            discount.map { "\($0.shown) off this basket" }
            ?? "\(terms.balanceShown(amount) ?? "") of \(position.voucherText)"
        var lines = [
            "\(speech.painted("✓ Held", .green))  \(what), until \(speech.telling.clock(until))",
            "  Free      \(terms.balanceShown(available) ?? "")",
        ]
        if isReplay {
            lines.append("  This was answered before; nothing more was put aside.")
        }
        lines.append("  Hold      \(operation.holdText)   take it with: tessera capture")
        return lines
    }
}

extension ReleasedHold {
    /// The end of the hold as programs read it.
    var value: JSONValue {
        .record(
            ("code", .string("released")), ("hold", .string(hold.holdText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("released", terms.balanceValue(amount)),
            ("available", terms.balanceValue(available)), ("replayed", .bool(isReplay)))
    }

    /// The end of the hold as people read it.
    func lines(_ speech: Speech) -> [String] {
        var lines = [
            "\(speech.painted("✓ Released", .green))  "
                + "\(terms.balanceShown(amount) ?? "") of \(position.voucherText)",
            "  Free      \(terms.balanceShown(available) ?? "")",
        ]
        if isReplay { lines.append("  This was answered before; nothing was changed now.") }
        return lines
    }
}

extension Reversal {
    /// The reversal's members as programs read them.
    func fields(_ code: String) -> [(String, JSONValue?)] {
        [
            ("code", .string(code)), ("redemption", .string(redemption.redemptionText)),
            ("voucher", .string(position.voucherText)), ("kind", .string(terms.kind.name)),
            ("returned", terms.balanceValue(returned)), ("balance", terms.balanceValue(balance)),
            ("at", .string(time.rfc3339)), ("replayed", .bool(isReplay)),
        ]
    }

    /// The reversal as people read it, after the word for what was done.
    func lines(_ done: String, _ speech: Speech) -> [String] {
        var lines = [
            "\(speech.painted("✓ \(done)", .green))  "
                + "\(terms.balanceShown(returned) ?? "") back on \(position.voucherText)"
        ]
        if let after = terms.balanceShown(balance) { lines.append("  Balance   \(after)") }
        if isReplay {
            lines.append(
                "  This was answered \(speech.telling.moment(time)); nothing was put back twice.")
        }
        return lines
    }
}

extension Undone {
    /// What was put back as programs read it, with the code for how.
    func value(_ code: String) -> JSONValue {
        guard let basket else { return .record(reversals[0].fields(code)) }
        return .record(
            ("code", .string(code)), ("basket", .string(basket.redemptionText)),
            ("reversals", .array(reversals.map { .record($0.fields(code)) })))
    }
}

extension CoveredBasket {
    /// The basket as programs read it.
    var value: JSONValue {
        .record(
            ("code", .string("accepted")), ("basket", .string(operation.redemptionText)),
            ("due", .money(due)),
            ("redemptions", .array(redemptions.map(\.value))), ("replayed", .bool(isReplay)))
    }

    /// The basket as people read it.
    func lines(_ speech: Speech) -> [String] {
        var lines = [
            speech.accepted("\(due.shown), covered by \(redemptions.count.counted("voucher"))")
        ]
        var table = Table("VOUCHER", "TAKEN", "LEFT", "REDEMPTION")
        for part in redemptions {
            let taken =
                part.discount.map { "\($0.shown) off" } ?? part.terms.balanceShown(part.taken)
            table.add(
                part.position.voucherText, "\(taken ?? "")",
                "\(part.terms.balanceShown(part.balance) ?? "") left",
                part.operation.redemptionText)
        }
        lines += table.lines(withHead: false).map { "  \($0)" }
        if isReplay, let time = redemptions.first?.use.time {
            lines.append(
                "  This was answered \(speech.telling.moment(time)); nothing more was taken.")
        }
        lines.append(
            "  Basket    \(operation.redemptionText)   undo within 60 s: tessera undo last")
        return lines
    }
}
