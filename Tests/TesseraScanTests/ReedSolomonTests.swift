import TesseraScan
import Testing

struct ReedSolomonTests {
    /// ISO/IEC 18004, annex I: 01234567 at level M of version 1, ten check codewords at the end.
    private let example: [UInt8] = [
        0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC,
        0x11, 0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
    ]

    @Test func `the standard's own example is whole`() {
        var reedSolomon = ReedSolomon()
        var block = example

        #expect(reedSolomon.mend(&block, count: 26, checks: 10, limit: 4) == 0)
        #expect(block == example)
    }

    @Test(arguments: 1...4, 1...20 as ClosedRange<UInt64>)
    func `up to four wrong codewords of the example are mended`(errors: Int, seed: UInt64) {
        var reedSolomon = ReedSolomon()
        var block = example.damaged(errors, seed: seed)

        #expect(reedSolomon.mend(&block, count: 26, checks: 10, limit: 4) == errors)
        #expect(block == example)
    }

    // Ten check codewords keep any two blocks eleven apart, so a fifth and a sixth error can never
    // lead within four of another block.
    @Test(arguments: 5...6, 1...60 as ClosedRange<UInt64>)
    func `one more is refused and the block left as it was`(errors: Int, seed: UInt64) {
        var reedSolomon = ReedSolomon()
        let damaged = example.damaged(errors, seed: seed)
        var block = damaged

        #expect(reedSolomon.mend(&block, count: 26, checks: 10, limit: 4) == nil)
        #expect(block == damaged)
    }

    // Nothing but zeros is whole whatever the lengths are.
    @Test(arguments: [
        (44, 16, 8), (44, 28, 14), (67, 18, 9), (50, 18, 9), (33, 18, 9), (43, 24, 12),
        (146, 30, 15), (255, 30, 15), (148, 30, 15),
    ])
    func `every length of block is mended up to its limit and no further`(
        count: Int, checks: Int, limit: Int
    ) {
        var reedSolomon = ReedSolomon()
        let whole = [UInt8](repeating: 0, count: count)
        for seed in 1...10 as ClosedRange<UInt64> {
            var mendable = whole.damaged(limit, seed: seed)
            var lost = whole.damaged(limit + 1, seed: seed)

            #expect(
                reedSolomon.mend(&mendable, count: count, checks: checks, limit: limit) == limit)
            #expect(mendable == whole)
            #expect(reedSolomon.mend(&lost, count: count, checks: checks, limit: limit) == nil)
        }
    }

    @Test(arguments: [(26, 0, 0), (26, 31, 4), (10, 10, 5), (256, 10, 4), (27, 10, 4), (26, 10, 6)])
    func `what can be no block is refused`(count: Int, checks: Int, limit: Int) {
        var reedSolomon = ReedSolomon()
        var block = example

        #expect(reedSolomon.mend(&block, count: count, checks: checks, limit: limit) == nil)
        #expect(block == example)
    }
}

extension [UInt8] {
    /// The bytes with some of them, always the same for each seed, changed to something else.
    fileprivate func damaged(_ errors: Int, seed: UInt64) -> [UInt8] {
        var chance = SplitMix(state: seed)
        var places = Array<Int>(indices)
        var bytes = self
        for _ in 0..<errors {
            let place = places.remove(at: Int(chance.next() % UInt64(places.count)))
            bytes[place] ^= UInt8(chance.next() % 255 + 1)
        }
        return bytes
    }
}
