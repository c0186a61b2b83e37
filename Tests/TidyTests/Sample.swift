import Testing

/// A piece of source, and the lines on which a rule must find something.
struct Sample: Sendable, CustomTestStringConvertible {
    let path: String
    let source: String
    let lines: [Int]

    init(_ source: String, _ lines: [Int], path: String = "Sources/TesseraModel/Sample.swift") {
        self.path = path
        self.source = source
        self.lines = lines
    }

    var file: SwiftFile { SwiftFile(path: path, text: source) }
    var text: TextFile { TextFile(path: path, text: source) }
    var testDescription: String {
        source.prefix(60).split(separator: "\n").joined(separator: " ⏎ ")
    }
}
