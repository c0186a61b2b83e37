import TesseraModel

/// Any value of a JSON file.
enum JSONValue: Decodable {
    case null
    case yes(Bool)
    case number(Int)
    case fraction(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .yes(value)
        } else if let value = try? container.decode(Int.self) {
            self = .number(value)
        } else if let value = try? container.decode(Double.self) {
            self = .fraction(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}

/// An object of a ring file, which names itself when a field is wrong.
struct RingObject {
    let fields: [String: JSONValue]
    let file: String
    let key: KeyID?

    func fault(_ field: String, _ wanted: String) -> ConfigurationError {
        .ringField(file, key: key, field: field, wanted: wanted)
    }

    func text(_ field: String, wanted: String) throws(ConfigurationError) -> String {
        guard case .text(let text)? = fields[field] else { throw fault(field, wanted) }
        return text
    }

    func number(
        _ field: String, in range: ClosedRange<Int>
    ) throws(ConfigurationError) -> UInt16 {
        guard case .number(let number)? = fields[field], range.contains(number) else {
            throw fault(field, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return UInt16(clamping: number)
    }

    func list(_ field: String) throws(ConfigurationError) -> [JSONValue] {
        guard case .list(let values)? = fields[field] else { throw fault(field, "a list") }
        return values
    }
}
