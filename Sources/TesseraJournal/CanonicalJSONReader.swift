/// Reads JSON as ``CanonicalJSON`` writes it.
///
/// It takes what is close to the one spelling too; whoever needs the one spelling writes the value
/// again and compares. What is nested deeper than any record of a journal is refused.
struct CanonicalJSONReader {
    private static let deepest = 12

    private let bytes: ArraySlice<UInt8>
    private var index: Int

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The value that some bytes spell, to the last one of them.
    static func value(of bytes: ArraySlice<UInt8>) throws(RecordFault) -> CanonicalJSON {
        var reader = CanonicalJSONReader(bytes)
        let value = try reader.value(depth: 0)
        guard reader.index == bytes.endIndex else { throw .notJSON }
        return value
    }

    private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(RecordFault) -> CanonicalJSON {
        guard depth < CanonicalJSONReader.deepest, let first = next else { throw .notJSON }
        switch first {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return .truth(try word("true", true))
        case UInt8(ascii: "f"): return .truth(try word("false", false))
        default: return .integer(try integer())
        }
    }

    private mutating func object(depth: Int) throws(RecordFault) -> CanonicalJSON {
        index += 1
        var members: [CanonicalJSON.Member] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            let name = try text()
            guard take(UInt8(ascii: ":")) else { throw .notJSON }
            members.append(CanonicalJSON.Member(name: name, value: try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw .notJSON }
        return .object(members)
    }

    private mutating func list(depth: Int) throws(RecordFault) -> CanonicalJSON {
        index += 1
        var values: [CanonicalJSON] = []
        if take(UInt8(ascii: "]")) { return .list(values) }
        repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw .notJSON }
        return .list(values)
    }

    private mutating func word(_ word: String, _ value: Bool) throws(RecordFault) -> Bool {
        for byte in word.utf8 {
            guard take(byte) else { throw .notJSON }
        }
        return value
    }

    private mutating func integer() throws(RecordFault) -> Int64 {
        let isNegative = take(UInt8(ascii: "-"))
        var number: Int64 = 0
        let start = index
        while let byte = next, (48...57).contains(byte) {
            let (tens, tooMany) = number.multipliedReportingOverflow(by: 10)
            let digit = Int64(byte - 48)
            let (sum, tooMuch) = tens.addingReportingOverflow(isNegative ? 0 - digit : digit)
            guard !tooMany, !tooMuch else { throw .notJSON }
            number = sum
            index += 1
        }
        guard index > start else { throw .notJSON }
        return number
    }

    private mutating func text() throws(RecordFault) -> String {
        guard take(UInt8(ascii: "\"")) else { throw .notJSON }
        let start = index
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 32 {
            index += 1
        }
        if next == UInt8(ascii: "\"") {
            defer { index += 1 }
            return try CanonicalJSONReader.string(bytes[start..<index])
        }
        var unescaped = Array(bytes[start..<index])
        while true {
            guard let byte = next, byte >= 32 else { throw .notJSON }
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return try CanonicalJSONReader.string(unescaped[...])
            case UInt8(ascii: "\\"): unescaped.append(try escaped())
            default: unescaped.append(byte)
            }
        }
    }

    private static func string(_ bytes: ArraySlice<UInt8>) throws(RecordFault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notJSON }
        return text
    }

    /// The byte behind a backslash; only those that the writer escapes.
    private mutating func escaped() throws(RecordFault) -> UInt8 {
        guard let letter = next else { throw .notJSON }
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "u"):
            let digits = bytes[index...].prefix(4)
            guard
                let number = Hexadecimal.number(
                    String(decoding: digits, as: UTF8.self), byteCount: 2), number < 32
            else { throw .notJSON }
            index += 4
            return UInt8(number)
        default: throw .notJSON
        }
    }
}

/// Why a line is no record of a journal.
enum RecordFault: Error, Hashable {
    /// It is no JSON of the journal's form.
    case notJSON
    /// A field is missing or holds what it cannot.
    case field(String)
    /// It says something that is spelled in another way.
    case otherSpelling
}
