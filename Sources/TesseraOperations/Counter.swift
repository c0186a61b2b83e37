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

    /// A counter of some parts.
    package init(
        ledger: any Ledger, keys: KeyStore, settings: Settings, clock: any WallClock,
        chance: any Chance
    ) {
        self.ledger = ledger
        self.keys = keys
        self.settings = settings
        self.clock = clock
        self.chance = chance
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
        let bytes = try chance.bytes(10)
        let high = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        let low = bytes[2...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return OperationID(at: clock.now(), chance: (high, low))
    }

    var verifier: Verifier {
        Verifier(
            ring: keys.ring(for: nil), zone: settings.zone, audiences: [.ownShops],
            acceptsTraining: keys.isTraining)
    }
}
