import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// Whatever is done to a good token, the till does not believe it.
struct AlteredTokenTests {
    /// The golden tokens that are believed.
    static let good = GoldenVectors.golden.cases.filter { $0.fields != nil }

    private func believed(
        _ variants: some Sequence<[UInt8]>, _ entry: GoldenVectors.Case
    ) throws -> [[UInt8]] {
        let verifier = Verifier(
            ring: try GoldenVectors.golden.ring(), zone: .utc,
            audiences: entry.audiences.map(Audience.init))
        let time = try found(Timestamp(rfc3339: entry.at))
        return variants.filter { (try? verifier.verify(scanned: $0.span, at: time)) != nil }
    }

    private func bare(_ entry: GoldenVectors.Case) -> [UInt8] {
        Array(entry.token.replacing("]Q1", with: "").utf8.prefix { $0 > 32 })
    }

    // T2
    @Test(arguments: good)
    func `no other character can stand in its place`(entry: GoldenVectors.Case) throws {
        let text = bare(entry)
        // Every byte for the first token, the alphabet and the other case for the rest.
        let isFirst = entry.name == AlteredTokenTests.good[0].name
        let others = isFirst ? Array(0...255) : Base32.alphabet
        let variants = text.indices.flatMap { index in
            (others + [text[index] | 0x20]).filter { $0 != text[index] }.map { other in
                var variant = text
                variant[index] = other
                return variant
            }
        }

        #expect(try believed([text], entry) == [text])
        #expect(try believed(variants, entry).isEmpty)
    }

    // T2
    @Test(arguments: good)
    func `no character can be put in, left out, doubled or exchanged`(
        entry: GoldenVectors.Case
    ) throws {
        let text = bare(entry)
        var variants: [[UInt8]] = []
        for index in text.indices {
            variants.append(Array(text[..<index] + text[(index + 1)...]))
            for other in Base32.alphabet + Array("= -_.\n\tU%".utf8) {
                variants.append(text[..<index] + [other] + text[index...])
            }
            guard index + 1 < text.count, text[index] != text[index + 1] else { continue }
            var exchanged = text
            exchanged.swapAt(index, index + 1)
            variants.append(exchanged)
        }

        #expect(try believed(variants, entry).isEmpty)
    }

    // T2, T12
    @Test(arguments: good)
    func `no cut and nothing behind is believed`(entry: GoldenVectors.Case) throws {
        let text = bare(entry)
        let cuts = text.indices.map { Array(text[..<$0]) }
        let heads = text.indices.dropFirst().map { Array(text[$0...]) }
        let behind = (0...255).filter { ![9, 10, 13].contains($0) }.map { text + [UInt8($0)] }
        let before = (0...255).map { [UInt8($0)] + text }

        #expect(try believed(cuts + heads + behind + before, entry).isEmpty)
    }

    // T5
    @Test(arguments: good)
    func `any flipped bit is refused`(entry: GoldenVectors.Case) throws {
        let text = String(decoding: bare(entry), as: UTF8.self)
        let bytes = try #require(Base32.bytes(of: String(text.dropFirst(3))))
        let variants = (0..<bytes.count * 8).map { bit in
            var variant = bytes
            variant[bit / 8] ^= 1 << UInt8(bit % 8)
            return Array(("TZ1" + Base32.text(of: variant)).utf8)
        }

        #expect(try believed(variants, entry).isEmpty)
    }

    // T5
    @Test(arguments: good)
    func `a token cut or continued in its bytes is refused`(entry: GoldenVectors.Case) throws {
        let text = String(decoding: bare(entry), as: UTF8.self)
        let bytes = try #require(Base32.bytes(of: String(text.dropFirst(3))))
        let variants =
            (0..<bytes.count).map { Array(bytes[..<$0]) } + (0...255).map { bytes + [UInt8($0)] }

        let texts = variants.map { Array(("TZ1" + Base32.text(of: $0)).utf8) }

        #expect(try believed(texts, entry).isEmpty)
    }

    // T2
    @Test func `a hundred and more spellings of one token stand in the vectors`() {
        let file: GoldenVectors.Cases = VectorFile.load("token-spellings.json")

        #expect(file.cases.count >= 92)
        #expect(Set(file.cases.map(\.token)).count == file.cases.count)
        #expect(file.cases.allSatisfy { $0.expect != nil })
    }
}
