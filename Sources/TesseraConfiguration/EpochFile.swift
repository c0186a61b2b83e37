import TesseraCrypto

/// The file of one epoch: its number and its secret, in the open or sealed with a passphrase.
///
/// - Source: T8; `docs/keys.md`.
enum EpochFile {
    static let mostByteCount = 4_096
    private static let sealedFlag: UInt8 = 1

    /// The file's name, `epoch-0001.key`.
    static func name(_ epoch: UInt16) -> String {
        let digits = "\(epoch)"
        return "epoch-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).key"
    }

    /// The bytes of the file; they are the caller's to wipe.
    static func bytes(
        epoch: UInt16, secret: EpochSecret, passphrase: SecretBytes?
    ) throws(CryptoError) -> [UInt8] {
        guard let passphrase else {
            var content = head(epoch, flags: 0)
            defer { content.wipe() }
            content.reserveCapacity(content.count + EpochSecret.byteCount)
            var exposed = secret.secret.exposed()
            defer { exposed.wipe() }
            content += exposed
            return KeyFileLayout.epoch.file(content)
        }
        var content = head(epoch, flags: sealedFlag)
        let salt = try SecretBytes.random(count: SealedBox.saltByteCount).exposed()
        let nonce = try SecretBytes.random(count: SealedBox.nonceByteCount).exposed()
        content += salt + nonce
        content += try SealedBox.sealed(
            secret.secret, key: try SealedBox.key(passphrase: passphrase, salt: salt),
            nonce: nonce, context: context(of: content[...]))
        return KeyFileLayout.epoch.file(content)
    }

    /// What a file holds before its secret is opened.
    struct Content {
        let epoch: UInt16
        fileprivate let secret: Secret
        /// Returns whether a passphrase is needed.
        var isSealed: Bool { if case .sealed = secret { true } else { false } }
        fileprivate enum Secret {
            case open(SecretBytes)
            case sealed(salt: [UInt8], nonce: [UInt8], box: [UInt8], context: [UInt8])
        }
    }

    /// Reads a file that is whole.
    static func content(of file: [UInt8]) throws(KeyFileFault) -> Content {
        let content = try KeyFileLayout.epoch.content(of: file)
        var reader = ByteReader(content)
        guard reader.remaining >= 3 else { throw .field("length") }
        let flags = reader.number(UInt8.self)
        let epoch = reader.number(UInt16.self)
        guard epoch != 0 else { throw .field("epoch") }
        switch flags {
        case 0:
            guard reader.remaining == EpochSecret.byteCount else { throw .field("length") }
            var bytes = reader.bytes(EpochSecret.byteCount)
            defer { bytes.wipe() }
            return Content(epoch: epoch, secret: .open(SecretBytes(bytes)))
        case sealedFlag:
            let (salt, nonce) = (SealedBox.saltByteCount, SealedBox.nonceByteCount)
            let box = EpochSecret.byteCount + SealedBox.tagByteCount
            guard reader.remaining == salt + nonce + box else { throw .field("length") }
            let saltBytes = reader.bytes(salt)
            let nonceBytes = reader.bytes(nonce)
            return Content(
                epoch: epoch,
                secret: .sealed(
                    salt: saltBytes, nonce: nonceBytes, box: reader.bytes(box),
                    context: context(of: content.dropLast(box))))
        default: throw .field("flags")
        }
    }

    /// Opens the secret.
    ///
    /// - Parameters:
    ///   - content: A file that was read.
    ///   - passphrase: Needed for a sealed file, not looked at for another.
    ///   - path: The file's path, for messages.
    /// - Returns: The epoch's secret; whether it belongs to the records is another question.
    /// - Throws: ``ConfigurationError/passphraseMissing(_:)``,
    ///   ``ConfigurationError/passphraseWrong(_:)``, ``ConfigurationError/crypto(_:)``.
    static func secret(
        in content: Content, passphrase: SecretBytes?, path: String
    ) throws(ConfigurationError) -> EpochSecret {
        do throws(CryptoError) {
            switch content.secret {
            case .open(let secret): return try EpochSecret(secret)
            case .sealed(let salt, let nonce, let box, let context):
                guard let passphrase else { throw CryptoError.notAuthentic }
                let key = try SealedBox.key(passphrase: passphrase, salt: salt)
                return try EpochSecret(
                    SealedBox.opened(box, key: key, nonce: nonce, context: context))
            }
        } catch .notAuthentic {
            // The checksum was good, so the file is as it was written.
            throw passphrase == nil ? .passphraseMissing(path) : .passphraseWrong(path)
        } catch {
            throw .crypto(error)
        }
    }

    private static func head(_ epoch: UInt16, flags: UInt8) -> [UInt8] {
        var content: [UInt8] = [flags]
        content.append(number: epoch)
        return content
    }

    /// What the box is bound to: everything before it, so that no box moves to another epoch.
    private static func context(of content: ArraySlice<UInt8>) -> [UInt8] {
        KeyFileLayout.epoch.magic + [KeyFileLayout.version] + content
    }
}
