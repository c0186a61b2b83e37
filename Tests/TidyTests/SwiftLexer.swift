/// Cuts Swift source into tokens and comments, so that no rule mistakes a text for code.
///
/// Interpolated code is cut like any other and stands in round brackets after its literal.
struct SwiftLexer {
    private(set) var tokens: [Token] = []
    /// Each comment with the line it begins on; doc comments keep their third slash.
    private(set) var comments: [(line: Int, text: String)] = []

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var glued = false

    init(_ text: String) {
        bytes = Array(text.utf8)
        scanCode(untilClosing: false)
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
    }

    private func at(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        return bytes[position..<position + count].elementsEqual(text.description.utf8)
    }

    private mutating func step(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
    }

    private mutating func add(_ kind: Token.Kind, _ text: String, line: Int) {
        tokens.append(Token(kind: kind, text: text, line: line, glued: glued))
        glued = true
    }

    private func text(from start: Int) -> String {
        String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
    }

    /// Scans to the end of the file, or past the bracket that closes an interpolation.
    private mutating func scanCode(untilClosing: Bool) {
        var depth = 1
        while position < bytes.count {
            if at("//") {
                scanLineComment()
            } else if at("/*") {
                scanBlockComment()
            } else if byte() == UInt8(ascii: "\"") || byte() == UInt8(ascii: "#") {
                scanLiteralOrHash()
            } else if byte() == UInt8(ascii: "`") {
                scanRawIdentifier()
            } else if byte() <= 32 {
                glued = false
                step()
            } else if SwiftLexer.isWordByte(byte()) {
                scanWord()
            } else if byte() == UInt8(ascii: "/"), let end = endOfRegex() {
                scanRegex(to: end)
            } else {
                let mark = String(decoding: [byte()], as: UTF8.self)
                if mark == "(" { depth += 1 }
                if mark == ")" { depth -= 1 }
                add(.mark, mark, line: line)
                step()
                if untilClosing, depth == 0 { return }
            }
        }
    }

    private mutating func scanLineComment() {
        let (start, first) = (position, line)
        while position < bytes.count, byte() != UInt8(ascii: "\n") { step() }
        comments.append((first, text(from: start)))
        glued = false
    }

    private mutating func scanBlockComment() {
        let (start, first) = (position, line)
        var depth = 0
        repeat {
            if at("/*") {
                depth += 1
                step(2)
            } else if at("*/") {
                depth -= 1
                step(2)
            } else {
                step()
            }
        } while depth > 0 && position < bytes.count
        for (index, part) in text(from: start).split(separator: "\n").enumerated() {
            comments.append((first + index, String(part)))
        }
        glued = false
    }

    private mutating func scanRawIdentifier() {
        let first = line
        step()
        while position < bytes.count, byte() != UInt8(ascii: "`") { step() }
        step()
        add(.word, "raw", line: first)
    }

    private mutating func scanWord() {
        let (start, first) = (position, line)
        let isNumber = (48...57).contains(byte())
        while SwiftLexer.isWordByte(byte())
            || (isNumber && byte() == UInt8(ascii: ".") && (48...57).contains(byte(1)))
        {
            step()
        }
        add(isNumber ? .number : .word, text(from: start), line: first)
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 128...255:
            true
        default: false
        }
    }
}

// Literals: strings of every form and regular expressions.
extension SwiftLexer {
    private mutating func scanLiteralOrHash() {
        var hashes = 0
        while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
        if byte(hashes) == UInt8(ascii: "\"") {
            scanString(hashes: hashes)
        } else if hashes > 0, byte(hashes) == UInt8(ascii: "/") {
            let (start, first) = (position, line)
            step(hashes + 1)
            while position < bytes.count, !(byte() == UInt8(ascii: "/") && isHashed(1, hashes)) {
                step()
            }
            step(hashes + 1)
            add(.literal, text(from: start), line: first)
        } else {
            add(.mark, "#", line: line)
            step()
        }
    }

    private func isHashed(_ offset: Int, _ hashes: Int) -> Bool {
        (0..<hashes).allSatisfy { byte(offset + $0) == UInt8(ascii: "#") }
    }

    private mutating func scanString(hashes: Int) {
        let index = tokens.count
        add(.literal, "", line: line)
        step(hashes)
        let quotes = at("\"\"\"") ? 3 : 1
        step(quotes)
        let start = position
        var end = bytes.count
        while position < bytes.count {
            if byte() == UInt8(ascii: "\\"), isHashed(1, hashes) {
                if byte(1 + hashes) == UInt8(ascii: "(") {
                    step(1 + hashes)
                    add(.mark, "(", line: line)
                    step()
                    scanCode(untilClosing: true)
                } else {
                    step(2 + hashes)
                }
            } else if byte() == UInt8(ascii: "\""), isHashed(quotes, hashes),
                quotes == 1 || at("\"\"\"")
            {
                end = position
                step(quotes + hashes)
                break
            } else {
                step()
            }
        }
        tokens[index].text = String(decoding: bytes[start..<end], as: UTF8.self)
        glued = true
    }

    /// Where a regular expression that begins here ends; `nil` if the slash is an operator.
    private func endOfRegex() -> Int? {
        if let last = tokens.last {
            let opens = last.kind == .mark && "(,=:[{!&|;?".contains(last.text)
            guard opens || last.isWord("return") || last.isWord("in") else { return nil }
        }
        guard byte(1) > 32, byte(1) != UInt8(ascii: "*") else { return nil }
        var end = position + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
            if bytes[end] == UInt8(ascii: "\\") {
                end += 1
            } else if bytes[end] == UInt8(ascii: "/") {
                return end
            }
            end += 1
        }
        return nil
    }

    private mutating func scanRegex(to end: Int) {
        let (start, first) = (position, line)
        step(end + 1 - position)
        add(.literal, text(from: start), line: first)
    }
}
