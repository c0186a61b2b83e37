import TesseraCrypto

/// What all kinds of key files have in common: eight characters that name the kind, a version, and
/// the SHA-256 of everything before it at the end.
///
/// The checksum is looked at first. It finds every accident; it is no defence against an attacker,
/// who is kept out by the rights on the file and, with a passphrase, by AES-256-GCM.
struct KeyFileLayout {
    /// Eight ASCII characters.
    let magic: [UInt8]

    static let version: UInt8 = 1
    static let checksumByteCount = 32
    private static let magicByteCount = 8

    /// An epoch's secret.
    static let epoch = KeyFileLayout(magic: Array("TESSEPCH".utf8))
    /// The supervisor's PIN.
    static let pin = KeyFileLayout(magic: Array("TESSEPIN".utf8))
    /// The key that signs checkpoints of the journal.
    static let journal = KeyFileLayout(magic: Array("TESSJRNL".utf8))
    /// The key that signs kits.
    static let kit = KeyFileLayout(magic: Array("TESSKITS".utf8))
    /// The secret that the keys of tills are derived from.
    static let device = KeyFileLayout(magic: Array("TESSDEVS".utf8))
    /// The secret under which what is known about members is kept.
    static let profile = KeyFileLayout(magic: Array("TESSPROF".utf8))
    /// The records of all keys.
    static let records = KeyFileLayout(magic: Array("TESSRECS".utf8))

    /// The file of a content: magic, version, content, checksum.
    func file(_ content: [UInt8]) -> [UInt8] {
        // Room for all at once, so that no half-grown copy of a secret stays behind.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(magic.count + 1 + content.count + KeyFileLayout.checksumByteCount)
        bytes += magic
        bytes.append(KeyFileLayout.version)
        bytes += content
        bytes += Digest.sha256(bytes)
        return bytes
    }

    /// The content of a file that is whole.
    func content(of file: [UInt8]) throws(KeyFileFault) -> ArraySlice<UInt8> {
        let start = KeyFileLayout.magicByteCount + 1
        guard file.count >= start + KeyFileLayout.checksumByteCount else { throw .cutShort }
        let end = file.count - KeyFileLayout.checksumByteCount
        var covered = Array(file[..<end])
        defer { covered.wipe() }
        let isNamed = file.starts(with: magic)
        guard Digest.sha256(covered) == Array(file[end...]) else {
            throw isNamed ? .checksum : .notAKeyFile
        }
        guard isNamed else { throw .notAKeyFile }
        guard file[start - 1] == KeyFileLayout.version else { throw .laterVersion(file[start - 1]) }
        return file[start..<end]
    }
}

extension KeyFileFault: Error {}
