import Foundation

/// How fast the disk under a folder is.
enum DiskSync {
    /// Syncs of one page a second, the median of some hundred.
    static func rate(in folder: String) throws -> Double {
        let path = "\(folder)/sync"
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { return 0 }
        defer {
            try? file.close()
            try? FileManager.default.removeItem(atPath: path)
        }
        let page = Data(repeating: 0x5A, count: 4_096)
        let clock = ContinuousClock()
        var found: [Double] = []
        for _ in 0..<200 {
            let took = try clock.measure {
                try file.write(contentsOf: page)
                try file.synchronize()
            }
            found.append(
                Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18)
        }
        return 1 / found.quantile(0.5)
    }
}
