import Foundation

/// A folder of its own that goes when nobody holds it any more.
package final class TemporaryFolder: Sendable {
    /// The folder's path.
    package let path: String

    /// Makes an empty folder.
    ///
    /// - Parameter isOnDisk: Whether it must be on a disk. In memory a sync costs nothing; only
    ///   measurements and power-cut drills need the real thing.
    /// - Throws: Errors of the file system.
    package init(isOnDisk: Bool = false) throws {
        let memory = "/dev/shm"
        let isFast = !isOnDisk && FileManager.default.isWritableFile(atPath: memory)
        let parent = isFast ? memory : NSTemporaryDirectory()
        path =
            URL(fileURLWithPath: parent)
            .appendingPathComponent("tessera-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
