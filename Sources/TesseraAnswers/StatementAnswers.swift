import TesseraLedger
import TesseraModel
import TesseraOperations

// Settlements with partners as programs read them.

extension Statement {
    /// The statement as one object, with all that is needed to recompute it.
    package var value: JSONValue {
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
}

extension CurrencyTotal {
    fileprivate var value: JSONValue {
        .record(
            [("currency", .string(currency.code))] + fields + [
                ("fee", .integer(fee)), ("net", .integer(net)),
                ("display", .string(Money(minorUnits: net, currency: currency).shown)),
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
    /// The payment as programs read it.
    package var value: JSONValue {
        .record(
            ("from", payer.map { .string($0.text) } ?? .null),
            ("to", payee.map { .string($0.text) } ?? .null), ("amount", .money(amount)))
    }
}

extension Statement {
    /// The lines as comma-separated values with a head, ending in a line end. No value needs
    /// quotes: names of tills and campaigns have no commas.
    package var sheet: String {
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

extension BookedSettlement {
    /// The settlement without its lines, as programs read it.
    package var value: JSONValue {
        .record(
            ("acceptor", .string(acceptor.text)), ("number", .integer(Int64(number))),
            ("time", .string(time.rfc3339)), ("first", .integer(totals.first)),
            ("last", .integer(totals.last)),
            ("totals", .array(totals.currencies.map(\.value))))
    }
}
