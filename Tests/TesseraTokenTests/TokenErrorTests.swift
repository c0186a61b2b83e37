import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

struct TokenErrorTests {
    private static let everyError: [(TokenError, String, ErrorKind)] = [
        (.notATesseraCode, "not_a_tessera_code", .invalid),
        (.keyboardLayout, "keyboard_layout", .invalid), (.lowerCase, "lower_case", .invalid),
        (.tooLong, "too_long", .invalid), (.badCharacter(index: 4), "bad_character", .invalid),
        (.badLength(characterCount: 62), "bad_length", .invalid),
        (.notCanonical, "not_canonical", .invalid),
        (.unsupportedVersion, "unsupported_version", .invalid),
        (.unknownKind(9), "unknown_kind", .invalid), (.truncated, "truncated", .invalid),
        (.valueOutOfRange(.amount), "value_out_of_range", .invalid),
        (.trailingBytes(count: 1), "trailing_bytes", .invalid),
        (.unknownCurrency(numericCode: 999), "unknown_currency", .invalid),
        (.unknownDiscountType(3), "unknown_discount_type", .invalid),
        (.typedLength(characterCount: 15), "typed_length", .invalid),
        (.typo(correction: nil), "typo", .invalid),
        (.typo(correction: "000E-4BH7-ACZ5-H6GM"), "typo", .invalid),
        (.keyCannotSign(KeyID(1), .verifyOnly), "key_cannot_sign", .misconfigured),
        (
            .outsideKeyDays(KeyID(1), first: .zero, lastSigning: .zero, acceptUntil: .last),
            "outside_key_days", .invalid
        ),
    ]

    // T13, T17
    @Test(arguments: everyError)
    func `every fault of a code has its code, its kind and plain words`(
        error: TokenError, code: String, kind: ErrorKind
    ) throws {
        #expect(error.code == code)
        #expect(error.kind == kind)
        #expect(error.message.hasSuffix("."))
        #expect(Jargon.words(in: error.message).isEmpty)
        let hint = try #require(error.hint)
        #expect(hint.hasSuffix(".") || hint.hasSuffix("?"))
        #expect(Jargon.words(in: hint).isEmpty)
    }

    @Test func `the sentences name what can be checked`() {
        #expect(
            TokenError.badCharacter(index: 4).message == "Character 5 cannot stand in a code.")
        #expect(
            TokenError.valueOutOfRange(.minimumSpend).message
                == "The code's minimum spend is out of range.")
        #expect(TokenError.typo(correction: "000E").hint == "Did you mean 000E?")
        #expect(
            TokenError.keyCannotSign(KeyID(3), .verifyOnly).message
                == "Key 3 is for verifying only and cannot sign.")
    }
}
