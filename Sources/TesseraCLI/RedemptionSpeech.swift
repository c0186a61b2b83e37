import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

// How uses of vouchers are told: taken, put aside, given back.

extension Redemption {
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

extension CoveredBasket {
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
