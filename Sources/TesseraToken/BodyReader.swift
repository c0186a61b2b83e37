import TesseraModel

/// Reads the fields of a body whose tag was found good.
///
/// - Source: T3, T4, T14.
struct BodyReader {
    private var index: Int

    /// Reads all fields of a body; afterwards nothing is left.
    ///
    /// - Parameters:
    ///   - kind: What its header says it speaks for.
    ///   - keyID: The key that tagged it, which the header names too.
    ///   - audience: For whom, as key and header say.
    ///   - body: Its body, of a length that its kind can have.
    /// - Returns: The token, every byte of whose body was read.
    /// - Throws: The first fault of the layout.
    @inline(__always)
    static func token(
        _ kind: TokenKind, _ keyID: KeyID, _ audience: Audience, body: borrowing Span<UInt8>
    ) throws(TokenError) -> Token {
        precondition(body.count >= TokenFormat.headerByteCount)
        // The fourteen bytes behind the header's first five in two words that overlap: list, slot
        // and seal, then seal and days.
        let (front, back) = unsafe (word(at: 5, body), word(at: 11, body))
        let list = UInt16(truncatingIfNeeded: front >> 48)
        guard let position = VoucherPosition(list: list, slot: UInt32(front >> 24 & 0xFF_FFFF))
        else { throw .valueOutOfRange(.slot) }
        let seal = (front >> 16 & 0xFF) << 32 | back >> 32
        let (first, last) = (Int(back >> 16 & 0xFFFF), Int(back & 0xFFFF))
        guard
            let validity = ValidityPeriod(
                first: Day(civilNumber: first), last: Day(civilNumber: last))
        else { throw .valueOutOfRange(.days) }
        var reader = BodyReader(index: TokenFormat.headerByteCount)
        let terms = try reader.terms(kind, body)
        guard reader.index == body.count else {
            throw .trailingBytes(count: body.count - reader.index)
        }
        return Token(
            keyID: keyID, audience: audience, position: position, seal: seal,
            validity: validity, terms: terms)
    }

    /// Eight bytes that are there, big-endian.
    @unsafe
    @inline(__always)
    private static func word(at index: Int, _ body: borrowing Span<UInt8>) -> UInt64 {
        unsafe body.withUnsafeBytes {
            UInt64(bigEndian: unsafe $0.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        }
    }

    @inline(__always)
    private mutating func terms(
        _ kind: TokenKind, _ body: borrowing Span<UInt8>
    ) throws(TokenError) -> Terms {
        switch kind {
        case .member:
            guard let number = MemberNumber(try varint(body)) else {
                throw .valueOutOfRange(.member)
            }
            let tier = UInt8(truncatingIfNeeded: try fixed(1, body))
            guard tier <= 15 else { throw .valueOutOfRange(.tier) }
            return .member(number, tier: tier)
        case .gift:
            let amount = try amount(.amount, body)
            return .gift(Money(minorUnits: amount, currency: try currency(body)))
        case .discount:
            return .discount(try discount(body))
        case .entitlement:
            return .entitlement(try entitlement(body))
        }
    }

    @inline(never)
    private mutating func entitlement(
        _ body: borrowing Span<UInt8>
    ) throws(TokenError) -> Entitlement {
        let campaign = try campaign(body)
        let uses = try varint(body)
        guard (1...65_535).contains(uses) else { throw .valueOutOfRange(.uses) }
        return Entitlement(
            campaign: campaign, uses: UInt16(uses), termsDigest: try fixed(6, body))
    }

    // The terms with the most fields are read apart, to keep the frame of the others small.
    @inline(never)
    private mutating func discount(
        _ body: borrowing Span<UInt8>
    ) throws(TokenError) -> Discount {
        let campaign = try campaign(body)
        let type = try fixed(1, body)
        let reduction: Discount.Reduction
        switch type {
        case 1:
            let basisPoints = try varint(body)
            guard (1...10_000).contains(basisPoints) else { throw .valueOutOfRange(.value) }
            reduction = .percent(basisPoints: UInt16(basisPoints))
        case 2: reduction = .amount(minorUnits: try amount(.value, body))
        default: throw .unknownDiscountType(type)
        }
        let currency = try currency(body)
        let minimum = try varint(body)
        let cap = try varint(body)
        let largest = UInt64(AmountText.largestMinorUnits)
        guard minimum <= largest else { throw .valueOutOfRange(.minimumSpend) }
        guard cap <= largest else { throw .valueOutOfRange(.value) }
        return Discount(
            campaign: campaign, reduction: reduction, currency: currency,
            minimumSpend: Int64(minimum), cap: Int64(cap))
    }

    @inline(__always)
    private mutating func amount(
        _ field: TokenError.Field, _ body: borrowing Span<UInt8>
    ) throws(TokenError) -> Int64 {
        let amount = try varint(body)
        guard amount >= 1, amount <= UInt64(AmountText.largestMinorUnits) else {
            throw .valueOutOfRange(field)
        }
        return Int64(amount)
    }

    private mutating func campaign(
        _ body: borrowing Span<UInt8>
    ) throws(TokenError) -> CampaignNumber {
        let number = try varint(body)
        guard number >= 1, number <= UInt64(UInt32.max) else {
            throw .valueOutOfRange(.campaign)
        }
        return CampaignNumber(number)
    }

    @inline(__always)
    private mutating func currency(
        _ body: borrowing Span<UInt8>
    ) throws(TokenError) -> Currency {
        let number = UInt16(truncatingIfNeeded: try fixed(2, body))
        guard let currency = Currency(numericCode: number) else {
            throw .unknownCurrency(numericCode: number)
        }
        return currency
    }

    /// LEB128 in its shortest form, at most 6 bytes.
    @inline(__always)
    private mutating func varint(
        _ body: borrowing Span<UInt8>
    ) throws(TokenError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard shift < 42 else { throw .notCanonical }
            let byte = UInt8(truncatingIfNeeded: try fixed(1, body))
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                // A last byte of zero says nothing: the number has a shorter form.
                guard byte != 0 || shift == 0 else { throw .notCanonical }
                return value
            }
            shift += 7
        }
    }

    @inline(__always)
    private mutating func fixed(
        _ count: Int, _ body: borrowing Span<UInt8>
    ) throws(TokenError) -> UInt64 {
        guard index + count <= body.count else { throw .truncated }
        return number(count, body)
    }

    @inline(__always)
    private mutating func number(_ count: Int, _ body: borrowing Span<UInt8>) -> UInt64 {
        var value: UInt64 = 0
        // Unchecked: header and `fixed` have made sure that the bytes are there.
        for offset in 0..<count {
            value = value << 8 | UInt64(unsafe body[unchecked: index &+ offset])
        }
        index &+= count
        return value
    }
}
