import Foundation

/// A picture of `Tests/Tools/make-stress.py` and what stands in it.
struct StressPicture {
    let width: Int
    let height: Int
    let grey: [UInt8]
    /// Empty if there is nothing to be read.
    let text: String

    /// What a reader should find.
    var texts: [String] { text.isEmpty ? [] : [text] }

    /// Thrown when a file is none of that program's.
    struct Unreadable: Error, CustomStringConvertible {
        let name: String
        var description: String { "\(name) is no picture of make-stress.py" }
    }

    /// Returns the pictures that `truth.tsv` in a folder lists, in its order.
    static func all(in folder: String) throws -> [StressPicture] {
        let truth = try String(contentsOfFile: "\(folder)/truth.tsv", encoding: .utf8)
        return try truth.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw Unreadable(name: "truth.tsv") }
            let file = URL(filePath: "\(folder)/\(parts[0])")
            return try StressPicture(
                Array(Data(contentsOf: file)), text: String(parts[1]), name: String(parts[0]))
        }
    }

    /// Reads a portable grey map: `P5`, width, height, 255, then the greys.
    private init(_ bytes: [UInt8], text: String, name: String) throws {
        let head = String(decoding: bytes.prefix(20), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace)
        guard head.count > 3, head[0] == "P5", let width = Int(head[1]), let height = Int(head[2]),
            width > 0, height > 0, width * height < bytes.count
        else { throw Unreadable(name: name) }
        self.width = width
        self.height = height
        self.text = text
        grey = Array(bytes.suffix(width * height))
    }
}
