import TesseraModel
import Yams

/// An object of a basket's or an event's file, field by field.
///
/// JSON is read as YAML, of which it is a part: so every mistake has its line, and numbers come as
/// they were written and pass through no floating point.
struct EventFields {
    let place: ConfigurationError.Place
    private let values: [String: Node]

    /// The fields of an object, all of which must be among the known.
    init(
        _ node: Node, _ known: [String], at place: ConfigurationError.Place
    ) throws(EventFileError) {
        self.place = EventFields.place(of: node, in: place)
        guard case .mapping(let mapping) = node else {
            throw EventFileError(
                .badField("it", wanted: "an object with \(known.joined(separator: ", "))"),
                at: self.place)
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            let word = key.scalar?.string ?? "a list"
            guard known.contains(word) else {
                throw EventFileError(
                    .unknownField(word, nearest: Spelling.nearest(to: word, in: known)),
                    at: EventFields.place(of: key, in: place))
            }
            values[word] = value
        }
        self.values = values
    }

    /// The one value of a text.
    static func root(
        of text: String, at place: ConfigurationError.Place
    ) throws(EventFileError) -> Node {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw EventFileError(.notJSON("it is empty"), at: place)
            }
            return node
        } catch let error as EventFileError {
            throw error
        } catch YamlError.scanner(_, let problem, let mark, _),
            YamlError.parser(_, let problem, let mark, _)
        {
            let line = place.line + max(1, mark.line) - 1
            throw EventFileError(
                .notJSON(problem), at: ConfigurationError.Place(file: place.file, line: line))
        } catch YamlError.duplicatedKeysInMapping(let names, _) {
            let name = names.first ?? "a field"
            throw EventFileError(.badField(name, wanted: "given once"), at: place)
        } catch {
            throw EventFileError(.notJSON("not readable"), at: place)
        }
    }

    private static func place(
        of node: Node, in place: ConfigurationError.Place
    ) -> ConfigurationError.Place {
        // The first line of this text is the line that the place names.
        ConfigurationError.Place(
            file: place.file, line: place.line + max(1, node.mark?.line ?? 1) - 1)
    }

    /// A text; `nil` if it is not there.
    func textIfAny(_ name: String) throws(EventFileError) -> String? {
        guard let node = values[name] else { return nil }
        guard case .scalar(let scalar) = node,
            scalar.style != .plain || !["", "~", "null"].contains(scalar.string)
        else { throw bad(name, node, "a text") }
        return scalar.string
    }

    /// A text.
    func text(_ name: String) throws(EventFileError) -> String {
        guard let text = try textIfAny(name) else {
            throw EventFileError(.missingField(name), at: place)
        }
        return text
    }

    /// A text as what it names; `nil` if it is not there.
    func named<T>(
        _ name: String, _ wanted: String, _ make: (String) -> T?
    ) throws(EventFileError) -> T? {
        guard let text = try textIfAny(name) else { return nil }
        guard let made = make(text) else { throw bad(name, values[name], wanted) }
        return made
    }

    /// A whole number of a range; `nil` if it is not there.
    func number(
        _ name: String, in range: ClosedRange<Int64>
    ) throws(EventFileError) -> Int64? {
        try named(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int64(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// An amount as people write it, `4.60`; `nil` if it is not there.
    func amount(_ name: String, _ currency: Currency) throws(EventFileError) -> Int64? {
        try named(name, "an amount of \(currency.code) such as 4.60") { text in
            text == "0"
                ? 0 : try? AmountText(for: currency).explained(text, least: 0)
        }
    }

    /// Yes or no; no if it is not there.
    func truth(_ name: String) throws(EventFileError) -> Bool {
        try named(name, "true or false") { ["true": true, "false": false][$0] } ?? false
    }

    /// A list of objects.
    func objects(_ name: String) throws(EventFileError) -> [Node] {
        guard let node = values[name] else {
            throw EventFileError(.missingField(name), at: place)
        }
        guard case .sequence(let items) = node else { throw bad(name, node, "a list") }
        return Array(items)
    }

    /// A list of texts; none if it is not there.
    func texts(_ name: String) throws(EventFileError) -> [String] {
        guard let node = values[name] else { return [] }
        guard case .sequence(let items) = node else { throw bad(name, node, "a list of texts") }
        var texts: [String] = []
        for item in items {
            guard let text = item.scalar?.string else { throw bad(name, node, "a list of texts") }
            texts.append(text)
        }
        return texts
    }

    /// The value of a field that is an object; `nil` if it is not there.
    func object(_ name: String) -> Node? { values[name] }

    private func bad(_ name: String, _ node: Node?, _ wanted: String) -> EventFileError {
        // Relative to the object, since only its own line was put in its place.
        let line = place.line
        return EventFileError(
            .badField(name, wanted: wanted),
            at: ConfigurationError.Place(file: place.file, line: line))
    }
}
