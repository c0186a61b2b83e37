import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

// A settlement as people read it.

extension Statement {
    /// The statement as people read it.
    func lines(_ speech: Speech) -> [String] {
        let word = isBooked ? "✓ Settled" : "Not booked"
        var lines = [
            "\(speech.painted(word, isBooked ? .green : .yellow))  "
                + "\(acceptor.name), settlement \(number)",
            "  Journal   number \(totals.first) to \(totals.last), \(self.lines.counted)",
        ]
        for total in totals.currencies { lines += total.lines }
        for use in totals.uses {
            lines.append("  Campaign \(use.campaign): \(Quantity.uses(use.count).shown)")
        }
        if totals.currencies.isEmpty, totals.uses.isEmpty {
            lines.append("  Nothing was accepted there.")
        }
        return lines
    }
}

extension [SettlementLine] {
    fileprivate var counted: String { count.counted("line") }
}

extension CurrencyTotal {
    fileprivate var lines: [String] {
        var table = Table("", "", "")
        func add(_ word: String, _ units: Int64, _ remark: String = "") {
            if units != 0 { table.add("  \(word)", shown(units), remark) }
        }
        add("Honoured", honoured)
        add("Put back", 0 - returned)
        add("Borne by you", 0 - lostByAcceptor, "used twice and beyond the limits")
        add("Paid back", reimbursed, "discounts and uses")
        add("Corrected", disputed)
        add("Fee", 0 - fee)
        table.add("  To pay", shown(net), lostByIssuer == 0 ? "" : lostRemark)
        return table.lines(withHead: false)
    }

    private var lostRemark: String { "\(shown(lostByIssuer)) of it used twice, the issuer's loss" }

    private func shown(_ units: Int64) -> String {
        Money(minorUnits: units, currency: currency).shown
    }
}

extension Payment {
    /// The payment as people read it.
    func line(_ issuer: String) -> String {
        "  \(payer?.text ?? issuer) pays \(payee?.text ?? issuer) \(amount.shown)"
    }
}
