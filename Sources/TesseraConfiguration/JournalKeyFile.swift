import TesseraCrypto

/// The file of the key that signs checkpoints of the journal: its public half in the open, its
/// secret in the open too or sealed with a passphrase.
///
/// - Source: L4; `docs/keys.md`.
struct JournalKeyFile {
    static let name = "journal.key"
    static let newName = "journal.key.new"
    static let mostByteCount = 4_096
    static let publicByteCount = 32
    static let secretByteCount = 32
    private static let sealedFlag: UInt8 = 1
    private static let trainingFlag: UInt8 = 2

    /// Whether it signs for a book to practise with.
    let isTraining: Bool
    /// The 32 bytes of the public key.
    let publicBytes: [UInt8]
    private let secret: Secret

    private enum Secret {
        case open(SecretBytes)
        case sealed(salt: [UInt8], nonce: [UInt8], box: [UInt8], context: [UInt8])
    }

    /// The bytes of the file; they are the caller's to wipe.
    static func bytes(
        _ seed: SecretBytes, isTraining: Bool, passphrase: SecretBytes?
    ) throws(CryptoError) -> [UInt8] {
        let key = try Ed25519PrivateKey(seed: seed)
        var flags = isTraining ? trainingFlag : 0
        if passphrase != nil { flags |= sealedFlag }
        var content: [UInt8] = []
        defer { content.wipe() }
        content.reserveCapacity(256)
        content.append(flags)
        content += key.publicKey.bytes
        guard let passphrase else {
            var exposed = seed.exposed()
            defer { exposed.wipe() }
            content += exposed
            return KeyFileLayout.journal.file(content)
        }
        let salt = try SecretBytes.random(count: SealedBox.saltByteCount).exposed()
        let nonce = try SecretBytes.random(count: SealedBox.nonceByteCount).exposed()
        content += salt + nonce
        content += try SealedBox.sealed(
            seed, key: try SealedBox.key(passphrase: passphrase, salt: salt), nonce: nonce,
            context: context(of: content[...]))
        return KeyFileLayout.journal.file(content)
    }

    /// Reads a file that is whole.
    init(_ file: [UInt8]) throws(KeyFileFault) {
        let content = try KeyFileLayout.journal.content(of: file)
        var reader = ByteReader(content)
        guard reader.remaining > JournalKeyFile.publicByteCount else { throw .field("length") }
        let flags = reader.number(UInt8.self)
        guard flags <= JournalKeyFile.sealedFlag | JournalKeyFile.trainingFlag else {
            throw .field("flags")
        }
        isTraining = flags & JournalKeyFile.trainingFlag != 0
        publicBytes = reader.bytes(JournalKeyFile.publicByteCount)
        if flags & JournalKeyFile.sealedFlag == 0 {
            guard reader.remaining == JournalKeyFile.secretByteCount else { throw .field("length") }
            var bytes = reader.bytes(JournalKeyFile.secretByteCount)
            defer { bytes.wipe() }
            secret = .open(SecretBytes(bytes))
        } else {
            let (salt, nonce) = (SealedBox.saltByteCount, SealedBox.nonceByteCount)
            let box = JournalKeyFile.secretByteCount + SealedBox.tagByteCount
            guard reader.remaining == salt + nonce + box else { throw .field("length") }
            let saltBytes = reader.bytes(salt)
            let nonceBytes = reader.bytes(nonce)
            secret = .sealed(
                salt: saltBytes, nonce: nonceBytes, box: reader.bytes(box),
                context: JournalKeyFile.context(of: content.dropLast(box)))
        }
    }

    /// Opens the secret and sees that it belongs to the public key beside it.
    ///
    /// - Throws: ``ConfigurationError/passphraseMissing(_:)``,
    ///   ``ConfigurationError/passphraseWrong(_:)``, ``ConfigurationError/keyFileDamaged(_:_:)``,
    ///   ``ConfigurationError/crypto(_:)``.
    func key(
        passphrase: SecretBytes?, path: String
    ) throws(ConfigurationError) -> Ed25519PrivateKey {
        let key: Ed25519PrivateKey
        do throws(CryptoError) {
            switch secret {
            case .open(let seed): key = try Ed25519PrivateKey(seed: seed)
            case .sealed(let salt, let nonce, let box, let context):
                guard let passphrase else { throw CryptoError.notAuthentic }
                let boxKey = try SealedBox.key(passphrase: passphrase, salt: salt)
                key = try Ed25519PrivateKey(
                    seed: SealedBox.opened(box, key: boxKey, nonce: nonce, context: context))
            }
        } catch .notAuthentic {
            throw passphrase == nil ? .passphraseMissing(path) : .passphraseWrong(path)
        } catch {
            throw .crypto(error)
        }
        guard key.publicKey.bytes == publicBytes else {
            throw .keyFileDamaged(path, .field("public key"))
        }
        return key
    }

    /// What the box is bound to: everything before it.
    private static func context(of content: ArraySlice<UInt8>) -> [UInt8] {
        KeyFileLayout.journal.magic + [KeyFileLayout.version] + content
    }
}

extension KeyFolder {
    /// The key that signs checkpoints; made if there is none yet, and sealed as the other keys are.
    ///
    /// - Parameter store: The keys of this folder as they were loaded, which says whether they are
    ///   for training and has the passphrase.
    /// - Returns: The same key every time.
    /// - Throws: What can be wrong with files; ``ConfigurationError/keyFileDamaged(_:_:)``, also
    ///   for a training key among live ones or the other way round;
    ///   ``ConfigurationError/passphraseMissing(_:)``, ``ConfigurationError/passphraseWrong(_:)``,
    ///   ``ConfigurationError/crypto(_:)``.
    /// - Source: L4.
    package func journalKey(of store: KeyStore) throws(ConfigurationError) -> Ed25519PrivateKey {
        let folder = try opened(exclusively: true)
        if try !folder.has(JournalKeyFile.name) {
            var bytes: [UInt8]
            do throws(CryptoError) {
                bytes = try JournalKeyFile.bytes(
                    SecretBytes.random(count: JournalKeyFile.secretByteCount),
                    isTraining: store.isTraining, passphrase: store.passphrase)
            } catch {
                throw .crypto(error)
            }
            defer { bytes.wipe() }
            try folder.remove(JournalKeyFile.newName)
            try create(JournalKeyFile.newName, bytes, in: folder)
            try folder.rename(JournalKeyFile.newName, to: JournalKeyFile.name)
            try folder.synchronize()
        }
        let file = try journalKeyFile(in: folder)
        let path = "\(path)/\(JournalKeyFile.name)"
        guard file.isTraining == store.isTraining else {
            throw .keyFileDamaged(path, .field("training"))
        }
        return try file.key(passphrase: store.passphrase, path: path)
    }

    /// The public half of the key that signs checkpoints; no passphrase is needed.
    ///
    /// - Returns: The key and whether it is for training; `nil` if none was made yet.
    /// - Throws: What can be wrong with files; ``ConfigurationError/keyFileDamaged(_:_:)``.
    package func journalPublicKey() throws(ConfigurationError) -> (
        key: Ed25519PublicKey, isTraining: Bool
    )? {
        let folder = try opened(exclusively: false)
        guard try folder.has(JournalKeyFile.name) else { return nil }
        let file = try journalKeyFile(in: folder)
        do throws(CryptoError) {
            return (try Ed25519PublicKey(file.publicBytes), file.isTraining)
        } catch {
            throw .crypto(error)
        }
    }

    private func journalKeyFile(
        in folder: borrowing OpenFile
    ) throws(ConfigurationError) -> JournalKeyFile {
        var bytes = try contents(
            of: JournalKeyFile.name, in: folder, mostByteCount: JournalKeyFile.mostByteCount)
        defer { bytes.wipe() }
        do throws(KeyFileFault) {
            return try JournalKeyFile(bytes)
        } catch {
            throw .keyFileDamaged("\(path)/\(JournalKeyFile.name)", error)
        }
    }
}
