import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

struct IssuingTests {
    private func issuer(
        _ record: KeyRecord = SampleKeys.record(), validity: ValidityPeriod = Sample.twoYears,
        cents: Int64 = 5_000, salt: UInt64 = 1
    ) throws -> TokenIssuer {
        try TokenIssuer(
            key: SampleKeys.key(.gift, record), validity: validity,
            terms: .gift(Sample.euros(cents: cents)), salt: salt)
    }

    private func texts(_ numbers: Range<Int>, salt: UInt64) throws -> [String] {
        var issuer = try issuer(salt: salt)
        return try numbers.map { number in
            try issuer.token(at: #require(VoucherPosition(number: number)))
        }
    }

    // F18, L2
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `a batch made again from any index is the same batch`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let list = Int.random(in: 1...65_535, using: &random)
        let start = list * VoucherPosition.slotCount - Int.random(in: 1..<300, using: &random)
        let salt = random.next()

        let whole = try texts(start..<start + 300, salt: salt)

        let index = Int.random(in: 0..<300, using: &random)
        #expect(try texts(start + index..<start + 300, salt: salt) == Array(whole[index...]))
        #expect(Set(whole).count == 300)
        let lists = Set(
            try whole.map { try UnverifiedToken($0).fields(suite: .hmac).position.list })
        #expect(lists == [UInt16(list - 1), UInt16(list)])
    }

    // F18
    @Test func `appending leaves what was there`() throws {
        var issuer = try issuer()
        var out = Array("kept,".utf8)

        try issuer.append(Sample.position(3, 1), to: &out)

        let token = try issuer.token(at: Sample.position(3, 1))
        #expect(String(decoding: out, as: UTF8.self) == "kept,\(token)")
    }

    // T11
    @Test(arguments: [KeyState.pending, .verifyOnly, .retired, .compromised])
    func `a key that is not active signs nothing new`(state: KeyState) throws {
        #expect(throws: TokenError.keyCannotSign(KeyID(1), state)) {
            try issuer(SampleKeys.record(state: state))
        }
    }

    // T11
    @Test func `a key for verifying only writes its old tokens again`() throws {
        var first = try issuer()
        let key = try SampleKeys.key(.gift, SampleKeys.record(state: .verifyOnly))

        var again = try TokenIssuer(
            again: key, validity: Sample.twoYears, terms: .gift(Sample.euros(cents: 5_000)),
            salt: 1)

        let position = Sample.position(9, 9)
        #expect(try again.token(at: position) == first.token(at: position))
    }

    // T11
    @Test(arguments: [KeyState.pending, .retired, .compromised])
    func `a key out of use writes nothing again`(state: KeyState) throws {
        let key = try SampleKeys.key(.gift, SampleKeys.record(state: state))

        #expect(throws: TokenError.keyCannotSign(KeyID(1), state)) {
            try TokenIssuer(
                again: key, validity: Sample.twoYears, terms: .gift(Sample.euros(cents: 5_000)),
                salt: 1)
        }
    }

    // T10, T11
    @Test(arguments: [
        ("2026-01-01", "2026-01-01", true), ("2025-12-31", "2026-06-30", false),
        ("2027-12-31", "2030-12-31", true), ("2028-01-01", "2028-06-30", false),
        ("2026-01-01", "2030-12-31", true), ("2026-01-01", "2031-01-01", false),
    ])
    func `days outside those of the key are refused`(
        first: String, last: String, isGood: Bool
    ) throws {
        let record = SampleKeys.record(
            signFrom: Sample.day("2026-01-01"), signTo: Sample.day("2027-12-31"),
            acceptUntil: Sample.day("2030-12-31"))
        let validity = Sample.validity(first, last)
        #expect(record.admits(validity) == isGood)
        let refusal = TokenError.outsideKeyDays(
            KeyID(1), first: record.signFrom, lastSigning: record.signTo,
            acceptUntil: record.acceptUntil)

        if isGood {
            #expect(throws: Never.self) { try issuer(record, validity: validity) }
        } else {
            #expect(throws: refusal) { try issuer(record, validity: validity) }
        }
    }

    // T4
    @Test func `values out of range are not issued`() throws {
        let member = try #require(MemberNumber(7))
        func discount(
            _ campaign: UInt32 = 1, _ reduction: Discount.Reduction = .percent(basisPoints: 1),
            _ minimum: Int64 = 0, _ cap: Int64 = 0
        ) -> Terms {
            .discount(
                Discount(
                    campaign: campaign, reduction: reduction, currency: Sample.euro,
                    minimumSpend: minimum, cap: cap))
        }
        let beyond: Int64 = 1_000_000_000_001
        let refused: [(Terms, TokenError.Field)] = [
            (.member(member, tier: 16), .tier),
            (.gift(Sample.euros(cents: 0)), .amount), (.gift(Sample.euros(cents: -1)), .amount),
            (.gift(Sample.euros(cents: beyond)), .amount),
            (discount(0), .campaign), (discount(1, .percent(basisPoints: 0)), .value),
            (discount(1, .percent(basisPoints: 10_001)), .value),
            (discount(1, .amount(minorUnits: 0)), .value),
            (discount(1, .amount(minorUnits: beyond)), .value),
            (discount(1, .percent(basisPoints: 1), -1), .minimumSpend),
            (discount(1, .percent(basisPoints: 1), beyond), .minimumSpend),
            (discount(1, .percent(basisPoints: 1), 0, -1), .value),
            (discount(1, .percent(basisPoints: 1), 0, beyond), .value),
            (.entitlement(Entitlement(campaign: 0, uses: 1, termsDigest: 0)), .campaign),
            (.entitlement(Entitlement(campaign: 1, uses: 0, termsDigest: 0)), .uses),
        ]
        for (terms, field) in refused {
            let key = try SampleKeys.key(terms.kind)
            #expect(throws: TokenError.valueOutOfRange(field)) {
                try TokenIssuer(key: key, validity: Sample.twoYears, terms: terms, salt: 1)
            }
        }
    }

    // T3
    @Test func `an audience that nobody can have is not issued for`() throws {
        #expect(throws: TokenError.valueOutOfRange(.audience)) {
            try issuer(SampleKeys.record(audience: Audience(0xFFFF)))
        }
    }
}
