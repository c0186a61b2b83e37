/// Reads the text of T2 in groups of eight characters, which are five bytes.
///
/// - Source: T2.
enum Base32Reader {
    /// Decodes a text behind what stands in the buffer already.
    ///
    /// Unchecked where the checks took longer than the work: only characters that are there are
    /// read, and what 197 of them give has room behind the context, with the three bytes that the
    /// last group writes too far.
    ///
    /// - Parameters:
    ///   - characters: At most 197 of them.
    ///   - start: How many bytes of the buffer are taken, at most 18.
    ///   - bytes: Where the decoded bytes go.
    /// - Returns: How many bytes came out.
    /// - Throws: The first fault of the text, in the order of T13.
    static func decode(
        _ characters: borrowing Span<UInt8>, behind start: Int, in bytes: inout [144 of UInt8]
    ) throws(TokenError) -> Int {
        precondition(characters.count <= 197 && start <= 18)
        var (index, out) = (0, start)
        // A fault is looked for once, at the end.
        var faults: UInt32 = 0
        let table = unsafe placedValues
        while index &+ 8 <= characters.count {
            let (high, low) = unsafe (
                four(characters, index, table), four(characters, index &+ 4, table)
            )
            faults |= high | low
            unsafe store(UInt64(high) << 20 | UInt64(low), at: out, in: &bytes)
            out &+= 5
            index &+= 8
        }
        var (pending, bitCount): (UInt64, UInt64) = (0, 0)
        if index &+ 4 <= characters.count {
            let bits = unsafe four(characters, index, table)
            faults |= bits
            pending = UInt64(bits)
            bitCount = 20
            index &+= 4
        }
        while index < characters.count {
            let value = unsafe table[Int(characters[unchecked: index])]
            faults |= value
            pending = pending << 5 | UInt64(value)
            bitCount &+= 5
            index &+= 1
        }
        guard faults < 1 << 20 else { throw fault(characters) }
        let rest = characters.count % 8
        guard rest != 1, rest != 3, rest != 6 else {
            throw .badLength(characterCount: characters.count)
        }
        while bitCount >= 8 {
            bitCount -= 8
            bytes[out] = UInt8(truncatingIfNeeded: pending >> bitCount)
            out += 1
        }
        guard pending & (1 << bitCount - 1) == 0 else { throw .notCanonical }
        return out - start
    }

    /// Twenty bits of four characters that are there, or more if one is not in the alphabet.
    @unsafe
    @inline(__always)
    private static func four(
        _ characters: borrowing Span<UInt8>, _ index: Int, _ table: UnsafePointer<UInt32>
    ) -> UInt32 {
        unsafe table[768 &+ Int(characters[unchecked: index])]
            | table[512 &+ Int(characters[unchecked: index &+ 1])]
            | table[256 &+ Int(characters[unchecked: index &+ 2])]
            | table[Int(characters[unchecked: index &+ 3])]
    }

    /// Writes forty bits as five bytes, big-endian, and three bytes of zero, for all of which there
    /// must be room.
    @unsafe
    private static func store(_ bits: UInt64, at index: Int, in bytes: inout [144 of UInt8]) {
        var span = bytes.mutableSpan
        unsafe span.withUnsafeMutableBytes {
            unsafe $0.storeBytes(
                of: (bits << 24).bigEndian, toByteOffset: index, as: UInt64.self)
        }
    }

    /// Lower case before other characters: it names a setting of the scanner.
    private static func fault(_ characters: borrowing Span<UInt8>) -> TokenError {
        guard !hasLowerCase(characters) else { return .lowerCase }
        for index in characters.indices where base32Values[Int(characters[index])] == 255 {
            return .badCharacter(index: index)
        }
        preconditionFailure("A fault is a character that is not in the alphabet.")
    }

    /// Returns whether there is a small letter.
    static func hasLowerCase(_ characters: borrowing Span<UInt8>) -> Bool {
        for index in characters.indices where (97...122).contains(characters[index]) {
            return true
        }
        return false
    }
}

/// The value of each character in each of the four places it can have among four, the last place
/// first: to look it up where it belongs is half the work of shifting it there. A bit above those
/// twenty for what is not in the alphabet.
///
/// Made at the first scan and kept; a pointer, because an array in its place is counted each time.
nonisolated(unsafe) private let placedValues: UnsafePointer<UInt32> = {
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: 1_024)
    for place in 0..<4 {
        for character in 0..<256 {
            let value = base32Values[character]
            unsafe (table + 256 * place + character).initialize(
                to: value < 32 ? UInt32(value) << UInt32(5 * place) : 1 << 20)
        }
    }
    return unsafe UnsafePointer(table)
}()

/// The value of each character, 255 for those that are not in the alphabet.
private let base32Values: [256 of UInt8] = [
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255,
    255, 10, 11, 12, 13, 14, 15, 16, 17, 255, 18, 19, 255, 20, 21, 255,
    22, 23, 24, 25, 26, 255, 27, 28, 29, 30, 31, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
]
