import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// What an agreement, campaign terms and leases make of a token: steps 12 and 13 of T12.
struct AcceptanceTests {
    private let gift = HandmadeToken()

    /// Campaign 9, ten uses, and a digest.
    private func right(_ digest: UInt64) -> HandmadeToken {
        var token = HandmadeToken()
        token.kind = 4
        token.part =
            [9, 10] + (0..<6).map { UInt8(truncatingIfNeeded: digest >> (40 - 8 * UInt64($0))) }
        return token
    }

    private func answer(_ till: Till, _ token: HandmadeToken) throws -> VerificationError? {
        try till.answer(
            token.text(SampleKeys.record(), leafKind: token.kind == 4 ? .entitlement : .gift))
    }

    // T13
    @Test func `an agreement says what is accepted`() throws {
        var till = Till()
        let ten = right(SampleKit.campaigns[0].digest)
        #expect(try answer(till, gift) == nil)

        till.agreement = try SampleKit.agreement(campaigns: [9], acceptsGifts: false)
        #expect(try answer(till, gift) == .notAcceptedHere(.gifts))
        #expect(try answer(till, ten) == nil)

        till.agreement = try SampleKit.agreement(campaigns: [3])
        #expect(try answer(till, gift) == nil)
        #expect(try answer(till, ten) == .notAcceptedHere(.campaign(9)))

        till.agreement = try SampleKit.agreement(campaigns: nil)
        #expect(try answer(till, ten) == nil)
    }

    // T6, T13: with ten minutes to spare, in the issuer's zone; midnight there is 22:00 UTC
    @Test(arguments: [
        ("2026-12-01T21:49:59.999Z", false), ("2026-12-01T21:50:00Z", true),
        ("2026-12-31T22:09:59.999Z", true), ("2026-12-31T22:10:00Z", false),
    ])
    func `an agreement holds on its days`(time: String, isAccepted: Bool) throws {
        let days = Sample.validity("2026-12-02", "2026-12-31")
        var till = Till()
        till.zone = Sample.bucharest
        till.time = try #require(Timestamp(rfc3339: time))
        till.expiresAt = till.time.advanced(byMilliseconds: 1)
        till.agreement = try SampleKit.agreement(validity: days)

        #expect(try answer(till, gift) == (isAccepted ? nil : .notAcceptedHere(.outside(days))))
    }

    // T4, T19
    @Test func `terms that the till has must be those of the voucher`() throws {
        var till = Till()
        let other = right(0x0102_0304_0506)
        #expect(try answer(till, other) == nil)

        till.campaigns = SampleKit.campaigns
        #expect(try answer(till, other) == .termsMismatch(9))
        #expect(try answer(till, right(SampleKit.campaigns[0].digest)) == nil)
        #expect(try answer(till, right(SampleKit.campaigns[1].digest)) == nil)

        till.campaigns = [CampaignText(campaign: 8, text: "Ten coffees, any size.")]
        #expect(try answer(till, other) == nil)
    }

    // T4: the first six bytes of `printf 'Ten coffees, any size.' | sha256sum`
    @Test func `the digest of terms is that of their text`() {
        #expect(SampleKit.campaigns[0].digest == 0x742B_AF37_F822)
    }

    // T20
    @Test func `what is put aside for a till is good there until its time is over`() throws {
        var till = Till()
        till.status = .partlySpent
        #expect(try answer(till, gift) == .balanceCheckRequired)

        till.leases = SampleKit.leases()
        #expect(try answer(till, gift) == nil)

        till.time = Sample.noon.advanced(byMilliseconds: 3_599_999)
        #expect(try answer(till, gift) == nil)
        till.time = Sample.noon.advanced(byMilliseconds: 3_600_000)
        #expect(try answer(till, gift) == .balanceCheckRequired)

        till.time = Sample.noon
        till.status = .revoked
        #expect(try answer(till, gift) == .revoked)
    }
}
