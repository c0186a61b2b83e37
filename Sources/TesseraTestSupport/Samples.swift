import TesseraLedger
import TesseraModel

/// Shops, days and orders that tests and measurements share.
package enum Sample {
    /// The shop of most tests.
    package static let harbour: ShopID = name("harbour")
    /// Another shop.
    package static let market: ShopID = name("market")
    /// The till of most tests.
    package static let till1: TillID = name("till-1")
    /// Another till.
    package static let till2: TillID = name("till-2")
    /// Who works in most tests where somebody is named.
    package static let ana: OperatorID = name("ana-7")
    /// Somebody else who works.
    package static let dan: OperatorID = name("dan-2")
    /// The currency of most tests.
    package static let euro: Currency = known(Currency(code: "EUR"))
    /// Noon of 1 December 2026, UTC.
    package static let noon = Timestamp(seconds: 1_796_126_400)
    /// The year 2026 and the next.
    package static let twoYears = validity("2026-01-01", "2027-12-31")

    /// Europe/Bucharest from 2025 to 2027, typed from the rules of the European Union: UTC+3 from
    /// the last Sunday in March to the last Sunday in October, each at 01:00 UTC; else UTC+2.
    package static let bucharest = IssuerZone(
        name: "Europe/Bucharest",
        first: IssuerZone.Change(fromSeconds: 1_729_990_800, offsetSeconds: 7_200),
        later: [
            IssuerZone.Change(fromSeconds: 1_743_296_400, offsetSeconds: 10_800),
            IssuerZone.Change(fromSeconds: 1_761_440_400, offsetSeconds: 7_200),
            IssuerZone.Change(fromSeconds: 1_774_746_000, offsetSeconds: 10_800),
            IssuerZone.Change(fromSeconds: 1_792_890_000, offsetSeconds: 7_200),
            IssuerZone.Change(fromSeconds: 1_806_195_600, offsetSeconds: 10_800),
            IssuerZone.Change(fromSeconds: 1_824_944_400, offsetSeconds: 7_200),
        ])

    /// So many cents.
    package static func euros(cents: Int64) -> Money { Money(minorUnits: cents, currency: euro) }

    /// A day that exists.
    package static func day(_ text: String) -> Day { known(Day(text: text)) }

    /// The days from one to another.
    package static func validity(_ first: String, _ last: String) -> ValidityPeriod {
        known(ValidityPeriod(first: day(first), last: day(last)))
    }

    /// A position that exists.
    package static func position(_ list: UInt16, _ slot: UInt32) -> VoucherPosition {
        known(VoucherPosition(list: list, slot: slot))
    }

    /// Gift cards of so many cents.
    package static func gift(
        cents: Int64 = 5_000, count: Int = 1, validity: ValidityPeriod = twoYears,
        activation: Activation = .atIssue, audience: Audience = .ownShops
    ) -> BatchOrder {
        BatchOrder(
            terms: .gift(euros(cents: cents)), uses: 0, validity: validity, keyID: KeyID(0xFF01),
            audience: audience, count: count, salt: 0xFEDC_BA98_7654_3210,
            activation: activation, label: "gift cards")
    }

    /// Vouchers of 15 % off baskets of 20.00 or more, at most 10.00.
    package static func discount(
        uses: Int = 1, count: Int = 1, validity: ValidityPeriod = twoYears,
        minimumSpend: Int64 = 2_000
    ) -> BatchOrder {
        let terms = Discount(
            campaign: 7, reduction: .percent(basisPoints: 1_500), currency: euro,
            minimumSpend: minimumSpend, cap: 1_000)
        return BatchOrder(
            terms: .discount(terms), uses: uses, validity: validity, keyID: KeyID(0xFF01),
            audience: .ownShops, count: count, salt: 1)
    }

    /// Vouchers for something that may be had so many times.
    package static func entitlement(
        uses: UInt16 = 1, count: Int = 1, validity: ValidityPeriod = twoYears,
        activation: Activation = .atIssue
    ) -> BatchOrder {
        let terms = Entitlement(campaign: 9, uses: uses, termsDigest: 0xA1B2_C3D4_E5F6)
        return BatchOrder(
            terms: .entitlement(terms), uses: Int(uses), validity: validity, keyID: KeyID(0xFF01),
            audience: .ownShops, count: count, salt: 2, activation: activation)
    }

    /// A member's wish to be enrolled.
    package static func enrolment(
        _ number: UInt64, operation: OperationID, at time: Timestamp = noon,
        name: String = "Ana", contact: String = "ana@example.org"
    ) -> EnrolmentRequest {
        let member = known(MemberNumber(number))
        let card = BatchOrder(
            terms: .member(member, tier: 0), uses: 0, validity: twoYears, keyID: KeyID(0xFF01),
            audience: .ownShops, count: 1, salt: number)
        return EnrolmentRequest(
            operation: operation, number: member, profile: profile(name + contact), card: card,
            time: time)
    }

    /// What a book keeps of somebody: bytes that it cannot read.
    package static func profile(_ text: String) -> SealedProfile {
        let bytes = Array(text.utf8)
        return SealedProfile(key: [0] + bytes, box: [1] + bytes, enrolled: [2] + bytes)
    }

    private static func name<Kind>(_ text: String) -> Identifier<Kind> {
        known(Identifier<Kind>(text))
    }

    private static func known<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("A sample is misspelt.") }
        return value
    }
}
