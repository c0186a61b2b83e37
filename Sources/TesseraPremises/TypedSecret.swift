import TesseraCrypto

extension SecretBytes {
    /// A secret that a person typed into a file or sends down a pipe: its first line.
    ///
    /// - Parameter path: The file; `-` for standard input.
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``, also for an empty line.
    package convenience init(firstLineOf path: String) throws(PremisesError) {
        let line = try Files.bytes(path, most: 4_096).prefix { $0 != 10 && $0 != 13 }
        guard !line.isEmpty else {
            throw .fileUnreadable(path, reason: "its first line is empty")
        }
        self.init(line)
    }
}
