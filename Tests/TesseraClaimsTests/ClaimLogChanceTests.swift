import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Days of a till that loses power at any moment.
///
/// - Source: L14, R12; F23.
struct ClaimLogChanceTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `random kills lose nothing that was accepted and invent nothing`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let scene = try LogScene()
        var accepted: [LoggedClaim] = []
        var asked: Set<OperationID> = []

        for _ in 0..<12 {
            let (log, read) = try scene.open(segment: 4)
            // One more than was accepted may be there: its sync was under way.
            #expect(Array(read.prefix(accepted.count)) == accepted)
            #expect(read.count <= accepted.count + 1)
            #expect(asked.isSuperset(of: read.map(\.record.id)))
            accepted = read
            for _ in 0..<Int.random(in: 0..<6, using: &random) {
                let id = scene.ids.next()
                asked.insert(id)
                accepted.append(
                    try log.append(
                        id, kit: 5, at: Sample.noon,
                        LogScene.twelve(slot: UInt32.random(in: 0..<9, using: &random))))
            }
            try crash(scene, &random, &asked)
        }
    }

    /// Leaves of one more record what a kill at some byte of its write leaves: a part of it, a part
    /// with zeros for the rest, or all of it.
    private func crash(
        _ scene: LogScene, _ random: inout SeededRandom, _ asked: inout Set<OperationID>
    ) throws {
        let before = try scene.folder.names()
        let sizes = try before.map { try scene.bytes("\(scene.folder.path)/\($0)").count }
        let (log, _) = try scene.open(segment: 4)
        let id = scene.ids.next()
        asked.insert(id)
        _ = try log.append(id, kit: 5, at: Sample.noon, LogScene.twelve())
        guard let name = try scene.folder.names().last else { return }
        let path = "\(scene.folder.path)/\(name)"
        let bytes = try scene.bytes(path)
        let isNew = !before.contains(name)
        // A new file gets its name when its header is on the disk.
        let header = 5 + 1 + 1 + 6 + 4 + 8 + 32 + 32
        let start = isNew ? header : sizes[sizes.count - 1]
        let kept = Int.random(in: start...bytes.count, using: &random)
        let isPadded = bytes.count - kept >= 16 && Bool.random(using: &random)
        let zeros = [UInt8](repeating: 0, count: isPadded ? bytes.count - kept : 0)
        try scene.write(Array(bytes.prefix(kept)) + zeros, to: path)
    }
}
