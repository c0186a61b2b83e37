import TesseraModel

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
