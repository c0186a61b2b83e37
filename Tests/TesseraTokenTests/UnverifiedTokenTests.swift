import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

/// The form of a text, before anybody asks whether it is genuine.
struct UnverifiedTokenTests {
    private func read(_ bytes: [UInt8]) -> UnverifiedToken? {
        try? UnverifiedToken(scanned: bytes.span)
    }

    // T12
    @Test func `before the tag is good only kind, key and audience can be asked for`() throws {
        var handmade = HandmadeToken()
        handmade.keyID = 0xFEFF
        handmade.audience = 0x8001

        let token = try UnverifiedToken(handmade.text())

        #expect(token.kind == .gift)
        #expect(token.keyID == KeyID(0xFEFF))
        #expect(token.audience == Audience(0x8001))
        #expect(token.byteCount == 39)
    }

    // T1
    @Test func `two hundred characters can be read and one more cannot`() throws {
        var handmade = HandmadeToken()
        handmade.part = [UInt8](repeating: 0, count: 88)
        let text = try handmade.text()

        #expect(text.utf8.count == 200)
        #expect(try UnverifiedToken(text).byteCount == 123)
        #expect(try UnverifiedToken("]Q1\(text)\r\n").byteCount == 123)
        #expect(throws: TokenError.tooLong) { try UnverifiedToken(text + "0") }
    }

    // T12: 36 bytes are 58 characters, 37 are 60
    @Test func `thirty-seven bytes are the fewest`() throws {
        let bytes = try HandmadeToken().bytes()

        #expect(throws: TokenError.truncated) {
            try UnverifiedToken("TZ1" + Base32.text(of: Array(bytes.prefix(36))))
        }
        #expect(
            try UnverifiedToken("TZ1" + Base32.text(of: Array(bytes.prefix(37)))).byteCount == 37)
        #expect(throws: TokenError.truncated) { try UnverifiedToken("TZ1") }
    }

    // T1, T2: chance makes no token, and no text of any form brings the reader down
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `random texts are never genuine and never crash`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let alphabet = Base32.alphabet
        let keys = try TokenKind.allCases.map { try SampleKeys.key($0).tagKey }
        var genuine = 0
        for round in 0..<5_000 {
            let count = Int(random.next() % 210)
            var text = round % 2 == 0 ? TokenFormat.prefix : []
            while text.count < count {
                let word = random.next()
                for shift in stride(from: UInt64(0), to: 64, by: 8) {
                    let byte = UInt8(truncatingIfNeeded: word >> shift)
                    text.append(round % 4 < 3 ? alphabet[Int(byte & 31)] : byte)
                }
            }
            guard let token = read(text) else { continue }
            if keys.contains(where: token.isTagged) { genuine += 1 }
        }

        #expect(genuine == 0)
    }

    // T4, T14: a leaf holder may write any bytes; the reader answers them all
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `random bodies under a good tag are read exactly or refused`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<250 {
            let kind = try #require(TokenKind.allCases.randomElement(using: &random))
            var handmade = HandmadeToken()
            handmade.kind = kind.rawValue
            handmade.slot = UInt32.random(in: 0..<140_000, using: &random)
            let window = TokenFormat.bodyByteCounts(kind)
            handmade.part = (19..<Int.random(in: window, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let text = try handmade.text(leafKind: kind)
            guard let token = try? UnverifiedToken(text).fields(suite: .hmac) else { continue }

            var issuer = try TokenIssuer(
                key: SampleKeys.key(kind), validity: token.validity, terms: token.terms, salt: 0)
            let again = try UnverifiedToken(issuer.token(at: token.position))
            let reread = try again.fields(suite: .hmac)
            #expect(reread.terms == token.terms)
            #expect(again.byteCount == (try UnverifiedToken(text)).byteCount, "one spelling")
        }
    }

    // T2
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `base32 gives back exactly the bytes it was given`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for count in 0...40 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base32.bytes(of: Base32.text(of: bytes)) == bytes)
        }
    }
}
