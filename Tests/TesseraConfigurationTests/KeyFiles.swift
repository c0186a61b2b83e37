import Foundation
import TesseraConfiguration
import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken

/// A keys folder in a temporary folder, and what tests do to its files.
struct KeyFiles {
    private let holder: TemporaryFolder
    let folder: KeyFolder

    static let day = Sample.day("2026-11-22")

    /// A folder with first keys, or none at all.
    init(passphrase: String? = nil, isTraining: Bool = false, isEmpty: Bool = false) throws {
        holder = try TemporaryFolder()
        folder = KeyFolder("\(holder.path)/keys")
        guard !isEmpty else { return }
        let secret = passphrase.map { SecretBytes(Array($0.utf8)) }
        try folder.save(
            KeyStore.created(on: KeyFiles.day, isTraining: isTraining, passphrase: secret))
    }

    /// The path of a file of the folder.
    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    /// The names of all files, sorted.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }

    /// Overwrites a file as an accident would, with the rights it had.
    func write(_ bytes: [UInt8], to name: String) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: path(name)))
        defer { try? handle.close() }
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(bytes))
    }

    /// The rights of a file, `0o600`.
    func rights(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        return attributes[.posixPermissions] as? Int ?? -1
    }

    func setRights(_ rights: Int, of name: String) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: rights], ofItemAtPath: path(name))
    }

    func load(_ passphrase: String? = nil) throws(ConfigurationError) -> KeyStore {
        try folder.load(passphrase: passphrase.map { SecretBytes(Array($0.utf8)) })
    }
}
