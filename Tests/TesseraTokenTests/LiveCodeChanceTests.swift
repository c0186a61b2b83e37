import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

/// Live codes under chance: pictures, strangers and malformed tails.
struct LiveCodeChanceTests {
    private let token = "TZ124004000000G0005MBE4STY917AGZ2C7NN5G4GPK6CVGQRZ4KDWND2Y10VHB19G"

    // T23
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func `a screenshot is dead within a minute`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let key = try SampleKeys.key(.member).liveCodeKey
        let position = random.position()
        let time = Timestamp(milliseconds: Int64.random(in: 0...4_000_000_000_000, using: &random))

        let live = key.code(token: token, position: position, at: time)

        let step = Int64(time.seconds / 30)
        for delta: Int64 in [0, 1_000, 29_999] {
            let then = time.advanced(byMilliseconds: delta)
            #expect(key.step(of: live, position: position, at: then) == step)
        }
        for delta: Int64 in [60_000, 61_000, 3_600_000, -60_000] {
            let then = time.advanced(byMilliseconds: delta)
            #expect(key.step(of: live, position: position, at: then) == nil)
        }
    }

    // T23
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func `the code of another member, list or key is refused`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let key = try SampleKeys.key(.member).liveCodeKey
        let slot = UInt32.random(in: 0..<131_071, using: &random)
        let live = key.code(token: token, position: Sample.position(4, slot), at: Sample.noon)

        let others = [Sample.position(4, slot + 1), Sample.position(5, slot)]

        for other in others {
            #expect(key.step(of: live, position: other, at: Sample.noon) == nil)
        }
        let otherKey = try SampleKeys.key(.member, SampleKeys.record(id: 2)).liveCodeKey
        #expect(otherKey.step(of: live, position: Sample.position(4, slot), at: Sample.noon) == nil)
    }

    // T23
    @Test func `a phone holds thirty-two bytes of its own`() throws {
        let key = try SampleKeys.key(.member).liveCodeKey

        let mine = key.memberSecret(at: Sample.position(1, 5))

        #expect(mine.count == 32)
        #expect(mine.matches(key.memberSecret(at: Sample.position(1, 5))))
        #expect(!mine.matches(key.memberSecret(at: Sample.position(1, 6))))
        #expect(!mine.matches(key.memberSecret(at: Sample.position(2, 5))))
    }

    // T2, T23: the dot is character 63 after the prefix
    @Test(arguments: [
        ("", TokenError.badLength(characterCount: 0)),
        ("ZJ4K4X0", .badLength(characterCount: 7)),
        ("ZJ4K4X0TT", .badLength(characterCount: 9)),
        ("zJ4K4X0T", .badCharacter(index: 64)), ("ZJ4K4X0U", .badCharacter(index: 71)),
        ("ZJ4K4X0O", .badCharacter(index: 71)), ("ZJ4K 4X0T", .badCharacter(index: 68)),
        ("ZJ4K4X0.", .badCharacter(index: 71)), (".ZJ4K4X0", .badCharacter(index: 64)),
        ("ZJ4K4X0T=", .badCharacter(index: 72)), ("ZJ4K4X0é", .badCharacter(index: 71)),
    ])
    func `a malformed live code is refused by name`(tail: String, error: TokenError) throws {
        #expect(throws: error) { try LiveCode("\(token).\(tail)") }
    }

    // T23
    @Test func `a text without a dot or without the prefix is no live code`() throws {
        #expect(try LiveCode(token) == nil)
        #expect(try LiveCode("https://tessera.example") == nil)
        #expect(try LiveCode("") == nil)
    }
}
