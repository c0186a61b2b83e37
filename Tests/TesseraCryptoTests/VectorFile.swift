import Foundation

/// Reads the vector files that all rooms' tests share.
enum VectorFile {
    static func decoded<T: Decodable>(_ type: T.Type, from name: String) throws -> T {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: tests.appending(path: "Vectors/\(name)"))
        return try JSONDecoder().decode(type, from: data)
    }
}

/// Bytes that stand in a vector file as hexadecimal digits.
struct HexBytes: Decodable, CustomStringConvertible {
    let bytes: [UInt8]
    var description: String { bytes.map { String(format: "%02x", $0) }.joined() }

    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        let digits = Array(text)
        bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }
}
