import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

/// Everything a member of staff can do, one file for each verb.
///
/// The terminal and the service call the same functions; neither decides anything itself.
package struct Counter: Sendable {
    /// The book.
    package let ledger: any Ledger
    /// The issuer's keys.
    package let keys: KeyStore
    /// The shop's settings.
    package let settings: Settings
    /// The time of day.
    package let clock: any WallClock
    /// Chance.
    package let chance: any Chance
    /// What seals and opens what is known about members.
    package let profiles: ProfileVault
    /// What hashes passwords.
    package var hasher = PasswordHasher()
    let verifier: Verifier
    let officeVerifier: Verifier
    // Derived once: a leaf costs microseconds, and a till checks one code after the other.
    private let derivedKeys: [KeyName: SigningKey]

    private struct KeyName: Hashable {
        let id: KeyID
        let kind: TokenKind
    }

    /// A counter of some parts.
    ///
    /// - Throws: ``ConfigurationError/crypto(_:)`` if OpenSSL derives nothing.
    package init(
        ledger: any Ledger, keys: KeyStore, settings: Settings, clock: any WallClock,
        chance: any Chance, profiles: ProfileVault
    ) throws(ConfigurationError) {
        self.ledger = ledger
        self.keys = keys
        self.settings = settings
        self.clock = clock
        self.chance = chance
        self.profiles = profiles
        let ring = try keys.ring(for: nil)
        func verifier(_ audiences: [Audience]) -> Verifier {
            Verifier(
                ring: ring, zone: settings.zone, audiences: audiences,
                acceptsTraining: keys.isTraining)
        }
        self.verifier = verifier([.ownShops])
        officeVerifier = verifier(Set(keys.entries.map(\.record.audience)).sorted())
        var derived: [KeyName: SigningKey] = [:]
        for entry in keys.entries where entry.record.state != .retired {
            for kind in entry.record.kinds.kinds {
                derived[KeyName(id: entry.record.id, kind: kind)] = try keys.signingKey(
                    id: entry.record.id, kind: kind)
            }
        }
        derivedKeys = derived
    }

    /// The issuer's day now.
    package var today: Day { settings.zone.day(at: clock.now()) }

    /// How this shop's people are told times.
    package var telling: Telling { Telling(zone: settings.zone, now: clock.now()) }

    /// A new operation id.
    ///
    /// - Returns: An id that nobody had before.
    /// - Throws: What the source of chance throws.
    package func newOperation() throws -> OperationID {
        try OperationID.new(at: clock.now(), chance)
    }

    /// A key whatever its state, to check seals and to write tokens again.
    ///
    /// - Throws: ``ConfigurationError/noSuchKey(_:)``, ``ConfigurationError/keyNotForKind(_:_:)``,
    ///   ``ConfigurationError/secretDestroyed(_:)``.
    func key(_ id: KeyID, _ kind: TokenKind) throws(ConfigurationError) -> SigningKey {
        if let key = derivedKeys[KeyName(id: id, kind: kind)] { return key }
        return try keys.signingKey(id: id, kind: kind)
    }
}

extension OperationID {
    /// A new id.
    ///
    /// - Parameters:
    ///   - time: When it is made.
    ///   - chance: Where its ten random bytes come from.
    /// - Returns: An id that nobody had before.
    /// - Throws: What the source of chance throws.
    package static func new(at time: Timestamp, _ chance: any Chance) throws -> OperationID {
        let bytes = try chance.bytes(10)
        let high = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        let low = bytes[2...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return OperationID(at: time, chance: (high, low))
    }
}
