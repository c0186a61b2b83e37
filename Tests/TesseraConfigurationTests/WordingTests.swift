import Testing
import TesseraConfiguration
import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken

/// What the operator reads when something is set up wrongly.
struct WordingTests {
    private static let place = ConfigurationError.Place(file: "tessera.yaml", line: 12)

    private static let all: [ConfigurationError] = [
        .fileMissing("a"), .fileNotPermitted("a"), .isADirectory("a"), .notAPlainFile("a"),
        .fileTooLarge("a", mostByteCount: 9), .notText("a"), .diskFull("a"),
        .fileFailed("a", errorNumber: 5), .keyFileReadable(byOthers: "a"),
        .keyFileOwnedByAnother("a"), .keyFileIsLink("a"), .keyFileExists("a"),
        .keyFileDamaged("a", .checksum), .passphraseMissing("a"), .passphraseWrong("a"),
        .epochMissing("a", keys: [KeyID(1), KeyID(2)]), .secretMismatch("a", KeyID(1)),
        .keysChangedMeanwhile("a"), .mixedTraining(KeyID(1)), .crypto(.randomUnavailable),
        .noSigningKey(.gift, .ownShops), .noSuchKey(KeyID(1)), .keyNotForKind(KeyID(1), .gift),
        .secretDestroyed(KeyID(1)), .keyStateRefused(KeyID(1), from: .active, to: .retired),
        .keyStillAccepted(KeyID(1), until: Sample.day("2038-11-30")), .keysPending([KeyID(5)]),
        .audienceHasKeys(Audience(7), .hmac), .keyIDsExhausted,
        .dayOutsideCalendar(Sample.day("2019-12-31")),
        .notYAML(place, problem: "a"), .unknownSetting("a", nearest: nil, at: place),
        .missingSetting("a", at: place), .doubledSetting("a", at: place),
        .wrongType("a", wanted: "b", at: place), .settingOutOfRange("a", allowed: "b", at: place),
        .unknownCurrency("a", nearest: nil, at: place), .unknownZone("a", nearest: nil, at: nil),
        .doubledAsset("a", at: place), .unknownAsset("a", nearest: nil),
        .doubledShop("a", at: place), .unknownShop("a", nearest: nil, at: place), .notJSON("a"),
        .ringField("a", key: nil, field: "b", wanted: "c"),
        .unknownEpoch("a", KeyID(1), epoch: "b"), .doubledKey("a", KeyID(1)),
    ]

    @Test func `every error is one sentence without jargon and has a code of its own`() {
        for error in WordingTests.all {
            #expect(error.message.hasSuffix(".") && error.message.count > 10, "\(error)")
            for word in ["invalid", "failed", "error:", "null", "token", "HMAC", "!", "Optional"] {
                #expect(!error.message.contains(word), "\(error.message)")
                #expect(!(error.hint ?? "").contains(word), "\(error.hint ?? "")")
            }
        }
        #expect(Set(WordingTests.all.map(\.code)).count == WordingTests.all.count)
    }

    private static let sentences: [(ConfigurationError, String, String?)] = [
        (
            .keyFileReadable(byOthers: "keys/epoch-0001.key"),
            "Other users can get at keys/epoch-0001.key.",
            "Close it with: chmod go= keys/epoch-0001.key;"
                + " and rotate the keys if somebody may have looked."
        ),
        (
            .keyFileDamaged("keys/records.key", .checksum),
            "keys/records.key was changed: its checksum does not fit.",
            "Take the keys folder from the backup, all files of one day."
        ),
        (
            .keyFileDamaged("keys/records.key", .laterVersion(2)),
            "keys/records.key was written by a later version of Tessera (2).",
            "Bring this machine up to date and try again."
        ),
        (
            .epochMissing("keys/epoch-0001.key", keys: [KeyID(1), KeyID(2)]),
            "keys/epoch-0001.key is gone, and keys 1, 2 cannot work without it.",
            "Take the keys folder from the backup, all files of one day."
        ),
        (
            .passphraseMissing("keys/epoch-0001.key"),
            "keys/epoch-0001.key is locked with a passphrase.",
            "Give it with --passphrase-file FILE, or - for standard input."
        ),
        (
            .keyStillAccepted(KeyID(1), until: Sample.day("2038-11-30")),
            "A code under key 1 can be good until 30 November 2038.",
            "Retire it after that day; if somebody else may have it: tessera key compromise."
        ),
        (
            .keyStateRefused(KeyID(1), from: .active, to: .retired),
            "Key 1 is active and cannot become retired.",
            "Make its successor first with: tessera key rotate."
        ),
        (
            .noSigningKey(.gift, Audience(7)),
            "There is no active key for gift codes of partner 7.",
            "Make a new key with: tessera key rotate."
        ),
        (
            .unknownSetting("curency", nearest: "currency", at: place),
            "tessera.yaml:12: there is no setting called curency.", "Did you mean currency?"
        ),
        (
            .unknownZone("Europe/Bukarest", nearest: "Europe/Bucharest", at: place),
            "tessera.yaml:12: there is no time zone Europe/Bukarest.",
            "Did you mean Europe/Bucharest?"
        ),
        (
            .unknownZone("EET", nearest: nil, at: nil), "There is no time zone EET.",
            "Write it as region and city, Europe/Bucharest."
        ),
        (
            .settingOutOfRange("member_days", allowed: "from 1 to 3660", at: place),
            "tessera.yaml:12: member_days must be from 1 to 3660.", nil
        ),
    ]

    @Test(arguments: sentences.indices)
    func `the operator reads what happened and how to mend it`(index: Int) {
        let (error, message, hint) = WordingTests.sentences[index]

        #expect(error.message == message)
        #expect(error.hint == hint)
    }

    @Test func `kinds say whose move it is`() {
        #expect(ConfigurationError.keyStillAccepted(KeyID(1), until: .last).kind == .refused)
        #expect(ConfigurationError.noSuchKey(KeyID(1)).kind == .notFound)
        #expect(ConfigurationError.keysChangedMeanwhile("a").kind == .conflict)
        #expect(ConfigurationError.diskFull("a").kind == .unavailable)
        #expect(ConfigurationError.crypto(.randomUnavailable).kind == .unavailable)
        #expect(ConfigurationError.keyFileDamaged("a", .cutShort).kind == .misconfigured)
        #expect(ConfigurationError.noSigningKey(.gift, .ownShops).kind == .misconfigured)
    }

    @Test(arguments: [
        ("redem", "redeem"), ("REDEEM", "redeem"), ("rdeeem", "redeem"), ("vouchr", "voucher"),
        ("xyz", nil), ("", nil), ("mem", nil),
    ])
    func `the nearest word is offered only if it is near`(word: String, nearest: String?) {
        let known = ["redeem", "voucher", "member", "check"]

        #expect(Spelling.nearest(to: word, in: known) == nearest)
    }

    @Test func `among several equally near short words none is offered`() {
        #expect(Spelling.nearest(to: "BGN", in: ["BTN", "NGN", "EGP"]) == nil)
        #expect(Spelling.nearest(to: "BGN", in: ["BGL", "EUR"]) == "BGL")
    }
}
