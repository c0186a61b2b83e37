import TesseraAnswers

extension JSONValue {
    /// Reads a document of JSON.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 text.
    ///   - decimals: Whether numbers may have a fraction, as in answers. There is nothing that
    ///     such a number could mean in what is sent to us.
    /// - Throws: ``RequestError/bodyNotJSON`` for anything else, also for what ``JSONText`` does
    ///   not take: a name twice, what is nested without an end.
    init(reading bytes: [UInt8], decimals: Bool = false) throws(RequestError) {
        var text = JSONText(bytes, decimals: decimals)
        self = try text.document()
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
