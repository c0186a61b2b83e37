import Foundation
import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// Changes to kits as another program takes them, and what they save: T20.
struct KitDeltaClientTests {
    /// What `Tests/Tools/apply-kit-delta.py` makes, which was written from docs/kits.md.
    private func otherProgram(_ delta: [UInt8], _ base: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        func path(_ name: String) -> String { "\(folder.path)/\(name)" }
        try Data(base).write(to: URL(filePath: path("base")))
        try Data(delta).write(to: URL(filePath: path("delta")))
        let tool = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Tools/apply-kit-delta.py").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", tool, path("base"), path("delta"), path("next")]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return Array(try Data(contentsOf: URL(filePath: path("next"))))
    }

    /// So many of a million vouchers used, then one in a hundred more.
    private func day(
        after used: Int
    ) throws -> (base: [UInt8], next: [UInt8], delta: [UInt8]) {
        var random = SeededRandom(seed: 7)
        var map = StatusMap(lists: (0..<8).map { UInt16($0) })
        var open = Array(0..<1_000_000 as Range<UInt32>)
        func use(_ count: Int) {
            map.note(
                (0..<count).map { _ in
                    open.swapAt(
                        Int(random.number(in: 0...Int64(open.count - 1))), open.count - 1)
                    let number = open.removeLast()
                    return (Sample.position(UInt16(number / 131_072), number % 131_072), .spent)
                })
        }
        use(used)
        let base = try SampleKit.file(SampleKit.kit(map))
        use(10_000)
        let next = try SampleKit.file(SampleKit.kit(map, edition: SampleKit.edition(sequence: 6)))
        let delta = try KitDelta.bytes(from: base, to: next, signedBy: SampleKeys.kitKey())
        return (base, next, delta)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `another program makes byte for byte the later kit`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let base = try SampleKit.file(RandomKit.kit(&random, sequence: 7))
        let next = try SampleKit.file(RandomKit.kit(&random, sequence: 9))
        let delta = try KitDelta.bytes(from: base, to: next, signedBy: SampleKeys.kitKey())

        #expect(try otherProgram(delta, base) == next)
    }

    @Test(arguments: [
        (0, 100...5_000, 15_000...16_500), (100_000, 120_000...140_000, 15_000...16_500),
        (400_000, 262_000...265_000, 15_000...16_500),
    ])
    func `one voucher in a hundred costs the same however many were used before`(
        used: Int, whole: ClosedRange<Int>, changes: ClosedRange<Int>
    ) throws {
        let (base, next, delta) = try day(after: used)

        #expect(try otherProgram(delta, base) == next)
        #expect(whole.contains(base.count))
        #expect(changes.contains(delta.count))
    }
}
