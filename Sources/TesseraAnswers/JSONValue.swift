import TesseraModel

/// A value as it is written for programs; members keep the order they are given in.
///
/// Written here and not by Foundation, because `check` and `token verify` answer before Foundation
/// would be loaded, and a stream of a million answers wants a plain writer.
package enum JSONValue: Hashable, Sendable {
    /// Nothing.
    case null
    /// Yes or no.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number with so many decimals, 1…18, as reports have: 122 with 2 is 1.22. Nobody sends one.
    case decimal(Int64, digits: Int)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Named values.
    case object([Member])

    /// A named value of an object.
    package struct Member: Hashable, Sendable {
        /// Its name.
        package let name: String
        /// Its value.
        package let value: JSONValue

        /// A named value.
        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// An object without the members whose value is `nil`.
    package static func record(_ members: (String, JSONValue?)...) -> JSONValue {
        record(members)
    }

    /// An object without the members whose value is `nil`.
    package static func record(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    /// The object with more members behind its own, those that are `nil` left out.
    package func with(_ members: [(String, JSONValue?)]) -> JSONValue {
        guard case .object(let own) = self, case .object(let more) = JSONValue.record(members)
        else { return self }
        return .object(own + more)
    }

    /// The text on one line.
    package var text: String {
        var out: [UInt8] = []
        append(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the text on one line.
    package func append(to out: inout [UInt8]) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let value): out += (value ? "true" : "false").utf8
        case .integer(let value): out += "\(value)".utf8
        case .decimal(let value, let digits): JSONValue.append(value, digits, to: &out)
        case .string(let value): JSONValue.append(value, to: &out)
        case .array(let values):
            out.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                value.append(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                JSONValue.append(member.name, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.append(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case 0..<32:
                out += "\\u00".utf8
                out += hexadecimalDigits[Int(byte)].utf8
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    private static func append(_ value: Int64, _ digits: Int, to out: inout [UInt8]) {
        let figures = Array("\(value.magnitude)".utf8)
        let padded =
            [UInt8](
                repeating: UInt8(ascii: "0"), count: max(0, digits + 1 - figures.count)) + figures
        if value < 0 { out.append(UInt8(ascii: "-")) }
        out += padded.dropLast(digits)
        out.append(UInt8(ascii: "."))
        out += padded.suffix(digits)
    }

    private static let hexadecimalDigits = (0..<32).map { number in
        (number < 16 ? "0" : "") + String(number, radix: 16)
    }
}

extension JSONValue {
    /// An amount with its currency, as programs and people read it.
    package static func money(_ money: Money) -> JSONValue {
        .record(
            ("amount", .integer(money.minorUnits)), ("currency", .string(money.currency.code)),
            ("display", .string(money.shown)))
    }

    /// An error with its code, its sentence, its next step and, if there are several, its reasons.
    package static func problem(_ error: any ExplainedError, told telling: Telling) -> JSONValue {
        .record(
            ("code", .string(error.code)), ("kind", .string(error.kind.name)),
            ("message", .string(error.message(told: telling))),
            ("hint", error.hint.map(JSONValue.string)),
            ("reasons", error.reasons(told: telling)))
    }
}

extension ErrorKind {
    /// The kind in `snake_case`.
    package var name: String {
        switch self {
        case .notGenuine: "not_genuine"
        case .notAllowed: "not_allowed"
        case .notFound: "not_found"
        default: rawValue
        }
    }
}
