import TesseraLoyalty
import TesseraModel

/// One line of words of a programme file and how far it was read.
///
/// Every word that could have stood where the reading stops is remembered, and so a mistake tells
/// what was expected.
struct ProgrammeWords {
    typealias Fault = ProgrammeError.Fault

    /// A word with the column at which it begins, from 1.
    private struct Word {
        let text: String
        let column: Int
        let isQuoted: Bool
    }

    private let line: String
    private let words: [Word]
    private var position = 0
    private var tried: [String] = []

    /// Words that mean something between names, and so are no names without quotes.
    private static let reserved: Set<String> = [
        "and", "or", "except", "within", "of", "on", "at", "per", "in", "not", "as", "<", "<=",
        "=", ">=", ">", "%",
    ]

    /// Takes a line apart at its blanks; comparisons and `%` are words of their own, and a comma
    /// after a word is dropped.
    init(_ line: String) throws(Fault) {
        self.line = line
        var words: [Word] = []
        let characters = Array(line)
        var index = 0
        while index < characters.count {
            let start = index
            let character = characters[index]
            index += 1
            if character.isWhitespace { continue }
            if character == "'" {
                guard let end = characters[index...].firstIndex(of: "'"), end > index else {
                    throw .badText(
                        line, column: start + 1, expected: ["a name between quotes"], nearest: nil)
                }
                words.append(
                    Word(text: String(characters[index..<end]), column: start + 1, isQuoted: true))
                index = end + 1
                continue
            }
            let isComparison = "<>=".contains(character)
            while index < characters.count, character != "%", !characters[index].isWhitespace,
                "<>=".contains(characters[index]) == isComparison, characters[index] != "%"
            {
                index += 1
            }
            var end = index
            if characters[end - 1] == ",", end - start > 1 { end -= 1 }
            words.append(
                Word(text: String(characters[start..<end]), column: start + 1, isQuoted: false))
        }
        self.words = words
    }

    private var next: Word? { position < words.count ? words[position] : nil }

    /// The next word, if it is without quotes.
    var plain: String? { next.flatMap { $0.isQuoted ? nil : $0.text } }

    /// Returns whether there is nothing left.
    var isAtEnd: Bool { position == words.count }

    /// Goes past the next word if it is this one.
    mutating func take(_ word: String) -> Bool {
        if plain == word {
            advance()
            return true
        }
        if !tried.contains(word) { tried.append(word) }
        return false
    }

    /// Goes past the next word if it is this one in the plural or the singular.
    mutating func take(counted plural: String) -> Bool {
        if plain == String(plural.dropLast()) {
            advance()
            return true
        }
        return take(plural)
    }

    /// Goes past this word, in the plural or the singular, which must be next.
    mutating func expect(counted plural: String) throws(Fault) {
        guard take(counted: plural) else { throw fault() }
    }

    /// Goes past this word, which must be next.
    mutating func expect(_ word: String) throws(Fault) {
        guard take(word) else { throw fault() }
    }

    /// Goes past the next word if it can be read.
    mutating func take<Value>(_ what: String, _ reading: (String) -> Value?) -> Value? {
        if let plain, let value = reading(plain) {
            advance()
            return value
        }
        if !tried.contains(what) { tried.append(what) }
        return nil
    }

    /// Goes past the next word, which must be readable.
    mutating func expect<Value>(
        _ what: String, _ reading: (String) -> Value?
    ) throws(Fault) -> Value {
        guard let value = take(what, reading) else { throw fault() }
        return value
    }

    /// Goes past a name of 1…64 characters.
    mutating func name(_ what: String) throws(Fault) -> String {
        guard let next, next.isQuoted || !ProgrammeWords.reserved.contains(next.text),
            next.text.count <= 64
        else {
            tried.append(what)
            throw fault()
        }
        advance()
        return next.text
    }

    /// Goes past names with "and" or "or" between them.
    mutating func names(_ what: String) throws(Fault) -> [String] {
        var names = [try name(what)]
        while take("and") || take("or") { names.append(try name(what)) }
        return names
    }

    /// Checks that nothing is left.
    mutating func end() throws(Fault) {
        guard isAtEnd else {
            tried.append("the end")
            throw fault()
        }
    }

    /// What is wrong at the next word.
    func fault() -> Fault {
        let nearest = plain.flatMap { Spelling.nearest(to: $0, in: tried) }
        return .badText(
            line, column: next?.column ?? line.count + 1, expected: tried, nearest: nearest)
    }

    /// What is wrong at the next word, in other words.
    func fault(expected: String) -> Fault {
        .badText(line, column: next?.column ?? line.count + 1, expected: [expected], nearest: nil)
    }

    private mutating func advance() {
        position += 1
        tried = []
    }
}
