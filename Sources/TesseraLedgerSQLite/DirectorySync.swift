import TesseraLedger

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Makes a folder's entries durable, so that a file that was moved into it stays there.
enum DirectorySync {
    /// Waits until the disk has a folder's entries.
    ///
    /// - Throws: ``LedgerError/unavailable`` if the folder cannot be opened or the disk refuses.
    static func sync(_ folder: String) throws(LedgerError) {
        let opened = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw .unavailable }
        defer { close(opened) }
        guard fsync(opened) == 0 else { throw .unavailable }
    }
}
