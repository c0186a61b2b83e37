import Foundation
import TesseraTestSupport

/// The disk under a till's log, as `strace` saw it being written.
struct TillDisk {
    private let log: String
    /// The bytes of each file that are on the disk for certain.
    private var synced: [String: Int]

    /// Everything that is there now is on the disk.
    init(_ log: String) throws {
        self.log = log
        synced = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: log) {
            synced[name] = try TillDisk.byteCount(of: "\(log)/\(name)")
        }
    }

    /// Leaves what a power cut leaves: of the bytes that were written and not synced some, all or
    /// none.
    ///
    /// - Parameters:
    ///   - trace: What `strace -y` wrote of `pwrite64` and `fdatasync` until then.
    ///   - random: How much is left.
    /// - Throws: What the system refuses.
    func cutPower(after trace: String, _ random: inout SeededRandom) throws {
        var (synced, written) = (synced, self.synced)
        // A trace shows bytes of records in its lines.
        let text = String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: trace)), as: UTF8.self)
        for line in text.split(separator: "\n") {
            if let write = line.firstMatch(
                of: #/pwrite64\(\d+<.*\/(claims-\d+)>, .*, (\d+), (\d+)\) = (\d+)/#),
                let offset = Int(write.output.3), let count = Int(write.output.4)
            {
                let name = String(write.output.1)
                // A new file has its name when its header is on the disk.
                if synced[name] == nil { synced[name] = offset }
                written[name] = max(written[name] ?? 0, offset + count)
            } else if let sync = line.firstMatch(
                of: #/fdatasync\(\d+<.*\/(claims-\d+)>\) = 0/#)
            {
                let name = String(sync.output.1)
                synced[name] = written[name]
            }
        }
        for (name, least) in synced {
            let path = "\(log)/\(name)"
            let most = try TillDisk.byteCount(of: path)
            guard least < most else { continue }
            let left =
                Bool.random(using: &random)
                ? least : Int.random(in: least...most, using: &random)
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.truncate(atOffset: UInt64(left))
            try file.close()
        }
    }

    private static func byteCount(of path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}
