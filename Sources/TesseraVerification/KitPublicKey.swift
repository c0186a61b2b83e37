import TesseraCrypto
import TesseraModel

/// The public key that kits are checked with, as it is given to whoever carries them.
///
/// - Source: T19.
package struct KitPublicKey: Sendable {
    /// The Ed25519 key.
    package let publicKey: Ed25519PublicKey
    /// Whether its kits are for practising only.
    package let isTraining: Bool

    private static let name = "tessera-kit-key"

    /// A key.
    package init(_ publicKey: Ed25519PublicKey, isTraining: Bool) {
        self.publicKey = publicKey
        self.isTraining = isTraining
    }

    /// The first 16 bytes of the key's SHA-256 in hexadecimal digits: what people compare.
    package var fingerprint: String {
        KitPublicKey.digits(Digest.sha256(publicKey.bytes).prefix(16))
    }

    /// The key as a file of one line, line feed included: its name, the form's version, `live` or
    /// `training`, and 64 hexadecimal digits.
    package var file: [UInt8] {
        let kind = isTraining ? "training" : "live"
        let digits = KitPublicKey.digits(publicKey.bytes[...])
        return Array("\(KitPublicKey.name) 1 \(kind) \(digits)\n".utf8)
    }

    /// Reads a file that ``file`` wrote.
    ///
    /// - Throws: ``VerificationError/notAKitKey`` for anything else.
    package init(file: [UInt8]) throws(VerificationError) {
        let words = String(decoding: file.dropLast(), as: UTF8.self).split(separator: " ")
        guard words.count == 4 else { throw .notAKitKey }
        let digits = Array(words[3].utf8)
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count - 1, by: 2) {
            let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { throw .notAKitKey }
            bytes.append(byte)
        }
        do throws(CryptoError) {
            publicKey = try Ed25519PublicKey(bytes)
        } catch { throw .notAKitKey }
        isTraining = words[2] == "training"
        // One spelling: whatever else could have been read is not what was written.
        guard file == self.file else { throw .notAKitKey }
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
