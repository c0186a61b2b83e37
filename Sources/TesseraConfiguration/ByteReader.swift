/// Big-endian numbers of a file, written and read in order.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// How many bytes are left.
    var remaining: Int { rest.count }

    /// The next bytes; the caller has seen that there are so many.
    mutating func bytes(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// The next number of so many bytes.
    mutating func number<N: FixedWidthInteger & UnsignedInteger>(_ type: N.Type) -> N {
        bytes(N.bitWidth / 8).reduce(0) { $0 << 8 | N(truncatingIfNeeded: $1) }
    }
}

extension [UInt8] {
    /// Appends a number, its highest byte first.
    mutating func append(number: some FixedWidthInteger & UnsignedInteger) {
        for index in (0..<number.bitWidth / 8).reversed() {
            append(UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }
}
