import Glibc

/// A folder of a till, by the system's own calls: what is written there is on the disk when the
/// call returns, and a file is there whole or not at all.
package struct TillFolder: Hashable, Sendable {
    /// The folder's path.
    package let path: String

    /// The folder at a path, which need not be there yet.
    package init(_ path: String) { self.path = path }

    /// A folder in this one.
    package func folder(_ name: String) -> TillFolder { TillFolder("\(path)/\(name)") }

    /// Makes the folder for its owner alone, if it is not there.
    ///
    /// - Throws: What the system refuses, as ``ClaimError``.
    package func make() throws(ClaimError) {
        if unsafe mkdir(path, 0o700) == 0 {
            var parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            if parent.isEmpty { parent = "/" }
            try TillFolder(parent).sync()
        } else if errno != EEXIST {
            throw .system(errno, path)
        }
    }

    /// Returns whether the folder is there.
    package var isThere: Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in the folder in order; none if there is no such folder.
    ///
    /// - Throws: What the system refuses, as ``ClaimError``.
    package func names() throws(ClaimError) -> [String] {
        guard let folder = unsafe opendir(path) else {
            guard errno != ENOENT else { return [] }
            throw .system(errno, path)
        }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The bytes of a file; `nil` if there is none.
    ///
    /// - Parameters:
    ///   - name: The file's name.
    ///   - isSecret: Whether nobody but its owner may be able to read it.
    /// - Returns: All of them.
    /// - Throws: ``ClaimError/readableByOthers(_:)``; what the system refuses.
    package func contents(
        of name: String, isSecret: Bool = false
    ) throws(ClaimError) -> [UInt8]? {
        let file: TillFile
        do throws(ClaimError) {
            file = try TillFile("\(path)/\(name)", for: .reading)
        } catch .fileMissing { return nil }
        if isSecret { try file.checkPrivate() }
        return try file.contents()
    }

    /// Puts a file in the place of an earlier one, in one step.
    ///
    /// - Throws: What the system refuses; what was there before is untouched then.
    package func put(_ bytes: [UInt8], as name: String) throws(ClaimError) {
        let draft = "\(path)/\(name).draft"
        guard unsafe unlink(draft) == 0 || errno == ENOENT else { throw .system(errno, draft) }
        do throws(ClaimError) {
            let file = try TillFile(draft, for: .creating)
            try file.write(bytes)
            try file.sync()
            guard unsafe rename(draft, "\(path)/\(name)") == 0 else { throw .system(errno, draft) }
        } catch {
            _ = unsafe unlink(draft)
            throw error
        }
        try sync()
    }

    /// Takes a file out of the folder, if it is there.
    ///
    /// - Throws: What the system refuses, as ``ClaimError``.
    package func remove(_ name: String) throws(ClaimError) {
        guard unsafe unlink("\(path)/\(name)") == 0 || errno == ENOENT else {
            throw .system(errno, "\(path)/\(name)")
        }
    }

    /// Waits until the disk has the folder's names.
    ///
    /// - Throws: What the system refuses, as ``ClaimError``.
    package func sync() throws(ClaimError) {
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw .system(errno, path) }
        defer { close(opened) }
        guard fsync(opened) == 0 else { throw .system(errno, path) }
    }
}
