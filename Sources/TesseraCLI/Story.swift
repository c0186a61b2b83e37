import TesseraLedger
import TesseraModel

/// Everything that was booked on one voucher, oldest first, for people and for programs.
struct Story {
    let events: [VoucherEvent]
    let terms: Terms
    let telling: Telling

    /// One line an event, in the issuer's zone.
    var lines: [String] {
        var table = Table("WHEN", "WHERE", "OPERATION", "WHAT")
        for event in events {
            table.add(
                telling.zone.listed(event.time), event.place, event.name,
                event.happening.spoken(terms, telling))
        }
        return table.lines(withHead: false).map { "  \($0)" }
    }

    /// The events as programs read them.
    var value: JSONValue {
        .array(events.map { .record($0.fields) })
    }
}

extension VoucherEvent {
    /// The operation as commands take it; one that used the voucher is a redemption.
    fileprivate var name: String {
        if case .redeemed = happening { operation.redemptionText } else { "op_\(operation.text)" }
    }

    fileprivate var place: String {
        guard let shop else { return "office" }
        return till.map { "\($0) in \(shop)" } ?? "\(shop)"
    }

    /// The event as programs read it, with bare numbers in the unit of the voucher's balance.
    var fields: [(String, JSONValue?)] {
        [
            ("operation", .string("op_\(operation.text)")), ("at", .string(time.rfc3339)),
            ("shop", shop.map { .string($0.text) }), ("till", till.map { .string($0.text) }),
        ] + happening.fields
    }
}

extension VoucherEvent.Happening {
    fileprivate func spoken(_ terms: Terms, _ telling: Telling) -> String {
        switch self {
        case .issued(let batch): return "issued with \(batch.text)"
        case .enrolled(let member): return "issued to \(member.text)"
        case .redeemed(let taken, let balance):
            return "took \(terms.amount(taken)), \(terms.amount(balance)) left"
        case .refused(let error):
            return "refused: \(error.message(told: Telling(zone: telling.zone, now: nil)))"
        case .undone(let redemption, let returned, let balance):
            return "put back \(terms.amount(returned)) of \(redemption.redemptionText), "
                + "\(terms.amount(balance)) left"
        case .changed(let action, let balance): return action.spoken(terms, balance)
        }
    }

    fileprivate var fields: [(String, JSONValue?)] {
        switch self {
        case .issued(let batch):
            [("event", .string("issued")), ("batch", .string(batch.text))]
        case .enrolled(let member):
            [("event", .string("enrolled")), ("member", .string(member.text))]
        case .redeemed(let taken, let balance):
            [
                ("event", .string("redeemed")), ("taken", .integer(taken)),
                ("balance", .integer(balance)),
            ]
        case .refused(let error):
            [
                ("event", .string("refused")), ("code", .string(error.code)),
                ("message", .string(error.message)),
            ]
        case .undone(let redemption, let returned, let balance):
            [
                ("event", .string("undone")),
                ("redemption", .string(redemption.redemptionText)),
                ("returned", .integer(returned)),
                ("balance", .integer(balance)),
            ]
        case .changed(let action, let balance):
            action.fields + [("balance", .integer(balance))]
        }
    }
}

extension VoucherAction {
    fileprivate func spoken(_ terms: Terms, _ balance: Int64) -> String {
        switch self {
        case .activate: "sold, holds \(terms.amount(balance))"
        case .block(let reason): "blocked: \(reason)"
        case .unblock(let reason): "unblocked: \(reason)"
        case .extend(let day, let reason): "good until \(day.text) from here on: \(reason)"
        case .adjust(let amount, let reason):
            "corrected by \(terms.signedAmount(amount)) to \(terms.amount(balance)): \(reason)"
        case .topUp(let amount):
            "topped up by \(terms.amount(amount)) to \(terms.amount(balance))"
        }
    }

    /// The change as programs read it, with bare numbers in the unit of the voucher's balance.
    var fields: [(String, JSONValue?)] {
        switch self {
        case .activate: [("event", .string("activated"))]
        case .block(let reason): [("event", .string("blocked")), ("reason", .string(reason))]
        case .unblock(let reason):
            [("event", .string("unblocked")), ("reason", .string(reason))]
        case .extend(let day, let reason):
            [
                ("event", .string("extended")), ("last_day", .string(day.text)),
                ("reason", .string(reason)),
            ]
        case .adjust(let amount, let reason):
            [
                ("event", .string("adjusted")), ("by", .integer(amount)),
                ("reason", .string(reason)),
            ]
        case .topUp(let amount):
            [("event", .string("topped_up")), ("by", .integer(amount))]
        }
    }
}

extension Terms {
    fileprivate func amount(_ balance: Int64) -> String { balanceShown(balance) ?? "nothing" }

    fileprivate func signedAmount(_ change: Int64) -> String {
        (change > 0 ? "+" : "") + amount(change)
    }
}

extension Standing {
    /// The standing as a person reads it.
    func spoken(_ zone: IssuerZone) -> String {
        switch self {
        case .inactive: "not sold yet"
        case .active: "good"
        case .blocked(let time, let reason): "blocked \(zone.listed(time)): \(reason)"
        }
    }
}
