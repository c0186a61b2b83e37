import TesseraCrypto
import TesseraModel

/// The supervisor's PIN, which lets a till go on after too many wrong typed codes.
///
/// Kept as what scrypt makes of it and a salt, so that the file does not tell the PIN; with so few
/// digits the rights on the file are the real protection.
///
/// - Source: T18; `docs/keys.md`.
package enum SupervisorPIN {
    static let fileName = "supervisor.pin"
    private static let newName = "supervisor.pin.new"
    private static let hashByteCount = 32

    /// Sets the PIN, in place of an earlier one.
    ///
    /// - Parameters:
    ///   - pin: Four to twelve ASCII digits.
    ///   - folder: Where the keys are.
    /// - Throws: ``ConfigurationError/pinMalformed``; what can be wrong with files.
    package static func set(
        _ pin: SecretBytes, in folder: KeyFolder
    ) throws(ConfigurationError) {
        guard isWellFormed(pin) else { throw .pinMalformed }
        let content: [UInt8]
        do throws(CryptoError) {
            let salt = try SecretBytes.random(count: SealedBox.saltByteCount).exposed()
            content = salt + (try SealedBox.key(passphrase: pin, salt: salt)).exposed()
        } catch { throw .crypto(error) }
        let open = try folder.opened(exclusively: true)
        try open.remove(newName)
        try folder.create(newName, KeyFileLayout.pin.file(content), in: open)
        try open.rename(newName, to: fileName)
        try open.synchronize()
    }

    /// Lets through who knows the PIN.
    ///
    /// - Parameters:
    ///   - pin: What was typed.
    ///   - folder: Where the keys are.
    /// - Throws: ``ConfigurationError/pinNotSet``, ``ConfigurationError/pinWrong``,
    ///   ``ConfigurationError/keyFileDamaged(_:_:)``; what can be wrong with files.
    package static func check(
        _ pin: SecretBytes, in folder: KeyFolder
    ) throws(ConfigurationError) {
        let open = try folder.opened(exclusively: false)
        guard try open.has(fileName) else { throw .pinNotSet }
        let file = try folder.contents(of: fileName, in: open, mostByteCount: 256)
        let content: [UInt8]
        do throws(KeyFileFault) {
            content = Array(try KeyFileLayout.pin.content(of: file))
            guard content.count == SealedBox.saltByteCount + hashByteCount else {
                throw KeyFileFault.field("length")
            }
        } catch { throw .keyFileDamaged("\(folder.path)/\(fileName)", error) }
        do throws(CryptoError) {
            let salt = Array(content.prefix(SealedBox.saltByteCount))
            let made = try SealedBox.key(passphrase: pin, salt: salt)
            guard made.matches(SecretBytes(content.suffix(hashByteCount))) else {
                throw CryptoError.notAuthentic
            }
        } catch .notAuthentic {
            throw .pinWrong
        } catch { throw .crypto(error) }
    }

    private static func isWellFormed(_ pin: SecretBytes) -> Bool {
        var digits = pin.exposed()
        defer { digits.wipe() }
        return (4...12).contains(digits.count) && digits.allSatisfy { (48...57).contains($0) }
    }
}
