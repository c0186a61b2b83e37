import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

struct RoundTripTests {
    private static let every = TokenKind.allCases.flatMap { kind in
        Suite.allCases.map { (kind, $0) }
    }

    // T1–T5, T7
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `a token that was written is read as the same token`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for (kind, suite) in RoundTripTests.every {
            let record = SampleKeys.record(
                id: UInt16(random.number(in: 1...0xFFFE)), suite: suite,
                audience: Audience(UInt16(random.number(in: 0...0xFFFE))))
            let key = try SampleKeys.key(kind, record)
            let (validity, terms) = (random.validity(), random.terms(kind))
            let (position, salt) = (random.position(), random.next())

            var issuer = try TokenIssuer(key: key, validity: validity, terms: terms, salt: salt)
            let text = try issuer.token(at: position)

            let unverified = try UnverifiedToken(text)
            let read = try unverified.fields(suite: suite)
            #expect(unverified.isTagged(with: key.tagKey))
            #expect(unverified.isSealed(by: key, salt: salt))
            #expect(
                read
                    == Token(
                        keyID: record.id, audience: record.audience, position: position,
                        seal: read.seal, validity: validity, terms: terms))
            #expect(text.utf8.count <= 200)
        }
    }

    // T1, T25: what fits a QR code of version 4
    @Test func `a voucher of usual size has sixty-six characters`() throws {
        var issuer = try TokenIssuer(
            key: SampleKeys.key(.gift), validity: Sample.twoYears,
            terms: .gift(Sample.euros(cents: 5_000)), salt: 1)

        #expect(try issuer.token(at: Sample.position(3, 70_001)).utf8.count == 66)
    }

    // T1
    @Test func `the longest token stays below two hundred characters`() throws {
        let record = SampleKeys.record(suite: .ed25519)
        let largest: Int64 = 1_000_000_000_000
        let discount = Discount(
            campaign: .max, reduction: .amount(minorUnits: largest), currency: Sample.euro,
            minimumSpend: largest, cap: largest)
        var issuer = try TokenIssuer(
            key: SampleKeys.key(.discount, record), validity: Sample.twoYears,
            terms: .discount(discount), salt: 1)

        let text = try issuer.token(at: Sample.position(65_535, 131_071))

        #expect(text.utf8.count == 178)
        #expect(try UnverifiedToken(text).fields(suite: .ed25519).terms == .discount(discount))
    }

    // T3, T6
    @Test(arguments: [(0, 0), (0, 3_660), (65_535, 65_535), (61_875, 65_535)])
    func `the longest and the shortest periods are carried`(first: Int, last: Int) throws {
        let validity = try #require(
            ValidityPeriod(first: Day(civilNumber: first), last: Day(civilNumber: last)))
        let key = try SampleKeys.key(.gift)
        var issuer = try TokenIssuer(
            key: key, validity: validity, terms: .gift(Sample.euros(cents: 1)), salt: 1)

        let text = try issuer.token(at: Sample.position(0, 0))

        #expect(try UnverifiedToken(text).fields(suite: .hmac).validity == validity)
    }

    // T12
    @Test(arguments: ["]Q0", "]Q3", "]Q6", "\\000001", "]Q1\\000001"], ["", "\r\n", "\t", "\n\n"])
    func `what scanners add is no part of a token`(before: String, behind: String) throws {
        let text = try HandmadeToken().text()

        let read = try UnverifiedToken(before + text + behind)

        #expect(read.keyID == KeyID(1))
        #expect(read.isTagged(with: try SampleKeys.key(.gift).tagKey))
    }
}
