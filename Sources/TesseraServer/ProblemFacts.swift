import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraVerification

/// What a "no" is about, for programs that say it in their own words.
///
/// - Source: RFC 9457, 3.2: members of the problem's own.
enum ProblemFacts {
    /// The shape of all facts; a problem has those that it is about, or none.
    static let shape = Shape.record([
        .optional("at", .time, "When it was used, stopped, given up."),
        .optional("shop", .name, "Where that was."), .optional("till", .name, "At which till."),
        .optional("operator", .name, "By whom."),
        .optional("first_day", .day, "From when on it is good."),
        .optional("last_day", .day, "Until when it was good."),
        .optional("available", .named("balance"), "What is there."),
        .optional("wanted", .named("balance"), "What was asked."),
        .optional("until", .time, "When what is put aside is free again."),
    ])

    /// The facts of an error; of several reasons those of the first.
    ///
    /// - Parameters:
    ///   - error: Why not.
    ///   - hearer: Who is told.
    /// - Returns: `nil` for one that has none.
    static func value(
        of error: any ExplainedError, to hearer: Telling.Hearer
    ) -> JSONValue? {
        let members: [(String, JSONValue?)] =
            switch error.headline {
            case let error as LedgerError: facts(of: error, to: hearer)
            case VerificationError.notYetValid(let first): [("first_day", .string(first.text))]
            case VerificationError.expired(let last): [("last_day", .string(last.text))]
            default: []
            }
        return members.isEmpty ? nil : JSONValue.object([]).with(members)
    }

    private static func facts(
        of error: LedgerError, to hearer: Telling.Hearer
    ) -> [(String, JSONValue?)] {
        switch error {
        case .alreadyRedeemed(let use?), .exhausted(_, let use?): facts(of: use, to: hearer)
        case .revoked(let time, _): [("at", .string(time.rfc3339))]
        case .notYetValid(let first): [("first_day", .string(first.text))]
        case .expired(let last): [("last_day", .string(last.text))]
        case .insufficientBalance(let available, let wanted),
            .minimumNotReached(let wanted, let available),
            .basketNotCovered(let wanted, let available):
            [("available", .money(available)), ("wanted", .money(wanted))]
        case .insufficientUses(let available, let wanted):
            [("available", .integer(available)), ("wanted", .integer(wanted))]
        case .heldElsewhere(let available, let wanted, let until):
            [
                ("available", value(of: available)), ("wanted", value(of: wanted)),
                ("until", .string(until.rfc3339)),
            ]
        default: []
        }
    }

    private static func facts(
        of use: Use, to hearer: Telling.Hearer
    ) -> [(String, JSONValue?)] {
        let worker = hearer.hears(ofPeopleIn: use.shop) ? use.operator : nil
        return [
            ("at", .string(use.time.rfc3339)), ("shop", .string(use.shop.text)),
            ("till", .string(use.till.text)), ("operator", worker.map { .string($0.text) }),
        ]
    }

    private static func value(of quantity: Quantity) -> JSONValue {
        switch quantity {
        case .money(let money): .money(money)
        case .uses(let count): .integer(count)
        case .units(let count, _): .integer(count)
        }
    }
}
