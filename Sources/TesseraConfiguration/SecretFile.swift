import TesseraCrypto

/// The file of one secret of 32 bytes that is not an epoch's: what may be known of it in the open,
/// the secret in the open too or sealed with a passphrase.
///
/// - Source: L4, T19; `docs/keys.md`.
struct SecretFile {
    static let mostByteCount = 4_096
    static let publicByteCount = 32
    static let secretByteCount = 32
    private static let sealedFlag: UInt8 = 1
    private static let trainingFlag: UInt8 = 2

    /// What a secret is for.
    enum Purpose: CaseIterable {
        /// The key that signs checkpoints of the journal.
        case journal
        /// The key that signs kits.
        case kit
        /// The secret that the keys of tills are derived from.
        case device
        /// The secret under which what is known about members is kept.
        case profile

        /// The name of its file.
        var name: String {
            switch self {
            case .journal: "journal.key"
            case .kit: "kit.key"
            case .device: "device.key"
            case .profile: "profile.key"
            }
        }

        /// The name of its file until it is whole.
        var newName: String { "\(name).new" }

        fileprivate var layout: KeyFileLayout {
            switch self {
            case .journal: .journal
            case .kit: .kit
            case .device: .device
            case .profile: .profile
            }
        }

        /// What stands in the open beside the secret: the public key of a pair, or a check value.
        fileprivate func publicBytes(of secret: SecretBytes) throws(CryptoError) -> [UInt8] {
            switch self {
            case .journal, .kit: try Ed25519PrivateKey(seed: secret).publicKey.bytes
            case .device, .profile:
                MACKey(secret).tag(of: Array("tessera/v1/kcv\0".utf8)).prefix(32)
            }
        }
    }

    /// What the secret is for.
    let purpose: Purpose
    /// Whether it is for a book to practise with.
    let isTraining: Bool
    /// The 32 bytes in the open.
    let publicBytes: [UInt8]
    private let secret: Secret

    private enum Secret {
        case open(SecretBytes)
        case sealed(salt: [UInt8], nonce: [UInt8], box: [UInt8], context: [UInt8])
    }

    /// The bytes of the file; they are the caller's to wipe.
    static func bytes(
        _ secret: SecretBytes, for purpose: Purpose, isTraining: Bool, passphrase: SecretBytes?
    ) throws(CryptoError) -> [UInt8] {
        var flags = isTraining ? trainingFlag : 0
        if passphrase != nil { flags |= sealedFlag }
        var content: [UInt8] = []
        defer { content.wipe() }
        content.reserveCapacity(256)
        content.append(flags)
        content += try purpose.publicBytes(of: secret)
        guard let passphrase else {
            var exposed = secret.exposed()
            defer { exposed.wipe() }
            content += exposed
            return purpose.layout.file(content)
        }
        let salt = try SecretBytes.random(count: SealedBox.saltByteCount).exposed()
        let nonce = try SecretBytes.random(count: SealedBox.nonceByteCount).exposed()
        content += salt + nonce
        content += try SealedBox.sealed(
            secret, key: try SealedBox.key(passphrase: passphrase, salt: salt), nonce: nonce,
            context: context(of: content[...], purpose))
        return purpose.layout.file(content)
    }

    /// Reads a file that is whole.
    init(_ file: [UInt8], for purpose: Purpose) throws(KeyFileFault) {
        let content = try purpose.layout.content(of: file)
        var reader = ByteReader(content)
        guard reader.remaining > SecretFile.publicByteCount else { throw .field("length") }
        let flags = reader.number(UInt8.self)
        guard flags <= SecretFile.sealedFlag | SecretFile.trainingFlag else {
            throw .field("flags")
        }
        self.purpose = purpose
        isTraining = flags & SecretFile.trainingFlag != 0
        publicBytes = reader.bytes(SecretFile.publicByteCount)
        if flags & SecretFile.sealedFlag == 0 {
            guard reader.remaining == SecretFile.secretByteCount else { throw .field("length") }
            var bytes = reader.bytes(SecretFile.secretByteCount)
            defer { bytes.wipe() }
            secret = .open(SecretBytes(bytes))
        } else {
            let (salt, nonce) = (SealedBox.saltByteCount, SealedBox.nonceByteCount)
            let box = SecretFile.secretByteCount + SealedBox.tagByteCount
            guard reader.remaining == salt + nonce + box else { throw .field("length") }
            let saltBytes = reader.bytes(salt)
            let nonceBytes = reader.bytes(nonce)
            secret = .sealed(
                salt: saltBytes, nonce: nonceBytes, box: reader.bytes(box),
                context: SecretFile.context(of: content.dropLast(box), purpose))
        }
    }

    /// Opens the secret and sees that it belongs to what stands in the open beside it.
    ///
    /// - Throws: ``ConfigurationError/passphraseMissing(_:)``,
    ///   ``ConfigurationError/passphraseWrong(_:)``, ``ConfigurationError/keyFileDamaged(_:_:)``,
    ///   ``ConfigurationError/crypto(_:)``.
    func opened(
        passphrase: SecretBytes?, path: String
    ) throws(ConfigurationError) -> SecretBytes {
        let opened: SecretBytes
        let told: [UInt8]
        do throws(CryptoError) {
            switch secret {
            case .open(let secret): opened = secret
            case .sealed(let salt, let nonce, let box, let context):
                guard let passphrase else { throw CryptoError.notAuthentic }
                let boxKey = try SealedBox.key(passphrase: passphrase, salt: salt)
                opened = try SealedBox.opened(box, key: boxKey, nonce: nonce, context: context)
            }
            told = try purpose.publicBytes(of: opened)
        } catch .notAuthentic {
            throw passphrase == nil ? .passphraseMissing(path) : .passphraseWrong(path)
        } catch {
            throw .crypto(error)
        }
        guard told == publicBytes else {
            throw .keyFileDamaged(path, .field("public key"))
        }
        return opened
    }

    /// What the box is bound to: everything before it.
    private static func context(of content: ArraySlice<UInt8>, _ purpose: Purpose) -> [UInt8] {
        purpose.layout.magic + [KeyFileLayout.version] + content
    }
}
