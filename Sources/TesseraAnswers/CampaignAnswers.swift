import TesseraConfiguration
import TesseraCrypto
import TesseraLoyalty
import TesseraModel
import TesseraOperations

// Campaigns and programmes as programs read them.

extension Window {
    /// Where a campaign stands on a day.
    package enum State: String {
        /// Its first day is still to come.
        case coming = "not yet"
        /// It is among its days.
        case running
        /// Its last day is over.
        case ended
    }

    /// Where a campaign stands on a day of its zone; hours and closed days do not end it.
    package func state(on day: Day) -> State {
        if let first, day < first { return .coming }
        if let last, last < day { return .ended }
        return .running
    }
}

extension Window.State {
    /// The state as programs read it.
    package var value: JSONValue { .string(self == .coming ? "not_yet" : rawValue) }
}

extension Campaign {
    /// The campaign in a list, with where it stands.
    package func summary(_ state: Window.State, of programme: Programme) -> JSONValue {
        .record(
            ("number", .integer(Int64(number))), ("campaign", .string(id)),
            ("title", .string(title)), ("state", state.value),
            ("first_day", (window.first?.text).map { .string($0) }),
            ("last_day", (window.last?.text).map { .string($0) }),
            ("version", .integer(Int64(programme.version))))
    }

    /// The SHA-256 of the terms as written; vouchers that are rights carry its beginning.
    package var termsDigest: String {
        DrawValue(of: Array(terms.utf8), digest: Digest.sha256).text
    }

    /// The campaign whole, with its rules in words.
    ///
    /// - Parameters:
    ///   - state: Where it stands today.
    ///   - programme: The programme that it is part of.
    /// - Returns: All that a person is told of it, and the digest of its terms.
    package func value(_ state: Window.State, of programme: Programme) -> JSONValue {
        .record(
            ("campaign", .string(id)), ("number", .integer(Int64(number))),
            ("title", .string(title)), ("state", state.value),
            ("version", .integer(Int64(programme.version))),
            ("first_day", (window.first?.text).map { .string($0) }),
            ("last_day", (window.last?.text).map { .string($0) }),
            ("when", .array(window.sentences.map { .string($0) })),
            ("priority", .integer(Int64(priority))),
            ("group", group.map { .string($0) }),
            ("hold_out_basis_points", .integer(Int64(holdOut))),
            ("tax", .string(tax.rawValue)),
            ("limits", .array(limits.map { .string(programme.spoken($0)) })),
            ("rules", .array(rules.map { programme.spoken($0).value(of: $0) })),
            ("terms", .string(terms)), ("terms_digest", .string(termsDigest)))
    }
}

extension ProgrammeBook.Version {
    /// A version of the programme that was published.
    package func value(_ programme: Programme) -> JSONValue {
        .record(
            ("version", .integer(Int64(number))), ("programme", .string(programme.id)),
            ("published_at", .string(publishedAt.rfc3339)),
            ("campaigns", .integer(Int64(programme.campaigns.count))),
            ("operation", .string("op_\(operation.text)")))
    }

    /// A version as whoever published it is answered.
    package func published(_ programme: Programme, isReplay: Bool) -> JSONValue {
        .record(
            ("code", .string("published")), ("programme", .string(programme.id)),
            ("version", .integer(Int64(number))),
            ("campaigns", .integer(Int64(programme.campaigns.count))),
            ("operation", .string("op_\(operation.text)")), ("replayed", .bool(isReplay)))
    }
}

extension CheckedProgramme {
    /// What was found of a programme without mistakes.
    package var fields: [(String, JSONValue?)] {
        [
            ("programme", .string(programme.id)),
            ("campaigns", .integer(Int64(programme.campaigns.count))),
            ("rules", .integer(Int64(ruleCount))), ("worst", .array(worst.map(\.value))),
        ]
    }
}

extension SpokenRule {
    fileprivate func value(of rule: Rule) -> JSONValue {
        func texts(_ sentences: [String]) -> JSONValue {
            .array(sentences.map { .string($0) })
        }
        return .record(
            ("rule", .string(rule.id)), ("on", .string(occasion)),
            ("if", condition.map { .string($0) }), ("limits", texts(limits)),
            ("then", texts(effects)), ("else", otherwise.isEmpty ? nil : texts(otherwise)),
            ("asked", .bool(rule.isAsked)), ("offer", .bool(rule.isOffer)))
    }
}

extension ProgrammeError {
    /// A mistake in a programme's file, with its line.
    package var value: JSONValue {
        .record(
            ("code", .string(code)), ("line", .integer(Int64(place.line))),
            ("message", .string(message)), ("hint", hint.map { .string($0) }))
    }
}

extension WorstBasket.Finding {
    /// What some rules give together at most.
    package var value: JSONValue {
        let currency = basket.currency
        return .record(
            ("rules", .array(rules.map { .string($0) })),
            ("nominal_basis_points", .integer(Int64(nominalBasisPoints))),
            ("basis_points", .integer(Int64(shareBasisPoints))),
            ("total", .money(Money(minorUnits: total, currency: currency))),
            ("discount", .money(Money(minorUnits: discount, currency: currency))),
            ("everything", .bool(isEverything)))
    }
}
