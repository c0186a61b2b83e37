import TesseraCrypto
import TesseraModel

/// The sixteen characters under a QR code: class, list and slot, a tag of five bytes and a check
/// character.
///
/// A value of this type has a good check character; whether its tag is good is another question.
///
/// - Source: T15–T17.
package struct TypedCode: Hashable, Sendable {
    /// The sixteen values, 0…31 each.
    private let values: [UInt8]

    /// How many characters a typed code has.
    package static let characterCount = 16

    /// What it speaks for.
    package var kind: TokenKind { TypedCode.kinds[Int(head >> 33)] }
    /// Where its status lives.
    package var position: VoucherPosition {
        guard let position = VoucherPosition(number: Int(head & 0x1_FFFF_FFFF)) else {
            preconditionFailure("33 bits are a position")
        }
        return position
    }

    private static let kinds: [TokenKind] = [.gift, .discount, .entitlement, .member]

    /// The 35 bits of class, list and slot.
    var head: UInt64 { values[0..<7].reduce(0) { $0 << 5 | UInt64($1) } }
    /// The 40 bits of the tag.
    var tag: UInt64 { values[7..<15].reduce(0) { $0 << 5 | UInt64($1) } }

    /// The code of a position with a tag.
    init(kind: TokenKind, position: VoucherPosition, tag: UInt64) {
        let head = TypedCode.head(kind, position)
        var values = (0..<7).map { UInt8(head >> UInt64(30 - 5 * $0) & 31) }
        values += (0..<8).map { UInt8(tag >> UInt64(35 - 5 * $0) & 31) }
        values.append(TypedCode.check(values))
        self.values = values
    }

    private init(values: [UInt8]) { self.values = values }

    static func head(_ kind: TokenKind, _ position: VoucherPosition) -> UInt64 {
        let kindNumber = kinds.firstIndex(of: kind) ?? 0
        return UInt64(kindNumber) << 33 | UInt64(position.number)
    }

    /// Reads what a person typed: separators are dropped, small letters and look-alikes understood.
    ///
    /// - Parameter typed: The content of a field for typed codes, never of a scanner.
    /// - Throws: ``TokenError/badCharacter(index:)``, ``TokenError/typedLength(characterCount:)``,
    ///   ``TokenError/typo(correction:)`` without a correction, which takes a key to find.
    package init(typed: String) throws(TokenError) {
        let values = try TypedCode.values(of: typed)
        guard TypedCode.isConsistent(values) else { throw .typo(correction: nil) }
        self.values = values
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
                if isConsistent(other) { found.insert(TypedCode(values: other)) }
            }
            for partner in values.indices.dropFirst(index + 1) {
                var other = values
                other.swapAt(index, partner)
                if other != values, isConsistent(other) { found.insert(TypedCode(values: other)) }
            }
        }
        return found.sorted { $0.values.lexicographicallyPrecedes($1.values) }
    }

    /// The code as printed, `XXXX-XXXX-XXXX-XXXX`.
    package var text: String {
        var characters: [UInt8] = []
        for (index, value) in values.enumerated() {
            if index > 0, index % 4 == 0 { characters.append(UInt8(ascii: "-")) }
            characters.append(Base32.alphabet[Int(value)])
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Returns whether a text could be meant as a typed code rather than as a scanned token.
    ///
    /// Groups with separators are meant as one even if characters are missing or wrong. A member's
    /// code of the lists from 24 320 on begins with TZ as a token does, so without separators the
    /// check character decides; it fits a token cut to sixteen characters one time in 32.
    package static func looksTyped(_ text: String) -> Bool {
        if isGrouped(text) { return true }
        guard text.unicodeScalars.count <= 40, let values = try? values(of: text) else {
            return false
        }
        return !text.uppercased().hasPrefix("TZ") || isConsistent(values)
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
        check(Array(values[0..<15])) == values[15]
    }

    /// Σ α^(15−i)·cᵢ in GF(2⁵) with x⁵+x²+1 and α = 2, by Horner's rule.
    private static func check(_ values: [UInt8]) -> UInt8 {
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
        var message = Array("tessera/v1/typed".utf8) + [0]
        for index in (0..<5).reversed() {
            message.append(UInt8(truncatingIfNeeded: head >> UInt64(8 * index)))
        }
        return leaf.tag(of: message)
    }
}
