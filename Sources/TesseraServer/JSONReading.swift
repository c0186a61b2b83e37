import Foundation
import TesseraAnswers

extension JSONValue {
    /// Reads a document of JSON.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 text.
    ///   - decimals: Whether numbers may have a fraction, as in answers. There is nothing that
    ///     such a number could mean in what is sent to us.
    /// - Throws: ``RequestError/bodyNotJSON`` for anything else, also for numbers beyond 64 bits.
    init(reading bytes: [UInt8], decimals: Bool = false) throws(RequestError) {
        do {
            let decoder = JSONDecoder()
            decoder.userInfo[.decimals] = decimals
            self = try decoder.decode(ReadValue.self, from: Data(bytes)).value
        } catch {
            throw .bodyNotJSON
        }
    }

    /// A member of an object; `nil` if there is none of this name.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text, if it is one.
    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number, if it is one.
    var integer: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The answer, if it is yes or no.
    var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The values, if it is a list.
    var array: [JSONValue]? {
        if case .array(let values) = self { values } else { nil }
    }
}

private struct ReadValue: Decodable {
    let value: JSONValue

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: Name.self) {
            // The decoder knows no order; by name it is always the same.
            value = .object(
                try members.allKeys.sorted { $0.stringValue < $1.stringValue }.map { name in
                    JSONValue.Member(
                        name: name.stringValue,
                        value: try members.decode(ReadValue.self, forKey: name).value)
                })
            return
        }
        if var list = try? decoder.unkeyedContainer() {
            var values: [JSONValue] = []
            while !list.isAtEnd { values.append(try list.decode(ReadValue.self).value) }
            value = .array(values)
            return
        }
        let single = try decoder.singleValueContainer()
        if let text = try? single.decode(String.self) {
            value = .string(text)
        } else if let flag = try? single.decode(Bool.self) {
            value = .bool(flag)
        } else if single.decodeNil() {
            value = .null
        } else if let number = try? single.decode(Int64.self) {
            value = .integer(number)
        } else {
            value = try ReadValue.decimal(single, decoder.userInfo[.decimals] as? Bool == true)
        }
    }

    // Never as a floating point number, which would be another one than was written.
    private static func decimal(
        _ single: any SingleValueDecodingContainer, _ isWanted: Bool
    ) throws -> JSONValue {
        let text = isWanted ? "\(try single.decode(Decimal.self))" : ""
        if let whole = Int64(text) { return .integer(whole) }
        let parts = text.split(separator: ".")
        guard parts.count == 2, parts[1].utf8.count <= 18, let value = Int64(parts.joined())
        else {
            throw DecodingError.dataCorruptedError(in: single, debugDescription: "no number")
        }
        return .decimal(value, digits: parts[1].utf8.count)
    }
}

extension CodingUserInfoKey {
    /// Whether numbers may have a fraction.
    fileprivate static var decimals: CodingUserInfoKey {
        guard let key = CodingUserInfoKey(rawValue: "decimals") else {
            preconditionFailure("decimals is a key")
        }
        return key
    }
}
