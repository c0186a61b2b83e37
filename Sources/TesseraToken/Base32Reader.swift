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
        var faults: UInt8 = 0
        while index &+ 8 <= characters.count {
            let (high, low) = unsafe (
                four(characters, index, &faults), four(characters, index &+ 4, &faults)
            )
            unsafe store(UInt64(high) << 20 | UInt64(low), at: out, in: &bytes)
            out &+= 5
            index &+= 8
        }
        var (pending, bitCount): (UInt64, UInt64) = (0, 0)
        if index &+ 4 <= characters.count {
            unsafe pending = UInt64(four(characters, index, &faults))
            bitCount = 20
            index &+= 4
        }
        while index < characters.count {
            let value = base32Values[Int(unsafe characters[unchecked: index])]
            faults |= value
            pending = pending << 5 | UInt64(value)
            bitCount &+= 5
            index &+= 1
        }
        guard faults < 128 else { throw fault(characters) }
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

    /// Twenty bits of four characters that are there, each shifted by itself: a chain of shifts
    /// would have to wait for the one before.
    @unsafe
    @inline(__always)
    private static func four(
        _ characters: borrowing Span<UInt8>, _ index: Int, _ faults: inout UInt8
    ) -> UInt32 {
        let (a, b, c, d) = unsafe (
            base32Values[Int(characters[unchecked: index])],
            base32Values[Int(characters[unchecked: index &+ 1])],
            base32Values[Int(characters[unchecked: index &+ 2])],
            base32Values[Int(characters[unchecked: index &+ 3])]
        )
        faults |= (a | b) | (c | d)
        return (UInt32(a) << 15 | UInt32(b) << 10) | (UInt32(c) << 5 | UInt32(d))
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

/// The value of each character, 255 for those that are not in the alphabet. Written out, so that it
/// is data of the program and not an array made at the first scan.
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
