import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

struct LiveVectors: Decodable, Sendable {
    struct Code: Decodable, Sendable {
        let unixSeconds: Int64
        let step: Int64
        let text: String
    }

    let token: String
    let codes: [Code]

    static let golden: LiveVectors = VectorFile.load("live-code.json")
}

struct LiveCodeTests {
    private func key() throws -> LiveCodeKey {
        LiveCodeKey(
            leaf: MACKey(
                try SampleKeys.epoch().leaf(
                    .liveCode, kind: .member, audience: .ownShops, keyID: KeyID(2))))
    }

    // T23
    @Test(arguments: LiveVectors.golden.codes.indices)
    func `a live code is spelled as its golden vector and lives for its step`(
        index: Int
    ) throws {
        let golden = LiveVectors.golden
        let entry = golden.codes[index]
        let position = try #require(VoucherPosition(list: 1, slot: 5))
        let time = Timestamp(seconds: entry.unixSeconds)

        let live = try key().code(token: golden.token, position: position, at: time)

        #expect(live.text == entry.text)
        let read = try #require(try LiveCode(entry.text))
        #expect(read == live)
        #expect(LiveCode.step(at: time) == entry.step)
        for (seconds, step) in [(-30, entry.step), (0, entry.step), (30, entry.step)] {
            let then = time.advanced(byMilliseconds: Int64(seconds) * 1_000)
            #expect(try key().step(of: read, position: position, at: then) == step)
        }
        for seconds in [-60, 60, 90] as [Int64] {
            let then = time.advanced(byMilliseconds: seconds * 1_000)
            #expect(try key().step(of: read, position: position, at: then) == nil)
        }
    }
}
