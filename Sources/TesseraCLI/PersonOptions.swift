import TesseraModel
import TesseraOperations

/// What people type about a person.
enum PersonOptions {
    /// A name to greet by.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    static func name(_ text: String) throws(ModelError) -> String {
        try oneLine(text, of: "a person", example: "Ana Pop")
    }

    /// An address.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    static func contact(_ text: String) throws(ModelError) -> String {
        try oneLine(text, of: "a contact", example: "ana@example.org")
    }

    /// A day of birth; `nil` for an empty text, which forgets it.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    static func birthday(_ text: String) throws(ModelError) -> Birthday? {
        guard !text.isEmpty else { return nil }
        guard let birthday = Birthday(text: text) else {
            throw .name(text, of: "a day of birth", example: "04-12 or 1990-04-12")
        }
        return birthday
    }

    /// A preference, `drink=oat`; `drink=` forgets it.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    static func preference(_ text: String) throws(ModelError) -> (name: String, value: String?) {
        let text = try oneLine(text, of: "a preference", example: "drink=oat")
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw .name(text, of: "a preference", example: "drink=oat")
        }
        return (String(parts[0]), parts[1].isEmpty ? nil : String(parts[1]))
    }

    /// A text of one line without anything that a terminal would obey.
    private static func oneLine(
        _ text: String, of what: String, example: String
    ) throws(ModelError) -> String {
        guard text.isOneLine, text.count <= 200 else {
            let shown = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
            throw .name(String(String.UnicodeScalarView(shown)), of: what, example: example)
        }
        return text
    }
}
