import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// A token, its spelling and a till, with everything wrong that can be wrong at once.
private struct Scene {
    var till = Till()
    var token = HandmadeToken()
    /// The key whose leaf tags, whatever the token says.
    var tagger = SampleKeys.record(id: 99)
    var prefix = "XY9"
    var hasSmallLetter = true
    var isOverlong = true
    var hasBadCharacter = true
    var hasBadLength = true
    var hasSpareBits = true
    var byteCount: Int? = 36

    init() {
        token.version = 2
        token.kind = 9
        token.keyID = 0xFF07
        token.audience = 8
        token.slot = 131_072
        (token.first, token.last) = (2_882, 2_517)
        token.part = [0, 0]
        till.records = [
            SampleKeys.record(
                kinds: KindSet([.gift]), audience: Audience(9), acceptUntil: .zero, state: .pending)
        ]
        till.audiences = []
        till.expected = KindSet([.member])
        till.time = Timestamp(seconds: 0)
        till.status = .spent
        till.agreement = try? SampleKit.agreement(
            campaigns: [9], acceptsGifts: false,
            validity: Sample.validity("2026-01-01", "2026-11-30"))
        till.expiresAt = till.issuedAt
    }

    /// The only record of the till.
    var record: KeyRecord {
        get { till.records[0] }
        set { till.records = [newValue] }
    }

    func answer() throws -> VerificationError? {
        var bytes = try token.bytes(tagger, leafKind: .discount)
        if let byteCount { bytes = Array(bytes.prefix(byteCount)) }
        var characters = Array(Base32.text(of: bytes).utf8)
        if hasSpareBits {
            let value = Base32.value(of: characters[characters.count - 1]) ?? 0
            characters[characters.count - 1] = Base32.alphabet[Int(value | 1)]
        }
        if hasBadLength { while characters.count % 8 != 1 { characters.append(48) } }
        if hasBadCharacter { characters[10] = UInt8(ascii: "U") }
        if isOverlong { characters += [UInt8](repeating: 48, count: 200) }
        if hasSmallLetter { characters[5] = UInt8(ascii: "a") }
        return try till.answer(prefix + String(decoding: characters, as: UTF8.self))
    }
}

struct PrecedenceTests {
    private typealias Step = (VerificationError?, @Sendable (inout Scene) -> Void)

    /// What is answered, and how that one fault is mended.
    private static let steps = ofTheText + ofTheKey + ofTheBody + ofTheTill

    private static var ofTheText: [Step] {
        [
            (.unreadable(.notATesseraCode), { $0.prefix = "TY1" }),
            (.unreadable(.keyboardLayout), { $0.prefix = "tz1" }),
            (.unreadable(.lowerCase), { $0.prefix = "TZ1" }),
            (.unreadable(.lowerCase), { $0.hasSmallLetter = false }),
            (.unreadable(.tooLong), { $0.isOverlong = false }),
            (.unreadable(.badCharacter(index: 10)), { $0.hasBadCharacter = false }),
            (.unreadable(.badLength(characterCount: 65)), { $0.hasBadLength = false }),
            (.unreadable(.notCanonical), { $0.hasSpareBits = false }),
            (.unreadable(.truncated), { $0.byteCount = 37 }),
            (.unreadable(.unsupportedVersion), { $0.token.version = 1 }),
            (.unreadable(.unknownKind(9)), { $0.token.kind = 3 }),
        ]
    }

    private static var ofTheKey: [Step] {
        [
            (.trainingKey(KeyID(0xFF07)), { $0.token.keyID = 4 }),
            (.unknownKey(KeyID(4)), { $0.token.keyID = 1 }),
            (.keyNotYetActive(KeyID(1)), { $0.record.state = .retired }),
            (.keyRetired(KeyID(1)), { $0.record.state = .compromised }),
            (.keyCompromised(KeyID(1)), { $0.record.state = .active }),
            (
                .keyKindMismatch(KeyID(1), .discount),
                { $0.record = SampleKeys.record(audience: Audience(9), acceptUntil: .zero) }
            ),
            (
                .keyAudienceMismatch(KeyID(1), Audience(8)),
                { $0.record = SampleKeys.record(audience: Audience(8), acceptUntil: .zero) }
            ),
            (.wrongAudience(Audience(8)), { $0.till.audiences = [.ownShops, Audience(8)] }),
            (.wrongKind(.discount), { $0.till.expected = .all }),
            (
                .unreadable(.truncated),
                {
                    $0.byteCount = nil; $0.token.part = [UInt8](repeating: 0x80, count: 27)
                }
            ),
            (.unreadable(.tooLong), { $0.token.part = [0, 3, 0x80, 0, 0, 0, 0x80, 0, 0] }),
            (.tagMismatch(KeyID(1)), { $0.tagger = $0.record }),
        ]
    }

    /// After a good tag the fields are read in the order in which they stand.
    private static var ofTheBody: [Step] {
        [
            (.unreadable(.valueOutOfRange(.slot)), { $0.token.slot = 70_001 }),
            (
                .unreadable(.valueOutOfRange(.days)),
                { ($0.token.first, $0.token.last) = (2_526, 2_526) }
            ),
            (.unreadable(.valueOutOfRange(.campaign)), { $0.token.part[0] = 1 }),
            (
                .unreadable(.unknownDiscountType(3)),
                { $0.token.part = [1, 1, 0x80, 0, 0, 0, 0x80, 0, 0] }
            ),
            (.unreadable(.notCanonical), { $0.token.part = [1, 1, 0, 0, 0, 0x80, 0, 0] }),
            (
                .unreadable(.valueOutOfRange(.value)),
                { $0.token.part = [1, 1, 1, 0x03, 0xE7, 0x80, 0, 0] }
            ),
            (
                .unreadable(.unknownCurrency(numericCode: 999)),
                { $0.token.part = [1, 1, 1, 0x03, 0xD2, 0x80, 0, 0] }
            ),
            (.unreadable(.notCanonical), { $0.token.part = [1, 1, 1, 0x03, 0xD2, 0, 0, 0] }),
            (.unreadable(.trailingBytes(count: 1)), { $0.token.part.removeLast() }),
        ]
    }

    private static var ofTheTill: [Step] {
        [
            (
                .keyWindowMismatch(KeyID(1)),
                {
                    $0.tagger = SampleKeys.record(audience: Audience(8)); $0.record = $0.tagger
                }
            ),
            (
                .clockImplausible(Timestamp(seconds: 0)),
                { $0.till.time = Sample.noon.advanced(byMilliseconds: -86_400_000) }
            ),
            (
                .notYetValid(first: Sample.day("2026-12-01")),
                { $0.till.time = Sample.noon.advanced(byMilliseconds: 86_400_000) }
            ),
            (.expired(last: Sample.day("2026-12-01")), { $0.till.time = Sample.noon }),
            (
                .notAcceptedHere(.campaign(1)),
                {
                    $0.till.agreement = try? SampleKit.agreement(
                        campaigns: [1], validity: Sample.validity("2026-01-01", "2026-11-30"))
                }
            ),
            (
                .notAcceptedHere(.outside(Sample.validity("2026-01-01", "2026-11-30"))),
                { $0.till.agreement = try? SampleKit.agreement(campaigns: [1]) }
            ),
            (.alreadyRedeemed, { $0.till.status = .revoked }),
            (.revoked, { $0.till.status = .partlySpent }),
            (.balanceCheckRequired, { $0.till.lists = [] }),
            (
                .unknownList(3),
                {
                    $0.till.lists = [3]; $0.till.status = .open
                }
            ),
            (
                .kitTooOld(expiredAt: Sample.noon.advanced(byMilliseconds: -86_400_000)),
                { $0.till.expiresAt = Sample.noon.advanced(byMilliseconds: 1) }
            ),
            (nil, { _ in }),
        ]
    }

    // T12, T13, E2
    @Test func `a token wrong in every way is answered fault by fault in order`() throws {
        var scene = Scene()
        for (number, (expected, mend)) in PrecedenceTests.steps.enumerated() {
            #expect(try scene.answer() == expected, "step \(number)")
            mend(&scene)
        }
    }
}
