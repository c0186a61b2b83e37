import TesseraAnswers

/// Reads JSON (RFC 8259), and of it what can mean something here.
///
/// 1  A number is whole and has 64 bits; a fraction is read where answers are, and kept exactly.
/// 2  An object has each name once: two readers that took another one each would see two requests.
/// 3  Nothing is nested deeper than ``deepest``: what fits an endpoint is not, and a reader that
///    follows a stranger down has no end but that of its stack.
struct JSONText {
    /// How deep lists and objects may stand in each other.
    static let deepest = 64

    private let bytes: [UInt8]
    private let takesDecimals: Bool
    private var index = 0

    /// - Parameters:
    ///   - bytes: UTF-8 text.
    ///   - decimals: Whether numbers may have a fraction.
    init(_ bytes: [UInt8], decimals: Bool = false) {
        self.bytes = bytes
        takesDecimals = decimals
    }

    /// The value that the whole text is.
    ///
    /// - Throws: ``RequestError/bodyNotJSON``.
    mutating func document() throws(RequestError) -> JSONValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard index == bytes.count else { throw .bodyNotJSON }
        return value
    }

    private mutating func value(depth: Int) throws(RequestError) -> JSONValue {
        skipBlanks()
        guard let first = next else { throw .bodyNotJSON }
        switch first {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try list(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try take("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try take("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try take("null")
            return .null
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(RequestError) -> JSONValue {
        guard depth <= JSONText.deepest else { throw .bodyNotJSON }
        index += 1
        var members: [JSONValue.Member] = []
        skipBlanks()
        if takes("}") { return .object([]) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw .bodyNotJSON }
            let name = try string()
            skipBlanks()
            try take(":")
            members.append(JSONValue.Member(name: name, value: try value(depth: depth)))
            skipBlanks()
            if takes("}") { break }
            try take(",")
        }
        // By name, so that nothing depends on the order in which somebody wrote them.
        members.sort { $0.name < $1.name }
        guard zip(members, members.dropFirst()).allSatisfy({ $0.name != $1.name }) else {
            throw .bodyNotJSON
        }
        return .object(members)
    }

    private mutating func list(depth: Int) throws(RequestError) -> JSONValue {
        guard depth <= JSONText.deepest else { throw .bodyNotJSON }
        index += 1
        var values: [JSONValue] = []
        skipBlanks()
        if takes("]") { return .array([]) }
        while true {
            values.append(try value(depth: depth))
            skipBlanks()
            if takes("]") { return .array(values) }
            try take(",")
        }
    }

    private mutating func number() throws(RequestError) -> JSONValue {
        let isNegative = takes("-")
        // Downwards, for there is one number more below zero than above.
        var number: Int64 = 0
        let begin = index
        try takeDigits(onto: &number)
        guard index == begin + 1 || bytes[begin] != UInt8(ascii: "0") else { throw .bodyNotJSON }
        var digits = 0
        if takesDecimals, takes(".") {
            let point = index
            try takeDigits(onto: &number)
            digits = index - point
        }
        if !isNegative {
            let (positive, isBeyond) = Int64(0).subtractingReportingOverflow(number)
            guard !isBeyond else { throw .bodyNotJSON }
            number = positive
        }
        return digits == 0 ? .integer(number) : .decimal(number, digits: digits)
    }

    private mutating func takeDigits(onto number: inout Int64) throws(RequestError) {
        let begin = index
        while let digit = next, 48...57 ~= digit {
            let (tens, isOver) = number.multipliedReportingOverflow(by: 10)
            let (sum, isBeyond) = tens.subtractingReportingOverflow(Int64(digit - 48))
            guard !isOver, !isBeyond else { throw .bodyNotJSON }
            number = sum
            index += 1
        }
        guard index > begin else { throw .bodyNotJSON }
    }

    private mutating func string() throws(RequestError) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else {
                    throw .bodyNotJSON
                }
                return text
            case UInt8(ascii: "\\"): try appendEscaped(to: &text)
            case 0..<32: throw .bodyNotJSON
            default: text.append(byte)
            }
        }
        throw .bodyNotJSON
    }

    private mutating func appendEscaped(to text: inout [UInt8]) throws(RequestError) {
        guard let sign = next else { throw .bodyNotJSON }
        index += 1
        switch sign {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var units = [try unit()]
            if UTF16.isLeadSurrogate(units[0]) {
                try take("\\u")
                units.append(try unit())
            }
            guard let read = String(validating: units, as: UTF16.self) else { throw .bodyNotJSON }
            text += read.utf8
        default: throw .bodyNotJSON
        }
    }

    private mutating func unit() throws(RequestError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
                throw .bodyNotJSON
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = next, [32, 9, 10, 13].contains(byte) { index += 1 }
    }

    private mutating func takes(_ sign: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }

    private mutating func take(_ word: String) throws(RequestError) {
        let wanted = word.utf8
        guard bytes[index...].starts(with: wanted) else { throw .bodyNotJSON }
        index += wanted.count
    }
}
