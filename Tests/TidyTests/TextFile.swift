import Testing

/// A file of any language, as lines.
struct TextFile: Sendable, CustomTestStringConvertible {
    /// The path from the top of the package.
    let path: String
    let text: String
    let lines: [Substring]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var testDescription: String { path }

    /// Every word of ASCII letters with its line and the byte after it.
    var words: [(text: String, line: Int, mark: UInt8)] {
        let bytes = Array(text.utf8)
        var words: [(text: String, line: Int, mark: UInt8)] = []
        var (start, line) = (0, 1)
        for (index, byte) in (bytes + [0]).enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                continue
            default:
                if start < index {
                    let text = String(decoding: bytes[start..<index], as: UTF8.self)
                    words.append((text, line, byte))
                }
                if byte == UInt8(ascii: "\n") { line += 1 }
                start = index + 1
            }
        }
        return words
    }

    func finding(_ line: Int, _ what: String) -> Finding {
        Finding(path: path, line: line, what: what)
    }
}
