/// Writes numbers big-endian and short texts with their length before them.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func number(_ number: Int64, _ count: Int) {
        for index in (0..<count).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: number >> Int64(8 * index)))
        }
    }

    /// At most 255 bytes with their count in one byte.
    mutating func short(_ content: some Collection<UInt8>) {
        precondition(content.count <= 255)
        bytes.append(UInt8(content.count))
        bytes += content
    }
}

/// Reads what ``ByteWriter`` writes.
struct ByteReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func take(_ count: Int) throws(ClaimFault) -> ArraySlice<UInt8> {
        guard count >= 0, rest.count >= count else { throw .cut }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// A number of at most 8 bytes; one of 8 bytes is signed.
    mutating func number(_ count: Int) throws(ClaimFault) -> Int64 {
        try take(count).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// A number of eight bytes in a range.
    mutating func number(in range: ClosedRange<Int64>) throws(ClaimFault) -> Int64 {
        let number = try number(8)
        guard range.contains(number) else { throw .number }
        return number
    }

    mutating func short() throws(ClaimFault) -> ArraySlice<UInt8> {
        try take(Int(try number(1)))
    }

    /// One byte that is 0 or 1.
    mutating func flag() throws(ClaimFault) -> Bool {
        switch try number(1) {
        case 0: return false
        case 1: return true
        default: throw .number
        }
    }

    func finish() throws(ClaimFault) {
        guard rest.isEmpty else { throw .trailingBytes }
    }
}
