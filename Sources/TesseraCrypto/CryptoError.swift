import TesseraModel

/// What can go wrong with keys and OpenSSL.
package enum CryptoError: ExplainedError {
    /// A secret has another length than its use demands.
    case secretLength(byteCount: Int, wanted: Int)
    /// The bytes are no Ed25519 public key.
    case badPublicKey
    /// The operating system gave no random bytes.
    case randomUnavailable
    /// OpenSSL refused an operation it always can do; the operation's name.
    case libraryFailed(String)
    /// The ciphertext was changed, or the passphrase is another one.
    case notAuthentic

    package var code: String {
        switch self {
        case .secretLength: "secret_length"
        case .badPublicKey: "bad_public_key"
        case .randomUnavailable: "random_unavailable"
        case .libraryFailed: "crypto_library_failed"
        case .notAuthentic: "not_authentic"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .secretLength, .badPublicKey, .notAuthentic, .libraryFailed: .misconfigured
        case .randomUnavailable: .unavailable
        }
    }

    package var message: String {
        switch self {
        case .secretLength(let byteCount, let wanted):
            "A key has \(byteCount) bytes where \(wanted) are needed."
        case .badPublicKey: "A public key is not one."
        case .randomUnavailable: "The machine has no random numbers to give right now."
        case .libraryFailed(let operation): "OpenSSL could not do \(operation)."
        case .notAuthentic: "The key file was changed, or the passphrase is another one."
        }
    }

    package var hint: String? {
        switch self {
        case .secretLength, .badPublicKey: "Take the key file from the backup."
        case .randomUnavailable: "Try again in a minute."
        case .libraryFailed: "Install libssl 3 from the system's packages and try again."
        case .notAuthentic:
            "Try the passphrase again; if it is right, take the file from the backup."
        }
    }
}
