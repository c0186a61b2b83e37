import TesseraAnswers

extension JSONValue {
    /// Reads a document of JSON.
    ///
    /// - Parameter bytes: UTF-8 text.
    /// - Throws: ``RequestError/bodyNotJSON`` for anything else, also for what ``JSONText`` does
    ///   not take: numbers with a fraction, a name twice, what is nested without an end.
    init(reading bytes: [UInt8]) throws(RequestError) {
        var text = JSONText(bytes)
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
