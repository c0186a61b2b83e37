import Synchronization
import TesseraCrypto
import TesseraLedger
import TesseraModel

/// Seals and opens profiles, with the shop's secret fetched when it is needed first.
///
/// A command that has nothing to do with persons never reads the secret, and with a passphrase does
/// not pay for opening it.
///
/// - Source: R11; F42.
package final class ProfileVault: Sendable {
    private let fetch: @Sendable () throws -> ProfileSecret
    private let known = Mutex<ProfileSecret?>(nil)

    /// A vault.
    ///
    /// - Parameter fetch: Finds the shop's secret; asked once.
    package init(_ fetch: @escaping @Sendable () throws -> ProfileSecret) {
        self.fetch = fetch
    }

    private func secret() throws -> ProfileSecret {
        try known.withLock { known in
            if let known { return known }
            let found = try fetch()
            known = found
            return found
        }
    }

    /// Seals a profile under a new key.
    ///
    /// - Throws: What fetching the secret throws; ``CryptoError``.
    func sealed(_ profile: Profile, of member: MemberNumber) throws -> SealedProfile {
        let secret = try secret()
        let text = Array(try CompactText.text(of: profile).utf8)
        let key = try secret.newKey(for: member)
        return SealedProfile(
            key: key, box: try secret.sealed(text, key: key, of: member),
            enrolled: secret.digest(of: text, for: "enrolled"))
    }

    /// Seals a changed profile under the key that the member has.
    ///
    /// - Throws: ``ProfileError/unreadable(_:)`` if the key is not the member's; what fetching the
    ///   secret throws; ``CryptoError``.
    func sealed(
        _ profile: Profile, of member: MemberNumber, insteadOf old: SealedProfile
    ) throws -> SealedProfile {
        let secret = try secret()
        let text = Array(try CompactText.text(of: profile).utf8)
        return try reading(member) {
            SealedProfile(
                key: old.key, box: try secret.sealed(text, key: old.key, of: member),
                enrolled: old.enrolled)
        }
    }

    /// Opens a profile.
    ///
    /// - Throws: ``ProfileError/unreadable(_:)`` if a byte was changed or the secret is another
    ///   one; what fetching the secret throws.
    func opened(_ sealed: SealedProfile, of member: MemberNumber) throws -> Profile {
        let secret = try secret()
        let text = try reading(member) {
            try secret.opened(sealed.box, key: sealed.key, of: member)
        }
        do {
            return try CompactText.value(
                Profile.self, of: String(decoding: text, as: UTF8.self))
        } catch {
            throw ProfileError.unreadable(member)
        }
    }

    /// Thirty-two bytes for a name: always the same, and foreseen by nobody without the secret.
    ///
    /// - Throws: What fetching the secret throws.
    func seed(_ name: String) throws -> [UInt8] {
        let secret = try secret()
        let halves = ["0", "1"].flatMap { half in
            secret.digest(of: Array("\(name)/\(half)".utf8), for: "chance")
        }
        return Digest.sha256(halves)
    }

    /// What stands for a person in events: the same for the same address however it is spelt.
    ///
    /// - Returns: 32 hexadecimal digits; `nil` for no address.
    /// - Throws: What fetching the secret throws.
    /// - Source: F26; M29, M37.
    func person(_ contact: String) throws -> String? {
        let key = ContactKey(contact)
        guard !key.text.isEmpty else { return nil }
        let digits = Array("0123456789abcdef")
        return String(
            try secret().digest(of: Array(key.text.utf8), for: "person")
                .flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    private func reading<Answer>(_ member: MemberNumber, _ work: () throws -> Answer) throws
        -> Answer
    {
        do {
            return try work()
        } catch CryptoError.notAuthentic {
            throw ProfileError.unreadable(member)
        }
    }
}
