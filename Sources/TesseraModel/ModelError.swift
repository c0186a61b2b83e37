/// Why a word that a person or a file gave is not one of ours.
package enum ModelError: ExplainedError {
    /// An amount that is not one, or could be read in two ways.
    case amount(String, Currency, AmountText.Problem)
    /// A day that does not exist or is not written `2026-11-22`.
    case day(String)
    /// A first and a last day that make no period a token can carry.
    case period(first: Day, last: Day)
    /// A time that is not RFC 3339.
    case time(String)
    /// A currency that is not an active one of ISO 4217.
    case currency(String)
    /// A number that is not in its range; what it is for.
    case number(String, of: String, range: ClosedRange<Int64>)
    /// A number of units that is not one, or has more decimals than the asset; the asset's name.
    case units(String, of: String, decimals: Int)
    /// A name of a shop, till, member, batch, voucher or operation that is not formed like one.
    case name(String, of: String, example: String)

    package var code: String {
        switch self {
        case .amount: "bad_amount"
        case .day: "bad_day"
        case .period: "bad_period"
        case .time: "bad_time"
        case .currency: "bad_currency"
        case .number: "bad_number"
        case .units: "bad_units"
        case .name: "bad_name"
        }
    }

    package var kind: ErrorKind { .invalid }

    package var message: String {
        switch self {
        case .amount(let text, let currency, let problem):
            switch problem {
            case .notANumber: "\"\(text.shortened)\" is not an amount."
            case .tooManyDecimals(let allowed):
                "\"\(text.shortened)\" has more than the \(allowed) decimals of \(currency.code)."
            case .marks: "\"\(text.shortened)\" can be misread as an amount of \(currency.code)."
            case .tooLarge: "\"\(text.shortened)\" is more than one voucher can hold."
            }
        case .day(let text): "\"\(text.shortened)\" is not a day."
        case .period(let first, let last):
            "From \(first.text) to \(last.text) is not a period a voucher can be good for."
        case .time(let text): "\"\(text.shortened)\" is not a time."
        case .currency(let text): "\"\(text.shortened)\" is not a currency in use."
        case .number(let text, let what, _): "\"\(text.shortened)\" is not a number of \(what)."
        case .units(let text, let asset, _): "\"\(text.shortened)\" is not a number of \(asset)."
        case .name(let text, let what, _): "\"\(text.shortened)\" is not a name of \(what)."
        }
    }

    package var hint: String? {
        switch self {
        case .amount(_, let currency, .marks(let suggestions)) where !suggestions.isEmpty:
            "Write it as \(suggestions.joined(separator: " or ")) \(currency.code)."
        case .amount(_, let currency, .tooLarge):
            "The most is \(AmountText(for: currency).shown(AmountText.largestMinorUnits))."
        case .amount(_, let currency, _):
            "Write it like \(AmountText(for: currency).plain(currency.minorUnitsPerUnit * 12))."
        case .day: "Write it as year-month-day, like 2026-11-22, a day that exists."
        case .period:
            "The last day must not be before the first, nor more than 3 660 days after it."
        case .time: "Write it like 2026-12-01T12:00:00Z."
        case .currency: "Give the three letters of ISO 4217, like EUR."
        case .number(_, _, let range):
            "Give a whole number from \(range.lowerBound) to \(range.upperBound)."
        case .units(_, _, decimals: 0): "Give a whole number from 1 to 1000000000000."
        case .units(_, _, let decimals):
            "Write it like 120 or 12.5: more than 0, at most \(decimals) decimals."
        case .name(_, _, let example): "It looks like \(example)."
        }
    }
}

extension AmountText {
    /// Reads a typed amount, or says in full what is wrong with it.
    ///
    /// - Returns: Minor units, at least `least`.
    /// - Throws: ``ModelError/amount(_:_:_:)``.
    package func explained(_ typed: String, least: Int64 = 1) throws(ModelError) -> Int64 {
        do throws(Problem) {
            let amount = try minorUnits(of: typed)
            guard amount >= least else { throw Problem.notANumber }
            return amount
        } catch { throw .amount(typed, currency, error) }
    }
}

extension String {
    /// At most forty characters of a text that came from outside, for a message.
    package var shortened: String { count <= 40 ? self : "\(prefix(39))…" }
}
