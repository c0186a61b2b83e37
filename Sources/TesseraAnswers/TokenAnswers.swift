import TesseraModel
import TesseraToken

// What tokens and typed codes claim, as programs read it.

extension Token {
    /// Every field, named as in the golden vectors, which other implementations test against.
    package var fields: [(String, JSONValue?)] {
        let names = [
            "first_day": "firstDay", "last_day": "lastDay", "minimum_spend": "minimumSpend",
        ]
        return ownFields.map { (names[$0.0] ?? $0.0, $0.1) }
    }

    private var ownFields: [(String, JSONValue?)] {
        [
            ("kind", .string(kind.name)), ("list", .integer(Int64(position.list))),
            ("slot", .integer(Int64(position.slot))),
        ] + validity.fields + terms.fields + [("seal", .string(sealText))]
    }

    /// What the token claims; nothing of it was verified.
    package var value: JSONValue {
        .record(
            [
                ("verified", .bool(false)), ("keyID", .integer(Int64(keyID.number))),
                ("audience", .integer(Int64(audience.number))),
            ] + fields)
    }
}

extension TypedCode {
    /// What the typed code claims; nothing of it was verified.
    package var value: JSONValue {
        .record(
            ("verified", .bool(false)), ("typedCode", .string(text)), ("kind", .string(kind.name)),
            ("list", .integer(Int64(position.list))), ("slot", .integer(Int64(position.slot))))
    }
}
