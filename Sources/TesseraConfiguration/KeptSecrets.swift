import TesseraCrypto

// The secrets of a data folder that are made once and never replaced, each in a file of its own.

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
        try pair(.journal, of: store)
    }

    /// The public half of the key that signs checkpoints; no passphrase is needed.
    ///
    /// - Returns: The key and whether it is for training; `nil` if none was made yet.
    /// - Throws: What can be wrong with files; ``ConfigurationError/keyFileDamaged(_:_:)``.
    package func journalPublicKey() throws(ConfigurationError) -> (
        key: Ed25519PublicKey, isTraining: Bool
    )? { try publicKey(.journal) }

    /// The key that signs kits; made and kept as ``journalKey(of:)``.
    ///
    /// - Parameter store: The keys of this folder as they were loaded.
    /// - Returns: The same key every time.
    /// - Throws: As ``journalKey(of:)``.
    /// - Source: T19.
    package func kitKey(of store: KeyStore) throws(ConfigurationError) -> Ed25519PrivateKey {
        try pair(.kit, of: store)
    }

    /// The public half of the key that signs kits, which tills pin; no passphrase is needed.
    ///
    /// - Returns: The key and whether it is for training; `nil` if none was made yet.
    /// - Throws: What can be wrong with files; ``ConfigurationError/keyFileDamaged(_:_:)``.
    /// - Source: T19.
    package func kitPublicKey() throws(ConfigurationError) -> (
        key: Ed25519PublicKey, isTraining: Bool
    )? { try publicKey(.kit) }

    /// The secret that the keys of tills are derived from; made and kept as ``journalKey(of:)``.
    ///
    /// - Parameter store: The keys of this folder as they were loaded.
    /// - Returns: The same secret every time.
    /// - Throws: As ``journalKey(of:)``.
    /// - Source: L15.
    package func deviceSecret(of store: KeyStore) throws(ConfigurationError) -> DeviceSecret {
        let secret = try secret(.device, of: store)
        do { return try DeviceSecret(secret) } catch { throw .crypto(error) }
    }

    /// The secret under which what is known about members is kept; made and kept as
    /// ``journalKey(of:)``.
    ///
    /// - Parameter store: The keys of this folder as they were loaded.
    /// - Returns: The same secret every time.
    /// - Throws: As ``journalKey(of:)``.
    /// - Source: R11; F42.
    package func profileSecret(of store: KeyStore) throws(ConfigurationError) -> ProfileSecret {
        let secret = try secret(.profile, of: store)
        do { return try ProfileSecret(secret) } catch { throw .crypto(error) }
    }

    private func pair(
        _ purpose: SecretFile.Purpose, of store: KeyStore
    ) throws(ConfigurationError) -> Ed25519PrivateKey {
        let seed = try secret(purpose, of: store)
        do { return try Ed25519PrivateKey(seed: seed) } catch { throw .crypto(error) }
    }

    private func publicKey(
        _ purpose: SecretFile.Purpose
    ) throws(ConfigurationError) -> (key: Ed25519PublicKey, isTraining: Bool)? {
        let folder = try opened(exclusively: false)
        guard try folder.has(purpose.name) else { return nil }
        let file = try file(purpose, in: folder)
        do throws(CryptoError) {
            return (try Ed25519PublicKey(file.publicBytes), file.isTraining)
        } catch {
            throw .crypto(error)
        }
    }

    /// Reads a secret, which is made first if there is none yet.
    private func secret(
        _ purpose: SecretFile.Purpose, of store: KeyStore
    ) throws(ConfigurationError) -> SecretBytes {
        let folder = try opened(exclusively: true)
        if try !folder.has(purpose.name) {
            var bytes: [UInt8]
            do throws(CryptoError) {
                bytes = try SecretFile.bytes(
                    SecretBytes.random(count: SecretFile.secretByteCount), for: purpose,
                    isTraining: store.isTraining, passphrase: store.passphrase)
            } catch {
                throw .crypto(error)
            }
            defer { bytes.wipe() }
            try folder.remove(purpose.newName)
            try create(purpose.newName, bytes, in: folder)
            try folder.rename(purpose.newName, to: purpose.name)
            try folder.synchronize()
        }
        let file = try file(purpose, in: folder)
        let path = "\(path)/\(purpose.name)"
        guard file.isTraining == store.isTraining else {
            throw .keyFileDamaged(path, .field("training"))
        }
        return try file.opened(passphrase: store.passphrase, path: path)
    }

    private func file(
        _ purpose: SecretFile.Purpose, in folder: borrowing OpenFile
    ) throws(ConfigurationError) -> SecretFile {
        var bytes = try contents(
            of: purpose.name, in: folder, mostByteCount: SecretFile.mostByteCount)
        defer { bytes.wipe() }
        do throws(KeyFileFault) {
            return try SecretFile(bytes, for: purpose)
        } catch {
            throw .keyFileDamaged("\(path)/\(purpose.name)", error)
        }
    }
}
