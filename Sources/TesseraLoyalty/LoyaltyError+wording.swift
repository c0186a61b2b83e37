import TesseraModel

// The file's name follows the type it words; the cases stand in LoyaltyError.swift.
extension LoyaltyError: ExplainedError {
    package var code: String {
        switch self {
        case .basketSize: "basket_size"
        case .quantity: "bad_quantity"
        case .price: "bad_price"
        case .serials: "serials_mismatch"
        case .overflow: "overflow"
        case .currencyMismatch: "currency_mismatch"
        case .missing: "event_incomplete"
        case .unwanted: "event_unwanted_fact"
        case .score: "bad_score"
        case .returnsMore: "returns_more_than_bought"
        }
    }

    package var kind: ErrorKind { .invalid }

    package var message: String {
        switch self {
        case .basketSize(let count):
            "A basket has 1 to \(Basket.mostLines) lines, and this one has \(count)."
        case .quantity(let line, let quantity):
            "Line \(line) of the basket has the quantity \(quantity), not one of 1 to 10000."
        case .price(let line, _):
            "Line \(line) of the basket has a price that is below nothing or too high."
        case .serials(let line, let given, let wanted):
            "Line \(line) of the basket has \(given.counted("serial number")) "
                + "for \(Int(clamping: wanted).counted("piece"))."
        case .overflow: "The basket is worth more than can be reckoned."
        case .currencyMismatch(let left, let right):
            "An amount in \(left.code) meets one in \(right.code), and nothing is converted."
        case .missing(let what, let kind):
            "A \(kind.spoken) needs \(what), and this one has none."
        case .unwanted(let what, let kind): "A \(kind.spoken) has no \(what)."
        case .score(let score): "\(score) is no score from 0 to 10."
        case .returnsMore(let line, let left, let asked):
            "Line \(line) brings back \(asked), and \(left) of it can come back."
        }
    }

    package var hint: String? {
        switch self {
        case .basketSize, .quantity, .price, .overflow: "Mend the basket and ask again."
        case .serials: "Give one serial number for each piece, or none."
        case .currencyMismatch: "Use the programme's currency."
        case .missing(let what, _): "Say \(what); tessera help event tells how."
        case .unwanted(let what, _): "Leave \(what) out."
        case .score: "Give a whole number from 0 to 10."
        case .returnsMore: "Compare with the receipt; what came back before does not count again."
        }
    }
}

extension EventKind {
    /// The kind as people say it, `trade in`.
    package var spoken: String {
        rawValue.split(separator: "_").joined(separator: " ")
    }
}
