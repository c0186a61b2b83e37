import TesseraAnswers
import TesseraModel

/// Where a value does not look as it should.
struct Misfit: Hashable, Sendable {
    /// A JSON pointer, `/lines/3/price`; empty for the whole.
    let pointer: String
    /// What would fit, for a sentence: `a whole number from 1 to 100`.
    let wanted: String
}

extension Shape {
    /// Where a value does not fit.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - pointer: Where it stands.
    /// - Returns: The first place; `nil` if it fits.
    func misfit(of value: JSONValue, at pointer: String = "") -> Misfit? {
        switch (self, value) {
        case (.text(let shape), .string(let text)) where shape.fits(text): nil
        case (.integer(let range), .integer(let number)) where range.contains(number): nil
        case (.flag, .bool), (.number, .integer), (.number, .decimal), (.null, .null),
            (.anything, _):
            nil
        case (.list(let shape, let least, let most), .array(let values))
        where (least...most).contains(values.count):
            values.enumerated().lazy.compactMap { index, value in
                shape.misfit(of: value, at: "\(pointer)/\(index)")
            }.first
        case (.record(let fields), .object(let members)):
            Shape.misfit(of: members, in: fields, at: pointer)
        case (.map(let shape), .object(let members)):
            members.lazy.compactMap { member in
                shape.misfit(of: member.value, at: "\(pointer)/\(member.name.escaped)")
            }.first
        case (.choice(let shapes), _): misfit(of: value, at: pointer, among: shapes)
        case (.named(let name), _): SharedShapes.shape(name).misfit(of: value, at: pointer)
        default: Misfit(pointer: pointer, wanted: wanted)
        }
    }

    /// What would fit, for a sentence.
    var wanted: String {
        switch self {
        case .text(let shape): shape.wanted
        case .integer(let range):
            range.upperBound == .max
                ? "a whole number, at least \(range.lowerBound)"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: "true or false"
        case .number: "a number"
        case .null: "null"
        case .list(_, let least, let most): "a list of \(least) to \(most) values"
        case .record, .map: "an object"
        case .choice(let shapes): shapes.map(\.wanted).joined(separator: ", or ")
        case .named(let name): SharedShapes.shape(name).wanted
        case .anything: "a value"
        }
    }

    private static func misfit(
        of members: [JSONValue.Member], in fields: [Field], at pointer: String
    ) -> Misfit? {
        var seen: Set<String> = []
        for member in members {
            let place = "\(pointer)/\(member.name.escaped)"
            guard let field = fields.first(where: { $0.name == member.name }) else {
                let known = fields.map(\.name).joined(separator: ", ")
                return Misfit(pointer: place, wanted: "one of these names: \(known)")
            }
            guard seen.insert(member.name).inserted else {
                return Misfit(pointer: place, wanted: "each name once")
            }
            if let misfit = field.shape.misfit(of: member.value, at: place) { return misfit }
        }
        let missing = fields.first { $0.isRequired && !seen.contains($0.name) }
        return missing.map {
            Misfit(pointer: "\(pointer)/\($0.name)", wanted: $0.shape.wanted)
        }
    }

    // The misfit that is deepest tells most about what was meant.
    private func misfit(
        of value: JSONValue, at pointer: String, among shapes: [Shape]
    ) -> Misfit? {
        var deepest = Misfit(pointer: pointer, wanted: wanted)
        for shape in shapes {
            guard let misfit = shape.misfit(of: value, at: pointer) else { return nil }
            if misfit.pointer.utf8.count > deepest.pointer.utf8.count { deepest = misfit }
        }
        return deepest
    }
}

extension TextShape {
    func fits(_ text: String) -> Bool {
        guard (least...most).contains(text.unicodeScalars.count) else { return false }
        guard words.isEmpty || words.contains(text) else { return false }
        return switch format {
        case nil: true
        case .day?: Day(text: text) != nil
        case .time?: Timestamp(rfc3339: text) != nil
        }
    }

    var wanted: String {
        if !words.isEmpty { return "one of these words: \(words.joined(separator: ", "))" }
        return switch format {
        case nil: "a text of \(least) to \(most) characters"
        case .day?: "a day such as 2026-11-22"
        case .time?: "a time such as 2026-11-22T10:00:00Z"
        }
    }
}

extension String {
    /// As a step of a JSON pointer (RFC 6901).
    fileprivate var escaped: String {
        contains(where: { $0 == "~" || $0 == "/" })
            ? split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
                .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
            : self
    }
}
