import TesseraCrypto
import TesseraModel

/// The sixteen characters under a QR code: class, list and slot, a tag of five bytes and a check
/// character.
///
/// A value of this type has a good check character; whether its tag is good is another question.
///
/// - Source: T15–T17.
package struct TypedCode: Hashable, Sendable {
    /// The 35 bits of class, list and slot.
    let head: UInt64
    /// The 40 bits of the tag.
    let tag: UInt64

    /// How many characters a typed code has.
    package static let characterCount = 16

    /// What it speaks for.
    package var kind: TokenKind {
        switch head >> 33 {
        case 0: .gift
        case 1: .discount
        case 2: .entitlement
        default: .member
        }
    }

    /// Where its status lives.
    package var position: VoucherPosition {
        guard let position = VoucherPosition(number: Int(head & 0x1_FFFF_FFFF)) else {
            preconditionFailure("33 bits are a position")
        }
        return position
    }

    /// The code of a position with a tag.
    init(kind: TokenKind, position: VoucherPosition, tag: UInt64) {
        head = TypedCode.head(kind, position)
        self.tag = tag
    }

    /// The code of sixteen values, the last of which was found good.
    private init(consistent values: [UInt8]) {
        head = values[0..<7].reduce(0) { $0 << 5 | UInt64($1) }
        tag = values[7..<15].reduce(0) { $0 << 5 | UInt64($1) }
    }

    static func head(_ kind: TokenKind, _ position: VoucherPosition) -> UInt64 {
        let kindNumber: UInt64 =
            switch kind {
            case .gift: 0
            case .discount: 1
            case .entitlement: 2
            case .member: 3
            }
        return kindNumber << 33 | UInt64(position.number)
    }

    /// Reads what a person typed: separators are dropped, small letters and look-alikes understood.
    ///
    /// - Parameter typed: The content of a field for typed codes, never of a scanner.
    /// - Throws: ``TokenError/badCharacter(index:)``, ``TokenError/typedLength(characterCount:)``,
    ///   ``TokenError/typo(correction:)`` without a correction, which takes a key to find.
    package init(typed: String) throws(TokenError) {
        let values = try TypedCode.values(of: typed)
        guard TypedCode.isConsistent(values) else { throw .typo(correction: nil) }
        self.init(consistent: values)
    }

    /// The codes that a person who made one slip can have meant: one other character, or two
    /// exchanged.
    ///
    /// - Returns: Codes with a good check character; usually about twenty, of which at most one has
    ///   a good tag too.
    /// - Throws: ``TokenError/badCharacter(index:)``, ``TokenError/typedLength(characterCount:)``.
    /// - Source: T17.
    package static func corrections(of typed: String) throws(TokenError) -> [TypedCode] {
        let values = try values(of: typed)
        var found: Set<TypedCode> = []
        for index in values.indices {
            for value in UInt8(0)..<32 where value != values[index] {
                var other = values
                other[index] = value
                if isConsistent(other) { found.insert(TypedCode(consistent: other)) }
            }
            for partner in values.indices.dropFirst(index + 1) {
                var other = values
                other.swapAt(index, partner)
                if other != values, isConsistent(other) {
                    found.insert(TypedCode(consistent: other))
                }
            }
        }
        return found.sorted { ($0.head, $0.tag) < ($1.head, $1.tag) }
    }

    /// The code as printed, `XXXX-XXXX-XXXX-XXXX`.
    package var text: String {
        var characters: [UInt8] = []
        append(to: &characters)
        return String(decoding: characters, as: UTF8.self)
    }

    /// Appends the code as printed, nineteen ASCII characters.
    package func append(to text: inout [UInt8]) {
        // By Horner's rule, as `check(_:)`, but without an array for every voucher of a batch.
        var check: UInt8 = 0
        for index in 0..<TypedCode.characterCount {
            if index > 0, index % 4 == 0 { text.append(UInt8(ascii: "-")) }
            let value: UInt8
            switch index {
            case 0..<7: value = UInt8(truncatingIfNeeded: head >> UInt64(30 - 5 * index)) & 31
            case 7..<15: value = UInt8(truncatingIfNeeded: tag >> UInt64(70 - 5 * index)) & 31
            default: value = check
            }
            check = TypedCode.doubled(check) ^ TypedCode.doubled(value)
            text.append(base32Alphabet[Int(value)])
        }
    }

    /// Returns whether a text could be meant as a typed code rather than as a scanned token.
    ///
    /// Groups with separators are meant as one even if characters are missing or wrong. A member's
    /// code of the lists from 24 320 on begins with TZ as a token does, so without separators the
    /// check character decides; it fits a token cut to sixteen characters one time in 32.
    package static func looksTyped(_ text: String) -> Bool {
        // A scanned token is twice as long, and nearly every text is one.
        guard !hasMoreCharactersThanTyped(text) else { return false }
        if isGrouped(text) { return true }
        guard text.unicodeScalars.count <= 40, let values = try? values(of: text) else {
            return false
        }
        return !text.uppercased().hasPrefix("TZ") || isConsistent(values)
    }

    /// Returns whether there are more letters and digits than a person would type.
    private static func hasMoreCharactersThanTyped(_ text: String) -> Bool {
        var characters = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                characters += 1
                if characters > 20 { return true }
            default: continue
            }
        }
        return false
    }

    /// Letters and digits of about a code's length, in three groups or more.
    private static func isGrouped(_ text: String) -> Bool {
        var (characters, separators) = (0, 0)
        for scalar in text.trimmed.unicodeScalars {
            switch scalar {
            case "0"..."9", "A"..."Z", "a"..."z": characters += 1
            case " ", "-", "\u{2010}"..."\u{2014}", ".", "_": separators += 1
            default: return false
            }
        }
        return separators >= 2 && (12...20).contains(characters)
    }

    private static func values(of typed: String) throws(TokenError) -> [UInt8] {
        var values: [UInt8] = []
        for (index, scalar) in typed.unicodeScalars.enumerated() {
            switch scalar {
            case " ", "\t", "-", "\u{2010}"..."\u{2014}", ".", "_": continue
            default: break
            }
            guard scalar.isASCII, let value = value(of: UInt8(ascii: scalar)) else {
                throw .badCharacter(index: index)
            }
            values.append(value)
        }
        guard values.count == characterCount else {
            throw .typedLength(characterCount: values.count)
        }
        return values
    }

    private static func value(of character: UInt8) -> UInt8? {
        let upper = (97...122).contains(character) ? character - 32 : character
        switch upper {
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        case UInt8(ascii: "O"): return 0
        default: return Base32.value(of: upper)
        }
    }

    // MARK: The check character, T16

    private static func isConsistent(_ values: [UInt8]) -> Bool {
        check(values[0..<15]) == values[15]
    }

    /// Σ α^(15−i)·cᵢ in GF(2⁵) with x⁵+x²+1 and α = 2, by Horner's rule.
    private static func check(_ values: ArraySlice<UInt8>) -> UInt8 {
        values.reduce(0) { doubled($0) ^ doubled($1) }
    }

    private static func doubled(_ value: UInt8) -> UInt8 {
        value & 16 == 0 ? value << 1 : (value << 1 & 31) ^ 5
    }
}

/// Makes and checks the tags of typed codes of one key and kind.
///
/// - Source: T15.
package struct TypedCodeKey: Sendable {
    private let leaf: MACKey

    /// Takes a typed-code leaf.
    package init(leaf: MACKey) { self.leaf = leaf }

    /// The code of a voucher or a member.
    package func code(kind: TokenKind, position: VoucherPosition) -> TypedCode {
        let tag = tag(of: TypedCode.head(kind, position))
        return TypedCode(kind: kind, position: position, tag: tag.leftmostFive)
    }

    /// Returns whether the code's tag is good, comparing in constant time.
    package func isGenuine(_ code: TypedCode) -> Bool {
        tag(of: code.head).matchesLeftmostFive(code.tag)
    }

    private func tag(of head: UInt64) -> Tag {
        var message = typedContext
        for index in 0..<5 {
            message[17 + index] = UInt8(truncatingIfNeeded: head >> UInt64(32 - 8 * index))
        }
        return leaf.tag(of: message.span)
    }
}

/// `tessera/v1/typed`, a zero byte, and room for the 35 bits of the head.
private let typedContext: [22 of UInt8] = [
    0x74, 0x65, 0x73, 0x73, 0x65, 0x72, 0x61, 0x2F, 0x76, 0x31, 0x2F, 0x74, 0x79, 0x70, 0x65, 0x64,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
]
