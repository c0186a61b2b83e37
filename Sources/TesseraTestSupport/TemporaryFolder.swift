import Foundation

/// A folder of its own that goes when nobody holds it any more.
///
/// Its name tells the process that made it: what a process left that crashed or was killed goes
/// when the next one makes its first folder.
package final class TemporaryFolder: Sendable {
    /// The folder's path.
    package let path: String

    private static let memory = "/dev/shm"

    /// Makes an empty folder.
    ///
    /// - Parameter isOnDisk: Whether it must be on a disk. In memory a sync costs nothing; only
    ///   measurements and power-cut drills need the real thing.
    /// - Throws: Errors of the file system.
    package init(isOnDisk: Bool = false) throws {
        let memory = TemporaryFolder.memory
        let isFast = !isOnDisk && FileManager.default.isWritableFile(atPath: memory)
        let parent = isFast ? memory : NSTemporaryDirectory()
        _ = TemporaryFolder.sweptOnce
        path = TemporaryFolder.newPath(in: parent, "tessera")
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        // A ledger that closes meanwhile may take files away that were just listed, which would
        // end the first attempt early.
        for _ in 0..<3 where FileManager.default.fileExists(atPath: path) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// A path that nobody else uses and that tells this process.
    package static func newPath(in parent: String, _ prefix: String) -> String {
        let process = ProcessInfo.processInfo.processIdentifier
        return URL(fileURLWithPath: parent)
            .appendingPathComponent("\(prefix)-\(process)-\(UUID().uuidString)").path
    }

    /// The paths that processes left that are no more.
    package static func orphans(in parent: String, _ prefix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        return names.filter { name in
            guard name.hasPrefix(prefix + "-"),
                let process = pid_t(name.dropFirst(prefix.count + 1).prefix { $0 != "-" })
            else { return false }
            return kill(process, 0) != 0 && errno == ESRCH
        }.map { URL(fileURLWithPath: parent).appendingPathComponent($0).path }
    }

    private static let sweptOnce: Void = {
        for parent in [memory, NSTemporaryDirectory()] {
            for orphan in orphans(in: parent, "tessera") {
                try? FileManager.default.removeItem(atPath: orphan)
            }
        }
    }()
}
