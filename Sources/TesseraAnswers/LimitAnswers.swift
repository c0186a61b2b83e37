import TesseraLedger
import TesseraModel
import TesseraOperations

// Limits over campaigns and gift cards, as programs read them.

extension LimitTerms {
    /// The limit's words as programs read them; the sentence is what is checked.
    package var limitFields: [(String, JSONValue?)] {
        var fields: [(String, JSONValue?)] = [("sentence", .string(sentence))]
        if case .campaign(let number) = scope {
            fields.append(("campaign", .integer(Int64(number))))
        } else {
            fields.append(("gifts", .bool(true)))
        }
        fields += [("per", .string(key.rawValue)), ("each_day", .bool(period == .day))]
        switch most {
        case .uses(let count): fields.append(("uses", .integer(count)))
        case .value(let money): fields.append(("amount", .money(money)))
        }
        return fields
    }

    /// A number in the unit of the limit, as programs read it.
    package func countedValue(_ number: Int64) -> JSONValue {
        switch most {
        case .uses: .integer(number)
        case .value(let money): .money(Money(minorUnits: number, currency: money.currency))
        }
    }
}

extension LimitInForce {
    /// The limit as programs read it.
    package var value: JSONValue {
        .record(
            [("limit", .string(limit.id.text))] + limit.terms.limitFields + [
                ("accounts", .integer(Int64(accounts))),
                ("most_used", limit.terms.countedValue(mostUsed)),
            ])
    }
}

extension LimitChange {
    /// The limit that was set, as programs read it.
    package func value(setting terms: LimitTerms) -> JSONValue {
        .record(
            [("code", .string("limit_set")), ("limit", .string(limit.text))]
                + terms.limitFields + [("replayed", .bool(isReplay))])
    }

    /// The limit that was ended, as programs read it.
    package var endedValue: JSONValue {
        .record(
            ("code", .string("limit_ended")), ("limit", .string(limit.text)),
            ("replayed", .bool(isReplay)))
    }
}
