import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

// A settlement as text, as a table for a spreadsheet, and as one object for programs.

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

    /// The statement as one object, with all that is needed to recompute it.
    var value: JSONValue {
        .record(
            ("code", .string(isBooked ? "settled" : "draft")),
            ("acceptor", .string(acceptor.id.text)), ("name", .string(acceptor.name)),
            ("number", .integer(Int64(number))), ("time", .string(time.rfc3339)),
            ("first", .integer(totals.first)), ("last", .integer(totals.last)),
            ("covers_from", coversFrom.map { .string($0.rfc3339) }),
            ("covers_until", coversUntil.map { .string($0.rfc3339) }),
            (
                "agreements",
                .array(
                    agreements.sorted { $0.key < $1.key }.map { version, agreement in
                        .record(
                            ("version", .integer(Int64(version))),
                            ("agreement", agreement.value))
                    })
            ), ("totals", .array(totals.currencies.map(\.value))),
            (
                "uses",
                .array(
                    totals.uses.map {
                        .record(
                            ("campaign", .integer(Int64($0.campaign))),
                            ("count", .integer($0.count)))
                    })
            ), ("lines", .array(lines.map(\.value))))
    }

    /// The lines as comma-separated values with a head, ending in a line end. No value needs
    /// quotes: names of tills and campaigns have no commas.
    var sheet: String {
        let head =
            "sequence,operation,time,till,ruling,campaign,uses,currency,honoured,returned,"
            + "lost_by_issuer,lost_by_acceptor,reimbursed,disputed"
        let rows = lines.map { line in
            let total = line.total
            let cells = [
                "\(line.sequence)", line.operation.redemptionText, line.time.rfc3339,
                line.till?.text ?? "", line.ruling?.rawValue ?? "",
                line.campaign.map { "\($0)" } ?? "", "\(line.uses)", total.currency.code,
                "\(total.honoured)", "\(total.returned)", "\(total.lostByIssuer)",
                "\(total.lostByAcceptor)", "\(total.reimbursed)", "\(total.disputed)",
            ]
            return cells.joined(separator: ",")
        }
        return ([head] + rows).joined(separator: "\n") + "\n"
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

    fileprivate var value: JSONValue {
        .record(
            [("currency", .string(currency.code))] + fields + [
                ("fee", .integer(fee)), ("net", .integer(net)),
                ("display", .string(shown(net))),
            ])
    }

    fileprivate var fields: [(String, JSONValue?)] {
        [
            ("honoured", .integer(honoured)), ("returned", .integer(returned)),
            ("lost_by_issuer", .integer(lostByIssuer)),
            ("lost_by_acceptor", .integer(lostByAcceptor)), ("reimbursed", .integer(reimbursed)),
            ("disputed", .integer(disputed)),
        ]
    }
}

extension SettlementLine {
    fileprivate var value: JSONValue {
        .record(
            [
                ("sequence", .integer(sequence)), ("operation", .string(operation.redemptionText)),
                ("time", .string(time.rfc3339)), ("till", till.map { .string($0.text) }),
                ("ruling", ruling.map { .string($0.rawValue) }),
                ("campaign", campaign.map { .integer(Int64($0)) }), ("uses", .integer(uses)),
                ("currency", .string(total.currency.code)),
                ("version", .integer(Int64(version))),
            ] + total.fields)
    }
}

extension Payment {
    /// The payment as people read it.
    func line(_ issuer: String) -> String {
        "  \(payer?.text ?? issuer) pays \(payee?.text ?? issuer) \(amount.shown)"
    }

    /// The payment as programs read it.
    var value: JSONValue {
        .record(
            ("from", payer.map { .string($0.text) } ?? .null),
            ("to", payee.map { .string($0.text) } ?? .null), ("amount", .money(amount)))
    }
}
