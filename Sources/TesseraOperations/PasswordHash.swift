import TesseraCrypto
import TesseraModel

/// What is kept of a password or a PIN: what scrypt makes of it, with the salt and the cost.
struct PasswordHash: Hashable, Sendable, Codable {
    let cost: ScryptCost
    let salt: [UInt8]
    let hash: [UInt8]

    static let saltByteCount = 16

    /// Compared with when there is nothing to compare with, so that nobody learns from the time
    /// that it takes whether there is. No password has this hash.
    static let decoy = PasswordHash(
        cost: .ofSigningIn, salt: [UInt8](repeating: 0x5A, count: saltByteCount),
        hash: [UInt8](repeating: 0, count: 32))
}

/// Hashes passwords and PINs, and compares them.
package struct PasswordHasher: Sendable {
    /// Makes 32 bytes of a password, a salt and a cost.
    package typealias Derivation =
        @Sendable (SecretBytes, [UInt8], ScryptCost) throws(CryptoError) -> SecretBytes

    private let derive: Derivation
    private let cost: ScryptCost

    /// A hasher.
    ///
    /// - Parameters:
    ///   - cost: What guessing costs from now on; older hashes keep theirs until they are used.
    ///   - derive: What is done for each password, wrong or right, once.
    package init(
        cost: ScryptCost = .ofSigningIn,
        derive: @escaping Derivation = { (password, salt, cost) throws(CryptoError) in
            try Scrypt.derived(password, salt: salt, cost: cost)
        }
    ) {
        self.cost = cost
        self.derive = derive
    }

    /// Hashes a password with a salt of its own.
    func hash(_ password: SecretBytes, _ chance: any Chance) throws -> PasswordHash {
        let salt = try chance.bytes(PasswordHash.saltByteCount)
        return PasswordHash(
            cost: cost, salt: salt, hash: try derive(password, salt, cost).exposed())
    }

    /// Returns whether it is the password that was hashed; costs the same when nothing was.
    func matches(_ password: SecretBytes, _ kept: PasswordHash?) throws -> Bool {
        let hash = kept ?? .decoy
        let derived = try derive(password, hash.salt, hash.cost)
        return derived.matches(SecretBytes(hash.hash)) && kept != nil
    }

    /// Whether a hash should be made anew when the password is next at hand.
    func isOutdated(_ kept: PasswordHash) -> Bool { kept.cost != cost }
}
