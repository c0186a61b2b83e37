/// Words and marks that do not appear, and the few places that are allowed them.
enum WordRules {
    static func publicWord(in file: SwiftFile) -> [Finding] {
        file.tokens.indices.filter { index in
            file.isWord(index, "public") && file.keyword(after: index) != nil
                || file.isWord(index, "public") && file.isWord(index + 1, "import")
        }.map { file.finding(file.tokens[$0].line, "public; the access word is package") }
    }

    static func forcedTry(in file: SwiftFile) -> [Finding] { forced("try", in: file) }

    static func forcedCast(in file: SwiftFile) -> [Finding] { forced("as", in: file) }

    private static func forced(_ word: String, in file: SwiftFile) -> [Finding] {
        file.tokens.indices.filter { index in
            file.isWord(index, word) && file.isMark(index + 1, "!") && file.tokens[index + 1].glued
        }.map { file.finding(file.tokens[$0].line, "\(word)!") }
    }

    static func forcedUnwrapping(in file: SwiftFile) -> [Finding] {
        file.tokens.indices.dropFirst().filter { index in
            let (mark, before) = (file.tokens[index], file.tokens[index - 1])
            guard mark.isMark("!"), mark.glued, !before.isWord("try"), !before.isWord("as")
            else { return false }
            if file.isMark(index + 1, "="), file.tokens[index + 1].glued { return false }
            return before.kind != .mark || [")", "]", "}", "?", ">", "!"].contains(before.text)
        }.map { file.finding(file.tokens[$0].line, "a value taken out of its optional by force") }
    }

    static func printing(in file: SwiftFile) -> [Finding] {
        guard file.name != "Speech" else { return [] }
        let words: Set<String> = ["print", "debugPrint", "dump"]
        return file.tokens.indices.filter { index in
            let token = file.tokens[index]
            guard token.kind == .word, words.contains(token.text), file.isMark(index + 1, "("),
                !file.isWord(index - 1, "func")
            else { return false }
            return !file.isMark(index - 1, ".") || file.isWord(index - 2, "Swift")
        }.map { file.finding(file.tokens[$0].line, "only Speech.swift prints") }
    }

    static func readingTheTime(in file: SwiftFile) -> [Finding] {
        guard !file.name.hasSuffix("Clock") else { return [] }
        return file.tokens.indices.filter { index in
            guard file.isWord(index, "Date") else { return false }
            return file.isMark(index + 1, "(") && file.isMark(index + 2, ")")
                || file.isMark(index + 1, ".") && file.isWord(index + 2, "now")
        }.map { file.finding(file.tokens[$0].line, "time is given; only a clock reads it") }
    }

    /// What the machine was told in variables enters at one place.
    static func readingTheEnvironment(in file: SwiftFile) -> [Finding] {
        guard !["TesseraPremises", "TesseraTestSupport"].contains(file.room) else { return [] }
        return file.tokens.indices.filter { index in
            let isCall = file.isWord(index, "getenv") || file.isWord(index, "secure_getenv")
            return isCall && file.isMark(index + 1, "(")
                || file.isWord(index, "environment") && file.isMark(index - 1, ".")
                    && file.isWord(index - 2, "processInfo")
        }.map {
            file.finding(file.tokens[$0].line, "only TesseraPremises reads the environment")
        }
    }

    static func silentEnd(in file: SwiftFile) -> [Finding] {
        let words: Set<String> = ["fatalError", "preconditionFailure", "assertionFailure"]
        return file.tokens.indices.filter { index in
            let token = file.tokens[index]
            guard token.kind == .word, words.contains(token.text), file.isMark(index + 1, "("),
                let first = file.token(index + 2)
            else { return false }
            return first.isMark(")") || first.kind == .literal && first.text.allSatisfy(\.isSpace)
        }.map { file.finding(file.tokens[$0].line, "\(file.tokens[$0].text) without a reason") }
    }

    /// Words of unfinished work, in code, comments and documents alike.
    static func unfinishedWork(in file: TextFile) -> [Finding] {
        let markers: Set<String> = ["TODO", "FIXME", "HACK", "TBD"]
        let phrases = [
            ["for", "now"], ["not", "implemented"], ["not", "yet", "implemented"],
            ["unimplemented"],
        ]
        let words = file.words
        return words.indices.compactMap { index in
            let (word, line, mark) = words[index]
            let isMarker = markers.contains(word) || word == "XXX" && mark == UInt8(ascii: ":")
            let phrase = phrases.first { phrase in
                phrase[0] == word.lowercased()
                    && words[index...].prefix(phrase.count).map { $0.text.lowercased() } == phrase
            }
            guard isMarker || phrase != nil else { return nil }
            return file.finding(
                line, "unfinished work: \(phrase?.joined(separator: " ") ?? word)")
        }
    }
}

extension Character {
    fileprivate var isSpace: Bool { isWhitespace }
}
