/// Appends the text of T2, eight characters for every five bytes.
///
/// - Parameters:
///   - bytes: At most 125 bytes.
///   - text: Where the characters go, spare bits of the last one zero.
/// - Source: T2.
func appendBase32(_ bytes: borrowing Span<UInt8>, to text: inout [UInt8]) {
    var characters = [200 of UInt8](repeating: 0)
    var (index, count) = (0, 0)
    while index + 5 <= bytes.count {
        var group: UInt64 = 0
        for offset in 0..<5 { group = group << 8 | UInt64(bytes[index + offset]) }
        for offset in 0..<8 {
            characters[count + offset] =
                base32Alphabet[Int(truncatingIfNeeded: group >> UInt64(35 - 5 * offset) & 31)]
        }
        index += 5
        count += 8
    }
    // Fewer than five bytes are left: they are filled up with zeros to whole characters.
    let rest = bytes.count - index
    var group: UInt64 = 0
    for offset in 0..<rest { group = group << 8 | UInt64(bytes[index + offset]) }
    group <<= UInt64(40 - 8 * rest)
    for offset in 0..<(rest * 8 + 4) / 5 {
        characters[count] =
            base32Alphabet[Int(truncatingIfNeeded: group >> UInt64(35 - 5 * offset) & 31)]
        count += 1
    }
    unsafe characters.span.extracting(0..<count).withUnsafeBufferPointer {
        // An array takes over a run of bytes at once only from a buffer.
        unsafe text.append(contentsOf: $0)
    }
}

/// The alphabet of T2, written out so that it is data of the program and not an array made at first
/// use.
let base32Alphabet: [32 of UInt8] = [
    0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46,
    0x47, 0x48, 0x4A, 0x4B, 0x4D, 0x4E, 0x50, 0x51, 0x52, 0x53, 0x54, 0x56, 0x57, 0x58, 0x59, 0x5A,
]
