/// The numbered promises of the specification: T for tokens, L for the ledger, R for the rules.
enum PromiseRules {
    /// The documents that hold the promises, each under its letter.
    static let documents = [
        "T": "docs/token-format.md", "L": "docs/ledger.md", "R": "docs/domain-model.md",
    ]
    /// Below this heading a document names the promises that nothing keeps yet.
    static let notYet = "not yet in this build"

    struct Citation: Hashable, Sendable {
        let number: String
        let line: Int
    }

    /// Numbers such as `T7` in comments; a range counts with both its ends.
    static func citations(in file: SwiftFile) -> [Citation] {
        file.comments.flatMap { comment in
            numbers(in: comment.text).map { Citation(number: $0, line: comment.line) }
        }
    }

    /// The numbers in a text, in order.
    static func numbers(in text: some StringProtocol) -> [String] {
        String(text).utf8.split { $0 > 127 || !SwiftLexer.isWordByte($0) }.compactMap { word in
            guard let letter = word.first, "TLR".utf8.contains(letter),
                (2...3).contains(word.count),
                word.dropFirst().allSatisfy({ (48...57).contains($0) }),
                word.dropFirst().first != UInt8(ascii: "0")
            else { return nil }
            return String(Substring(word))
        }
    }

    /// The promises a document makes, `**T7**` at the beginning of its line.
    static func promises(in document: TextFile) -> [Citation] {
        document.lines.enumerated().compactMap { line in
            line.element.firstMatch(of: #/^[-*\s]*\*\*([TLR][1-9][0-9]?)\*\*/#)
                .map { Citation(number: String($0.output.1), line: line.offset + 1) }
        }
    }

    static func unknown(in file: SwiftFile, documents: [TextFile]) -> [Finding] {
        let known = Set(documents.flatMap(promises).map(\.number))
        return citations(in: file).filter { !known.contains($0.number) }.map {
            file.finding($0.line, "\($0.number) is no promise of docs/")
        }
    }

    /// Promises that no test cites and that are not owned up to as missing.
    ///
    /// The list of what is missing shrinks with the work: a number that a test cites must leave it.
    ///
    /// - Parameters:
    ///   - document: One of ``documents``.
    ///   - cited: The numbers that files under `Tests/` name.
    /// - Returns: One finding for each promise that is neither, or both.
    static func unproven(in document: TextFile, cited: Set<String>) -> [Finding] {
        let missing = listedAsMissing(in: document)
        return promises(in: document).compactMap { promise in
            let (number, isCited) = (promise.number, cited.contains(promise.number))
            if missing.contains(number) == isCited {
                let what =
                    isCited
                    ? "\(number) is cited by a test and still listed as \(notYet)"
                    : "\(number) is cited by no test and not listed as \(notYet)"
                return document.finding(promise.line, what)
            }
            return nil
        }
    }

    /// The numbers below the heading; `T19–T22` stands for all four.
    static func listedAsMissing(in document: TextFile) -> Set<String> {
        var found: Set<String> = []
        var isBelow = false
        for line in document.lines {
            if line.hasPrefix("#") { isBelow = line.lowercased().contains(notYet) }
            guard isBelow else { continue }
            found.formUnion(numbers(in: line))
            for range in line.matches(of: #/([TLR])([0-9]+)\s*[–-]\s*[TLR]?([0-9]+)/#) {
                guard let first = Int(range.output.2), let last = Int(range.output.3),
                    first <= last
                else { continue }
                found.formUnion((first...last).map { "\(range.output.1)\($0)" })
            }
        }
        return found
    }
}
