/// A value of the journal's JSON, which has exactly one spelling.
///
/// Members are sorted by their names' bytes, nothing stands between tokens, numbers are whole, and
/// of a text only what must be escaped is: the form of RFC 8785 for what the book can hold.
///
/// - Source: L4.
enum CanonicalJSON: Sendable {
    case integer(Int64)
    case text(String)
    case truth(Bool)
    case list([CanonicalJSON])
    case object([Member])

    /// A named value of an object.
    struct Member: Sendable {
        let name: String
        let value: CanonicalJSON
    }

    /// Appends the value's one spelling.
    func append(to line: inout [UInt8]) {
        switch self {
        case .integer(let number): CanonicalJSON.append(number, to: &line)
        case .text(let text): CanonicalJSON.append(text, to: &line)
        case .truth(let isTrue): line += (isTrue ? "true" : "false").utf8
        case .list(let values):
            line.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { line.append(UInt8(ascii: ",")) }
                value.append(to: &line)
            }
            line.append(UInt8(ascii: "]"))
        case .object(let members):
            line.append(UInt8(ascii: "{"))
            var isFirst = true
            for member in CanonicalJSON.sorted(members) {
                if !isFirst { line.append(UInt8(ascii: ",")) }
                isFirst = false
                CanonicalJSON.append(member.name, to: &line)
                line.append(UInt8(ascii: ":"))
                member.value.append(to: &line)
            }
            line.append(UInt8(ascii: "}"))
        }
    }

    /// The value's one spelling.
    var bytes: [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(512)
        append(to: &line)
        return line
    }

    /// By insertion: members are few, and most come nearly in order.
    private static func sorted(_ members: [Member]) -> [Member] {
        var members = members
        for end in members.indices.dropFirst() {
            var index = end
            while index > 0, members[index].name < members[index - 1].name {
                members.swapAt(index, index - 1)
                index -= 1
            }
        }
        return members
    }

    private static func append(_ number: Int64, to line: inout [UInt8]) {
        guard number != 0 else { return line.append(UInt8(ascii: "0")) }
        if number < 0 { line.append(UInt8(ascii: "-")) }
        let start = line.count
        var rest = number.magnitude
        while rest > 0 {
            line.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        line[start...].reverse()
    }

    private static func append(_ text: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                line.append(UInt8(ascii: "\\"))
                line.append(byte)
            case 0..<32:
                line.append(UInt8(ascii: "\\"))
                if let letter = CanonicalJSON.letter(for: byte) {
                    line.append(letter)
                } else {
                    line += "u00".utf8
                    line.append(byte < 16 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
                    line.append(Hexadecimal.digits[Int(byte & 15)])
                }
            default: line.append(byte)
            }
        }
        line.append(UInt8(ascii: "\""))
    }

    private static func letter(for control: UInt8) -> UInt8? {
        switch control {
        case 8: UInt8(ascii: "b")
        case 9: UInt8(ascii: "t")
        case 10: UInt8(ascii: "n")
        case 12: UInt8(ascii: "f")
        case 13: UInt8(ascii: "r")
        default: nil
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
    static let digits = Array("0123456789abcdef".utf8)

    /// Two digits for each byte.
    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The lowest bytes of a number, the highest of them first.
    static func text(_ number: UInt64, byteCount: Int) -> String {
        text(
            (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) })
    }

    /// The bytes of lower-case digits; `nil` for anything else.
    static func bytes(_ text: String) -> [UInt8]? {
        let values = text.utf8.map { digit -> UInt8? in
            switch digit {
            case 48...57: digit - 48
            case 97...102: digit - 87
            default: nil
            }
        }
        guard values.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: values.count, by: 2) {
            guard let high = values[index], let low = values[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// The number of exactly so many bytes; `nil` for anything else.
    static func number(_ text: String, byteCount: Int) -> UInt64? {
        guard let bytes = bytes(text), bytes.count == byteCount else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
