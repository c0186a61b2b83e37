import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

struct SealTests {
    private func seal(
        _ record: KeyRecord = SampleKeys.record(), days: ValidityPeriod = Sample.twoYears,
        cents: Int64 = 5_000, salt: UInt64 = 1, slot: UInt32 = 1
    ) throws -> UInt64 {
        var issuer = try TokenIssuer(
            key: SampleKeys.key(.gift, record), validity: days,
            terms: .gift(Sample.euros(cents: cents)), salt: salt)
        let text = try issuer.token(at: Sample.position(3, slot))
        return try UnverifiedToken(text).fields(suite: record.suite).seal
    }

    // T7
    @Test func `a seal is for one salt, position, promise, period and key`() throws {
        let seals = [
            try seal(), try seal(salt: 2), try seal(slot: 2), try seal(cents: 5_001),
            try seal(days: Sample.validity("2026-01-01", "2027-12-30")),
            try seal(SampleKeys.record(id: 2)),
            try seal(SampleKeys.record(audience: Audience(7))),
        ]

        #expect(Set(seals).count == seals.count)
    }

    // T7
    @Test(arguments: Suite.allCases)
    func `whoever has only the audience's leaf makes no seal`(suite: Suite) throws {
        let record = SampleKeys.record(suite: suite)
        let key = try SampleKeys.key(.gift, record)

        let forged = try UnverifiedToken(HandmadeToken().text(record))

        #expect(forged.isTagged(with: key.tagKey))
        #expect(!forged.isSealed(by: key, salt: 1))
    }

    // T7
    @Test func `a seal taken from another voucher does not fit`() throws {
        let key = try SampleKeys.key(.gift)
        var issuer = try TokenIssuer(
            key: key, validity: Sample.twoYears, terms: .gift(Sample.euros(cents: 5_000)), salt: 1)
        let genuine = try UnverifiedToken(try issuer.token(at: Sample.position(3, 1)))
            .fields(suite: .hmac)
        var moved = HandmadeToken()
        moved.seal = (0..<5).map { UInt8(truncatingIfNeeded: genuine.seal >> UInt64(32 - 8 * $0)) }
        moved.first = UInt16(Sample.twoYears.first.number)
        moved.last = UInt16(Sample.twoYears.last.number)

        for (slot, isGood) in [(UInt32(1), true), (2, false)] {
            moved.slot = slot
            let token = try UnverifiedToken(moved.text())
            #expect(token.isTagged(with: key.tagKey))
            #expect(token.isSealed(by: key, salt: 1) == isGood)
        }
    }

    // T5, T9
    @Test func `a tag is for one key, kind, audience and suite`() throws {
        let other = [
            try SampleKeys.key(.gift, SampleKeys.record(id: 2)), try SampleKeys.key(.discount),
            try SampleKeys.key(.gift, SampleKeys.record(audience: Audience(1))),
        ]

        let token = try UnverifiedToken(HandmadeToken().text())

        #expect(token.isTagged(with: try SampleKeys.key(.gift).tagKey))
        for key in other { #expect(!token.isTagged(with: key.tagKey)) }
    }
}
