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
    /// The issuer's keys as they are now.
    package var keys: KeyStore { keyRoom.keys.store }
    /// The shop's settings.
    package let settings: Settings
    /// The time of day.
    package let clock: any WallClock
    /// Chance.
    package let chance: any Chance
    /// What seals and opens what is known about members.
    package let profiles: ProfileVault
    let keyRoom: KeyRoom
    let accessKeysRead = AccessKeyReading()
    /// What hashes passwords.
    package var hasher = PasswordHasher()

    var verifier: Verifier { keyRoom.keys.verifier }
    var officeVerifier: Verifier { keyRoom.keys.officeVerifier }

    /// A counter of some parts.
    ///
    /// - Parameters:
    ///   - ledger: The book.
    ///   - keys: The issuer's keys.
    ///   - settings: The shop's settings.
    ///   - clock: The time of day.
    ///   - chance: Chance.
    ///   - profiles: What seals and opens what is known about members.
    ///   - folder: Where the keys stand; `nil` for a counter that makes no kits and adds no keys.
    /// - Throws: ``ConfigurationError/crypto(_:)`` if OpenSSL derives nothing.
    package init(
        ledger: any Ledger, keys: KeyStore, settings: Settings, clock: any WallClock,
        chance: any Chance, profiles: ProfileVault, folder: KeyFolder? = nil
    ) throws(ConfigurationError) {
        self.ledger = ledger
        self.settings = settings
        self.clock = clock
        self.chance = chance
        self.profiles = profiles
        keyRoom = try KeyRoom(keys, in: folder, zone: settings.zone)
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
        try keyRoom.keys.key(id, kind)
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
