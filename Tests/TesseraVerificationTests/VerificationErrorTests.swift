import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

struct VerificationErrorTests {
    static let everyError: [(VerificationError, String, ErrorKind)] = [
        (.unreadable(.truncated), "truncated", .invalid),
        (.trainingKey(KeyID(0xFF01)), "training_key", .notGenuine),
        (.unknownKey(KeyID(9)), "unknown_key", .notGenuine),
        (.keyNotYetActive(KeyID(9)), "key_not_yet_active", .refused),
        (.keyRetired(KeyID(9)), "key_retired", .refused),
        (.keyCompromised(KeyID(9)), "key_compromised", .refused),
        (.keyKindMismatch(KeyID(9), .gift), "key_kind_mismatch", .notGenuine),
        (.keyAudienceMismatch(KeyID(9), Audience(7)), "key_audience_mismatch", .notGenuine),
        (.wrongAudience(Audience(7)), "wrong_audience", .refused),
        (.wrongKind(.member), "wrong_kind", .refused), (.wrongKind(.gift), "wrong_kind", .refused),
        (.wrongKind(.discount), "wrong_kind", .refused),
        (.wrongKind(.entitlement), "wrong_kind", .refused),
        (.tagMismatch(KeyID(9)), "tag_mismatch", .notGenuine),
        (.keyWindowMismatch(KeyID(9)), "key_window_mismatch", .notGenuine),
        (.clockImplausible(Sample.noon), "clock_implausible", .misconfigured),
        (.notYetValid(first: Sample.day("2026-12-24")), "not_yet_valid", .refused),
        (.expired(last: Sample.day("2026-10-31")), "expired", .refused),
        (.notAcceptedHere(.gifts), "not_accepted_here", .refused),
        (.notAcceptedHere(.campaign(9)), "not_accepted_here", .refused),
        (
            .notAcceptedHere(.outside(Sample.validity("2026-01-01", "2026-06-30"))),
            "not_accepted_here", .refused
        ), (.termsMismatch(9), "terms_mismatch", .refused),
        (.alreadyRedeemed, "already_redeemed", .refused), (.revoked, "revoked", .refused),
        (.balanceCheckRequired, "balance_check_required", .refused),
        (.unknownList(3), "unknown_list", .refused),
        (.kitTooOld(expiredAt: Sample.noon), "kit_too_old", .unavailable),
        (
            .offlineLimit(.perDay, limit: .uses(40), used: .uses(39), asked: .uses(2)),
            "offline_limit", .refused
        ), (.forgedWithLeakedKey(KeyID(9)), "forged_with_leaked_key", .notGenuine),
        (.tooManyAttempts(limit: 10), "too_many_attempts", .notAllowed),
        (.liveCodeStale, "live_code_stale", .refused),
        (.typedCodeNeedsLedger, "typed_code_needs_ledger", .unavailable),
        (.kitDamaged, "kit_damaged", .misconfigured),
        (.kitNewer(version: 3), "kit_newer", .misconfigured),
        (.kitNotGenuine, "kit_not_genuine", .notGenuine),
        (.kitOfAnother(Sample.market, nil), "kit_of_another", .misconfigured),
        (.kitOfAnother(Sample.market, Sample.till1), "kit_of_another", .misconfigured),
        (.kitRolledBack(held: 7, offered: 6), "kit_rolled_back", .conflict),
        (.kitDeltaMismatch(held: 7, base: 6), "kit_delta_mismatch", .conflict),
        (.kitDeltaMismatch(held: nil, base: 6), "kit_delta_mismatch", .conflict),
        (.notAKitKey, "not_a_kit_key", .misconfigured),
        (.kitFolderReadable(byOthers: "till"), "kit_folder_readable_by_others", .misconfigured),
        (.kitFolderFailed("till", errorNumber: 28), "kit_folder_failed", .misconfigured),
        (.kitCounterDamaged("till/kit.highest"), "kit_counter_damaged", .misconfigured),
        (.crypto(.randomUnavailable), "random_unavailable", .unavailable),
    ]

    // T13, W1, W2, W5
    @Test(arguments: everyError)
    func `every answer has its code, its kind and plain words`(
        error: VerificationError, code: String, kind: ErrorKind
    ) throws {
        let hint = try #require(error.hint)
        #expect(error.code == code)
        #expect(error.kind == kind)
        for sentence in [error.message, hint] {
            #expect(sentence.hasSuffix("."))
            #expect(!sentence.contains("!"))
            #expect(Jargon.words(in: sentence).isEmpty)
        }
    }

    // W4
    @Test func `the sentences name days, times and kinds`() {
        #expect(
            VerificationError.expired(last: Sample.day("2026-10-31")).message
                == "This voucher was good until 31 October 2026.")
        #expect(
            VerificationError.notYetValid(first: Sample.day("2026-12-24")).message
                == "This voucher is good from 24 December 2026 on.")
        #expect(VerificationError.wrongKind(.gift).message == "This is a gift card.")
        #expect(
            VerificationError.clockImplausible(Timestamp(seconds: 0)).message
                == "This till's clock says 1970-01-01T00:00:00Z.")
        #expect(
            VerificationError.forgedWithLeakedKey(KeyID(9)).hint
                == "Do not accept it, and tell the office at once: key 9 has leaked.")
    }

    // W3, W4
    @Test func `the sentences about limits say what is used and what was asked`() {
        let money = { VerificationError.OfflineAmount.money(Sample.euros(cents: $0)) }

        #expect(
            VerificationError.offlineLimit(
                .perVoucher, limit: money(5_000), used: money(1_200), asked: money(4_000)
            ).message
                == "Without a network this till takes €50.00 of one voucher at most; "
                + "€12.00 of that is used, and €40.00 was asked.")
        #expect(
            VerificationError.offlineLimit(
                .perDay, limit: .uses(40), used: .uses(40), asked: .uses(1)
            ).message
                == "Without a network this till takes 40 uses in a day at most; "
                + "40 uses of that is used, and 1 use was asked.")
    }

    // W4: 23:30 UTC is the next day in Bucharest
    @Test func `days are told in the reader's zone`() throws {
        let time = try #require(Timestamp(rfc3339: "2026-12-01T23:30:00Z"))
        let error = VerificationError.kitTooOld(expiredAt: time)

        let told = error.message(told: Telling(zone: Sample.bucharest, now: Sample.noon))

        #expect(told == "This till's kit was good until 2 December 2026.")
        #expect(error.message == "This till's kit was good until 1 December 2026.")
    }

    // E7, F14: to whoever guesses, a wrong key and a wrong tag look alike
    @Test func `what was not issued by us is told in the same words`() {
        let sentence = "This code was not issued by us, or was changed afterwards."

        #expect(VerificationError.tagMismatch(KeyID(1)).message == sentence)
        #expect(VerificationError.keyKindMismatch(KeyID(1), .gift).message == sentence)
        #expect(VerificationError.keyAudienceMismatch(KeyID(1), Audience(7)).message == sentence)
    }

    // T12: a fault of the form keeps its own words
    @Test func `an unreadable code is told by what is wrong with it`() {
        let error = VerificationError.unreadable(.lowerCase)

        #expect(error.message == TokenError.lowerCase.message)
        #expect(error.hint == TokenError.lowerCase.hint)
    }
}
