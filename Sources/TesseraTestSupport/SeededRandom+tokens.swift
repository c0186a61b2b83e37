import TesseraModel

extension SeededRandom {
    /// A number of a range, one time in four one of its ends.
    package mutating func number(in range: ClosedRange<Int64>) -> Int64 {
        switch UInt8.random(in: 0..<8, using: &self) {
        case 0: range.lowerBound
        case 1: range.upperBound
        default: Int64.random(in: range, using: &self)
        }
    }

    /// Any position.
    package mutating func position() -> VoucherPosition {
        Sample.position(
            UInt16(number(in: 0...65_535)), UInt32(number(in: 0...131_071)))
    }

    /// Any days that a token can carry.
    package mutating func validity() -> ValidityPeriod {
        let first = number(in: 0...65_535)
        let length = number(in: 0...min(3_660, 65_535 - first))
        let days = ValidityPeriod(
            first: Day(civilNumber: Int(first)), last: Day(civilNumber: Int(first + length)))
        guard let days else { preconditionFailure("Every such pair of days is a period.") }
        return days
    }

    /// Any terms of a kind.
    package mutating func terms(_ kind: TokenKind) -> Terms {
        let largest: Int64 = 1_000_000_000_000
        switch kind {
        case .member:
            guard let member = MemberNumber(UInt64(number(in: 1...1_099_511_627_775))) else {
                preconditionFailure("Every such number is a member's.")
            }
            return .member(member, tier: UInt8(number(in: 0...15)))
        case .gift:
            return .gift(Money(minorUnits: number(in: 1...largest), currency: currency()))
        case .discount:
            let isPercent = Bool.random(using: &self)
            return .discount(
                Discount(
                    campaign: UInt32(number(in: 1...4_294_967_295)),
                    reduction: isPercent
                        ? .percent(basisPoints: UInt16(number(in: 1...10_000)))
                        : .amount(minorUnits: number(in: 1...largest)),
                    currency: currency(), minimumSpend: number(in: 0...largest),
                    cap: number(in: 0...largest)))
        case .entitlement:
            return .entitlement(
                Entitlement(
                    campaign: UInt32(number(in: 1...4_294_967_295)),
                    uses: UInt16(number(in: 1...65_535)), termsDigest: next()))
        }
    }

    private mutating func currency() -> Currency {
        Currency.all.randomElement(using: &self) ?? Sample.euro
    }
}
