import TesseraModel

/// Numbers and texts of a kit's file, written one after the other.
struct KitWriter {
    var bytes: [UInt8] = []

    /// A number in so many bytes, the highest first.
    mutating func number(_ number: Int, _ count: Int) {
        for index in (0..<count).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }

    /// A number that is never negative, seven bits to a byte, the lowest first.
    mutating func varint(_ number: Int) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// A text behind the count of its bytes, which takes so many bytes itself.
    mutating func text(_ text: String, _ count: Int) {
        let utf8 = Array(text.utf8)
        precondition(utf8.count < 1 << (8 * count))
        number(utf8.count, count)
        bytes += utf8
    }

    /// Bytes behind their count in four bytes.
    mutating func part(_ part: some Collection<UInt8>) {
        number(part.count, 4)
        bytes += part
    }
}

/// Reads what a ``KitWriter`` wrote, and nothing else.
struct KitReader {
    private let bytes: [UInt8]
    private(set) var place: Int
    private let end: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = Array(bytes)
        place = 0
        end = self.bytes.count
    }

    var isAtEnd: Bool { place == end }
    var remaining: Int { end - place }

    mutating func take(_ count: Int) throws(VerificationError) -> ArraySlice<UInt8> {
        guard count <= end - place else { throw .kitDamaged }
        defer { place += count }
        return bytes[place..<place + count]
    }

    mutating func number(_ count: Int) throws(VerificationError) -> Int {
        guard count <= end - place else { throw .kitDamaged }
        var number = 0
        for index in place..<place + count { number = number << 8 | Int(bytes[index]) }
        place += count
        return number
    }

    mutating func signed(_ count: Int) throws(VerificationError) -> Int {
        let spare = 64 - 8 * count
        return (try number(count) << spare) >> spare
    }

    /// A varint of the shortest form, at most six bytes.
    mutating func varint() throws(VerificationError) -> Int {
        var value = 0
        for shift in stride(from: 0, to: 42, by: 7) {
            guard place < end else { throw .kitDamaged }
            let byte = bytes[place]
            place += 1
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 {
                guard byte != 0 || shift == 0 else { throw .kitDamaged }
                return value
            }
        }
        throw .kitDamaged
    }

    /// A truth value in one byte.
    mutating func truth() throws(VerificationError) -> Bool {
        let number = try number(1)
        guard number <= 1 else { throw .kitDamaged }
        return number == 1
    }

    /// A time that can be reckoned with: milliseconds of 53 bits and a sign.
    mutating func time() throws(VerificationError) -> Timestamp {
        let milliseconds = Int64(try signed(8))
        guard milliseconds.magnitude < 1 << 53 else { throw .kitDamaged }
        return Timestamp(milliseconds: milliseconds)
    }

    mutating func text(_ count: Int) throws(VerificationError) -> String {
        let bytes = try take(try number(count))
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .kitDamaged }
        return text
    }

    mutating func part() throws(VerificationError) -> ArraySlice<UInt8> {
        try take(try number(4))
    }

    mutating func days() throws(VerificationError) -> ValidityPeriod {
        let first = Day(civilNumber: try number(2))
        let last = Day(civilNumber: try number(2))
        guard let days = ValidityPeriod(first: first, last: last) else { throw .kitDamaged }
        return days
    }

    mutating func currency() throws(VerificationError) -> Currency {
        guard let currency = Currency(numericCode: UInt16(try number(2))) else {
            throw .kitDamaged
        }
        return currency
    }

    /// Nothing may stand behind the last field.
    func finish() throws(VerificationError) {
        guard isAtEnd else { throw .kitDamaged }
    }
}
