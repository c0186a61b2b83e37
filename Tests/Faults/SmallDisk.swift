import Foundation

/// A small disk in memory that goes when nobody holds it any more; only the superuser mounts one.
final class SmallDisk {
    /// Where it is mounted.
    let path: String
    private let tool: String

    /// A disk with room for so many bytes; `nil` where none can be mounted.
    init?(byteCount: Int) throws {
        guard geteuid() == 0, let tool = Child.path(of: "mount") else { return nil }
        self.tool = tool
        path = NSTemporaryDirectory() + "tessera-disk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let words = [tool, "-t", "tmpfs", "-o", "size=\(byteCount)", "tmpfs", path]
        guard try Child.run(words).status == 0 else {
            try FileManager.default.removeItem(atPath: path)
            return nil
        }
    }

    deinit {
        if let tool = Child.path(of: "umount") { _ = try? Child.run([tool, "-l", path]) }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Gives it room for so many bytes.
    func grow(toByteCount byteCount: Int) throws {
        _ = try Child.run([tool, "-o", "remount,size=\(byteCount)", path])
    }
}
