import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

/// Typed codes under chance: what people do to them, and what guessers hope for.
struct TypedCodeChanceTests {
    private let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    private func code(_ random: inout SeededRandom) throws -> (TypedCode, TypedCodeKey) {
        let kind = try #require(TokenKind.allCases.randomElement(using: &random))
        let key = try SampleKeys.key(kind).typedCodeKey
        return (key.code(kind: kind, position: random.position()), key)
    }

    // T15
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `a typed code leads back to its voucher`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for kind in TokenKind.allCases {
            let key = try SampleKeys.key(kind).typedCodeKey
            let position = random.position()

            let read = try TypedCode(typed: key.code(kind: kind, position: position).text)

            #expect(read.kind == kind)
            #expect(read.position == position)
            #expect(key.isGenuine(read))
            #expect(
                !(try SampleKeys.key(kind, SampleKeys.record(id: 2)).typedCodeKey.isGenuine(read)))
        }
    }

    // T17, F16
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `a code typed in any of the usual ways is one code`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let (code, _) = try code(&random)
        let separators = Array(" \t-._\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}").map(String.init)
        var mangled = ""
        for character in code.text where character != "-" {
            let forms: [String] =
                switch character {
                case "0": ["0", "o", "O"]
                case "1": ["1", "i", "I", "l", "L"]
                default: [String(character), character.lowercased()]
                }
            mangled += forms.randomElement(using: &random) ?? ""
            while UInt8.random(in: 0..<3, using: &random) == 0 {
                mangled += separators.randomElement(using: &random) ?? ""
            }
        }

        #expect(try TypedCode(typed: mangled) == code)
    }

    // T17, F17
    @Test(arguments: [
        ("U00E4BH7ACZ5H6GM", 0), ("000E4BH7ACZ5H6Gu", 15), ("000E 4BH7 ACZ5 H6G*", 18),
        ("000E–4BH7–ACZ5–H6G\u{FF2D}", 18), ("Ö00E4BH7ACZ5H6GM", 0), ("000E4BH7\nACZ5H6GM", 8),
        ("000E4BH7\u{A0}ACZ5H6GM", 8), ("000E/4BH7", 4), ("\u{0}", 0),
    ])
    func `what cannot stand in a typed code is named by its place`(
        typed: String, index: Int
    ) throws {
        #expect(throws: TokenError.badCharacter(index: index)) { try TypedCode(typed: typed) }
        #expect(throws: TokenError.badCharacter(index: index)) {
            try TypedCode.corrections(of: typed)
        }
    }

    // T17
    @Test(arguments: [
        ("", 0), ("----", 0), ("000E-4BH7-ACZ5-H6G", 15), ("000E-4BH7-ACZ5-H6GM0", 17),
    ])
    func `another length is named before a slip is looked for`(typed: String, count: Int) throws {
        #expect(throws: TokenError.typedLength(characterCount: count)) {
            try TypedCode(typed: typed)
        }
        #expect(throws: TokenError.typedLength(characterCount: count)) {
            try TypedCode.corrections(of: typed)
        }
    }

    // T16, T17
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `one slip leads to exactly the code that was meant`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let (code, key) = try code(&random)
        var wrong = Array(code.text.filter { $0 != "-" })
        let index = Int.random(in: 0..<16, using: &random)
        let partner = Int.random(in: 0..<16, using: &random)
        if wrong[index] == wrong[partner] {
            wrong[index] = try #require(
                alphabet.filter { $0 != wrong[index] }.randomElement(using: &random))
        } else {
            wrong.swapAt(index, partner)
        }

        #expect(throws: TokenError.typo(correction: nil)) {
            try TypedCode(typed: String(wrong))
        }
        let offered = try TypedCode.corrections(of: String(wrong)).filter(key.isGenuine)
        #expect(offered == [code])
    }

    // T15, F13
    @Test func `a hundred thousand guesses hit nothing`() throws {
        var random = SeededRandom(seed: 1)
        let keys = try TokenKind.allCases.map { try SampleKeys.key($0).typedCodeKey }
        var (consistent, genuine) = (0, 0)
        for _ in 0..<100_000 {
            let (high, low) = (random.next(), random.next())
            let guess = (0..<16).map { index in
                alphabet[Int((index < 8 ? high : low) >> UInt64(5 * (index % 8)) & 31)]
            }
            guard let code = try? TypedCode(typed: String(guess)) else { continue }
            consistent += 1
            genuine += keys.count { $0.isGenuine(code) }
        }

        #expect(
            (2_900...3_350).contains(consistent), "one in thirty-two has a good check character")
        #expect(genuine == 0)
    }

    // T17
    @Test func `a scanned token is not taken for a typed code`() throws {
        let token = try HandmadeToken().text()

        #expect(!TypedCode.looksTyped(token))
        #expect(!TypedCode.looksTyped(String(token.prefix(16))))
        #expect(TypedCode.looksTyped("000e-4bh7-acz5-h6gm"))
        #expect(!TypedCode.looksTyped("https://tessera.example"))
    }

    // T17: so that what is missing or wrong in it can be named
    @Test(arguments: ["000E-4BH7-ACZ5-H6G", "000E 4BH7 ACZ5 H6GMM", "U00E-4BH7-ACZ5-H6GM"])
    func `groups are taken for a typed code even with a character missing or wrong`(text: String) {
        #expect(TypedCode.looksTyped(text))
    }

    // T15: the five bits of T and of Z are the class of members and the lists 24 320 to 24 575
    @Test(arguments: [UInt16(24_320), 24_575])
    func `a member's code that begins like a token is taken for a typed code`(list: UInt16) throws {
        let key = try SampleKeys.key(.member).typedCodeKey
        let text = key.code(kind: .member, position: Sample.position(list, 9)).text

        #expect(text.hasPrefix("TZ"))
        #expect(TypedCode.looksTyped(text))
        #expect(TypedCode.looksTyped(text.lowercased()))
    }
}
