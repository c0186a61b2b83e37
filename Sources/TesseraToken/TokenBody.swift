import TesseraModel

/// Reads the fields of a body whose tag was found good.
///
/// - Source: T3, T4, T14.
struct BodyReader {
    private let token: UnverifiedToken
    private let end: Int
    private var index = 0

    init(_ token: UnverifiedToken, bodyByteCount: Int) {
        self.token = token
        self.end = bodyByteCount
    }

    /// Reads all fields; afterwards nothing is left.
    static func token(
        _ unverified: UnverifiedToken, bodyByteCount: Int
    ) throws(TokenError) -> Token {
        var reader = BodyReader(unverified, bodyByteCount: bodyByteCount)
        reader.index = 5
        let list = UInt16(truncatingIfNeeded: reader.number(2))
        guard let position = VoucherPosition(list: list, slot: UInt32(reader.number(3))) else {
            throw .valueOutOfRange(.slot)
        }
        let seal = reader.number(5)
        let (first, last) = (Int(reader.number(2)), Int(reader.number(2)))
        guard
            let validity = ValidityPeriod(
                first: Day(civilNumber: first), last: Day(civilNumber: last))
        else { throw .valueOutOfRange(.days) }
        let terms = try reader.terms(unverified.kind)
        guard reader.index == reader.end else {
            throw .trailingBytes(count: reader.end - reader.index)
        }
        return Token(
            keyID: unverified.keyID, audience: unverified.audience, position: position,
            seal: seal, validity: validity, terms: terms)
    }

    private mutating func terms(_ kind: TokenKind) throws(TokenError) -> Terms {
        switch kind {
        case .member:
            guard let number = MemberNumber(try varint()) else {
                throw .valueOutOfRange(.member)
            }
            let tier = UInt8(truncatingIfNeeded: try fixed(1))
            guard tier <= 15 else { throw .valueOutOfRange(.tier) }
            return .member(number, tier: tier)
        case .gift:
            let amount = try amount(.amount)
            return .gift(Money(minorUnits: amount, currency: try currency()))
        case .discount:
            return .discount(try discount())
        case .entitlement:
            let campaign = try campaign()
            let uses = try varint()
            guard (1...65_535).contains(uses) else { throw .valueOutOfRange(.uses) }
            return .entitlement(
                Entitlement(campaign: campaign, uses: UInt16(uses), termsDigest: try fixed(6)))
        }
    }

    private mutating func discount() throws(TokenError) -> Discount {
        let campaign = try campaign()
        let type = try fixed(1)
        let reduction: Discount.Reduction
        switch type {
        case 1:
            let basisPoints = try varint()
            guard (1...10_000).contains(basisPoints) else { throw .valueOutOfRange(.value) }
            reduction = .percent(basisPoints: UInt16(basisPoints))
        case 2: reduction = .amount(minorUnits: try amount(.value))
        default: throw .unknownDiscountType(type)
        }
        let currency = try currency()
        let minimum = try varint()
        let cap = try varint()
        let largest = UInt64(AmountText.largestMinorUnits)
        guard minimum <= largest else { throw .valueOutOfRange(.minimumSpend) }
        guard cap <= largest else { throw .valueOutOfRange(.value) }
        return Discount(
            campaign: campaign, reduction: reduction, currency: currency,
            minimumSpend: Int64(minimum), cap: Int64(cap))
    }

    private mutating func amount(_ field: TokenError.Field) throws(TokenError) -> Int64 {
        let amount = try varint()
        guard amount >= 1, amount <= UInt64(AmountText.largestMinorUnits) else {
            throw .valueOutOfRange(field)
        }
        return Int64(amount)
    }

    private mutating func campaign() throws(TokenError) -> CampaignNumber {
        let number = try varint()
        guard number >= 1, number <= UInt64(UInt32.max) else {
            throw .valueOutOfRange(.campaign)
        }
        return CampaignNumber(number)
    }

    private mutating func currency() throws(TokenError) -> Currency {
        let number = UInt16(truncatingIfNeeded: try fixed(2))
        guard let currency = Currency(numericCode: number) else {
            throw .unknownCurrency(numericCode: number)
        }
        return currency
    }

    /// LEB128 in its shortest form, at most 6 bytes.
    private mutating func varint() throws(TokenError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard shift < 42 else { throw .notCanonical }
            let byte = UInt8(truncatingIfNeeded: try fixed(1))
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                // A last byte of zero says nothing: the number has a shorter form.
                guard byte != 0 || shift == 0 else { throw .notCanonical }
                return value
            }
            shift += 7
        }
    }

    private mutating func fixed(_ count: Int) throws(TokenError) -> UInt64 {
        guard index + count <= end else { throw .truncated }
        return number(count)
    }

    private mutating func number(_ count: Int) -> UInt64 {
        var value: UInt64 = 0
        for offset in 0..<count { value = value << 8 | UInt64(token.byte(index + offset)) }
        index += count
        return value
    }
}

/// Writes the body of a token; the seal's five bytes are left zero.
///
/// - Source: T3, T4.
enum BodyWriter {
    static func body(
        keyID: KeyID, audience: Audience, position: VoucherPosition, validity: ValidityPeriod,
        terms: Terms
    ) throws(TokenError) -> [UInt8] {
        guard audience.isAssignable else { throw .valueOutOfRange(.audience) }
        var body: [UInt8] = [1 << 4 | terms.kind.rawValue]
        append(UInt64(keyID.number), 2, to: &body)
        append(UInt64(audience.number), 2, to: &body)
        append(UInt64(position.list), 2, to: &body)
        append(UInt64(position.slot), 3, to: &body)
        append(0, 5, to: &body)
        append(UInt64(validity.first.number), 2, to: &body)
        append(UInt64(validity.last.number), 2, to: &body)
        try append(terms, to: &body)
        return body
    }

    private static func append(_ terms: Terms, to body: inout [UInt8]) throws(TokenError) {
        switch terms {
        case .member(let number, let tier):
            guard tier <= 15 else { throw .valueOutOfRange(.tier) }
            appendVarint(number.number, to: &body)
            body.append(tier)
        case .gift(let money):
            try appendAmount(money.minorUnits, .amount, to: &body)
            append(UInt64(money.currency.numericCode), 2, to: &body)
        case .discount(let discount):
            try append(discount, to: &body)
        case .entitlement(let entitlement):
            guard entitlement.campaign >= 1 else { throw .valueOutOfRange(.campaign) }
            guard entitlement.uses >= 1 else { throw .valueOutOfRange(.uses) }
            appendVarint(UInt64(entitlement.campaign), to: &body)
            appendVarint(UInt64(entitlement.uses), to: &body)
            append(entitlement.termsDigest, 6, to: &body)
        }
    }

    private static func append(_ discount: Discount, to body: inout [UInt8]) throws(TokenError) {
        guard discount.campaign >= 1 else { throw .valueOutOfRange(.campaign) }
        appendVarint(UInt64(discount.campaign), to: &body)
        switch discount.reduction {
        case .percent(let basisPoints):
            guard (1...10_000).contains(basisPoints) else { throw .valueOutOfRange(.value) }
            body.append(1)
            appendVarint(UInt64(basisPoints), to: &body)
        case .amount(let minorUnits):
            body.append(2)
            try appendAmount(minorUnits, .value, to: &body)
        }
        append(UInt64(discount.currency.numericCode), 2, to: &body)
        let amounts = 0...AmountText.largestMinorUnits
        guard amounts.contains(discount.minimumSpend) else {
            throw .valueOutOfRange(.minimumSpend)
        }
        guard amounts.contains(discount.cap) else { throw .valueOutOfRange(.value) }
        appendVarint(UInt64(discount.minimumSpend), to: &body)
        appendVarint(UInt64(discount.cap), to: &body)
    }

    private static func appendAmount(
        _ amount: Int64, _ field: TokenError.Field, to body: inout [UInt8]
    ) throws(TokenError) {
        guard (1...AmountText.largestMinorUnits).contains(amount) else {
            throw .valueOutOfRange(field)
        }
        appendVarint(UInt64(amount), to: &body)
    }

    private static func append(_ number: UInt64, _ count: Int, to body: inout [UInt8]) {
        for index in (0..<count).reversed() {
            body.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * index)))
        }
    }

    private static func appendVarint(_ number: UInt64, to body: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            body.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        body.append(UInt8(rest))
    }
}
