import TesseraAnswers
import TesseraLedger
import TesseraModel

extension LimitTerms {
    /// The limit's words as programs read them; the sentence is what is checked.
    var limitFields: [(String, JSONValue?)] {
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

    /// A number in the unit of the limit, as people read it.
    func counted(_ number: Int64) -> String {
        switch most {
        case .uses: Quantity.uses(number).shown
        case .value(let money): Money(minorUnits: number, currency: money.currency).shown
        }
    }

    /// A number in the unit of the limit, as programs read it.
    func countedValue(_ number: Int64) -> JSONValue {
        switch most {
        case .uses: .integer(number)
        case .value(let money): .money(Money(minorUnits: number, currency: money.currency))
        }
    }
}
