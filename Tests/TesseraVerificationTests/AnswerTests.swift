import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// One situation for each answer of T13.
struct AnswerTests {
    /// Something wrong with a token, a spelling or a till that is good but for that.
    struct Situation: Sendable, CustomTestStringConvertible {
        let code: String
        let answer: VerificationError
        var till: @Sendable (inout Till) -> Void = { _ in }
        var token: @Sendable (inout HandmadeToken) -> Void = { _ in }
        var text: @Sendable (String) -> String = { $0 }
        var testDescription: String { code }
    }

    // T13, in its order but for the two that no till without agreements can give.
    static let closedList = [
        "not_a_tessera_code", "keyboard_layout", "lower_case", "too_long", "bad_character",
        "bad_length", "not_canonical", "unsupported_version", "unknown_kind", "unknown_key",
        "key_not_yet_active", "key_retired", "key_compromised", "key_kind_mismatch",
        "key_audience_mismatch", "wrong_audience", "wrong_kind", "truncated", "tag_mismatch",
        "value_out_of_range", "trailing_bytes", "unknown_currency", "unknown_discount_type",
        "key_window_mismatch", "clock_implausible", "not_yet_valid", "expired",
        "already_redeemed", "revoked", "balance_check_required", "unknown_list", "kit_too_old",
        "training_key",
    ]

    static let situations = ofTheText + ofTheKey + ofTheBody + ofTheTill

    private static let ofTheText = [
        Situation(
            code: "not_a_tessera_code", answer: .unreadable(.notATesseraCode),
            text: { "https://tessera.example/" + $0 }),
        Situation(
            code: "keyboard_layout", answer: .unreadable(.keyboardLayout),
            text: { "TY1" + $0.dropFirst(3) }),
        Situation(
            code: "keyboard_layout", answer: .unreadable(.keyboardLayout),
            text: { "TW&" + $0.dropFirst(3) }),
        Situation(
            code: "lower_case", answer: .unreadable(.lowerCase), text: { $0.lowercased() }),
        Situation(
            code: "too_long", answer: .unreadable(.tooLong),
            text: { $0 + String(repeating: "0", count: 135) }),
        Situation(
            code: "bad_character", answer: .unreadable(.badCharacter(index: 63)),
            text: { $0 + "U" }),
        Situation(
            code: "bad_length", answer: .unreadable(.badLength(characterCount: 62)),
            text: { String($0.dropLast()) }),
        Situation(
            code: "not_canonical", answer: .unreadable(.notCanonical),
            text: { $0.dropLast() + ($0.hasSuffix("0") ? "1" : "Z") }),
        Situation(
            code: "truncated", answer: .unreadable(.truncated), text: { String($0.prefix(59)) }),
    ]

    private static let ofTheKey = [
        Situation(
            code: "unknown_key", answer: .unknownKey(KeyID(2)), token: { $0.keyID = 2 }),
        Situation(
            code: "key_not_yet_active", answer: .keyNotYetActive(KeyID(1)),
            till: { $0.records[0].state = .pending }),
        Situation(
            code: "key_retired", answer: .keyRetired(KeyID(1)),
            till: { $0.records[0].state = .retired }),
        Situation(
            code: "key_compromised", answer: .keyCompromised(KeyID(1)),
            till: { $0.records[0].state = .compromised }),
        Situation(
            code: "key_kind_mismatch", answer: .keyKindMismatch(KeyID(1), .gift),
            till: { $0.records = [SampleKeys.record(kinds: KindSet([.member]))] }),
        Situation(
            code: "key_audience_mismatch", answer: .keyAudienceMismatch(KeyID(1), Audience(7)),
            token: { $0.audience = 7 }),
        Situation(
            code: "training_key", answer: .trainingKey(KeyID(0xFF01)),
            till: { $0.records.append(SampleKeys.record(id: 0xFF01)) },
            token: { $0.keyID = 0xFF01 }),
        Situation(
            code: "key_window_mismatch", answer: .keyWindowMismatch(KeyID(1)),
            till: {
                $0.records = [SampleKeys.record(acceptUntil: Sample.day("2027-11-21"))]
            }),
    ]

    private static let ofTheBody = [
        Situation(
            code: "truncated", answer: .unreadable(.truncated), token: { $0.part = [1, 3] }),
        Situation(
            code: "unsupported_version", answer: .unreadable(.unsupportedVersion),
            token: { $0.version = 2 }),
        Situation(
            code: "unknown_kind", answer: .unreadable(.unknownKind(5)), token: { $0.kind = 5 }),
        Situation(
            code: "tag_mismatch", answer: .tagMismatch(KeyID(1)),
            text: { $0.prefix(40) + "ZZZZ" + $0.dropFirst(44) }),
        Situation(
            code: "value_out_of_range", answer: .unreadable(.valueOutOfRange(.amount)),
            token: { $0.part = [0, 0x03, 0xD2] }),
        Situation(
            code: "trailing_bytes", answer: .unreadable(.trailingBytes(count: 1)),
            token: { $0.part.append(0) }),
        Situation(
            code: "unknown_currency", answer: .unreadable(.unknownCurrency(numericCode: 999)),
            token: { $0.part = [1, 0x03, 0xE7] }),
        Situation(
            code: "unknown_discount_type", answer: .unreadable(.unknownDiscountType(3)),
            token: {
                $0.kind = 3
                $0.part = [1, 3, 1, 0x03, 0xD2, 0, 0]
            }),
    ]

    private static let ofTheTill = [
        Situation(
            code: "wrong_audience", answer: .wrongAudience(.ownShops),
            till: { $0.audiences = [Audience(7)] }),
        Situation(
            code: "wrong_kind", answer: .wrongKind(.gift),
            till: { $0.expected = KindSet([.member]) }),
        Situation(
            code: "clock_implausible", answer: .clockImplausible(Timestamp(seconds: 0)),
            till: { $0.time = Timestamp(seconds: 0) }),
        Situation(
            code: "not_yet_valid", answer: .notYetValid(first: Sample.day("2026-12-02")),
            token: { $0.first = 2_527 }),
        Situation(
            code: "expired", answer: .expired(last: Sample.day("2026-11-30")),
            token: { $0.last = 2_525 }),
        Situation(
            code: "already_redeemed", answer: .alreadyRedeemed, till: { $0.status = .spent }),
        Situation(code: "revoked", answer: .revoked, till: { $0.status = .revoked }),
        Situation(
            code: "balance_check_required", answer: .balanceCheckRequired,
            till: { $0.status = .partlySpent }),
        Situation(
            code: "unknown_list", answer: .unknownList(3), till: { $0.lists = [2, 4] }),
        Situation(
            code: "kit_too_old", answer: .kitTooOld(expiredAt: Sample.noon),
            till: { $0.expiresAt = Sample.noon }),
    ]

    // T12, T13
    @Test(arguments: situations)
    func `each fault gets the answer that names it`(situation: Situation) throws {
        var (till, token) = (Till(), HandmadeToken())
        situation.till(&till)
        situation.token(&token)
        let kind = TokenKind(rawValue: token.kind) ?? .gift
        let record = SampleKeys.record(id: token.keyID)

        let text = situation.text(try token.text(record, leafKind: kind))

        let answer = try till.answer(text)
        #expect(answer == situation.answer)
        #expect(answer?.code == situation.code)
    }

    // T13
    @Test func `every answer that can arise is met by a situation`() {
        let met = Set(AnswerTests.situations.map(\.code))

        #expect(met == Set(AnswerTests.closedList))
        #expect(AnswerTests.closedList.count == 33)
    }

    // T12, T13
    @Test(arguments: Suite.allCases)
    func `a token without a fault is believed as it was written`(suite: Suite) throws {
        let record = SampleKeys.record(suite: suite)
        var till = Till()
        till.records = [record]
        let text = Array(try HandmadeToken().text(record).utf8)

        let token = try till.verifier().verify(scanned: text.span, at: till.time).token

        #expect(token.terms == .gift(Sample.euros(cents: 5_000)))
        #expect(token.position == Sample.position(3, 70_001))
        #expect(token.validity == Sample.validity("2026-11-22", "2027-11-22"))
        #expect(token.sealText == "0102030405")
        #expect(token.keyID == KeyID(1))
    }
}
