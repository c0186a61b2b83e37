import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraOperations

/// What a counter needs besides the book: settings and keys of one moment, and the clock.
///
/// A passphrase that comes from standard input can be read once only; whoever makes several
/// counters makes them from one of these.
package struct Equipment: Sendable {
    /// The shop's settings.
    package let settings: Settings
    /// The shop's keys.
    package let keys: KeyStore
    /// The machine's clock; in training perhaps a fixed one.
    package let clock: SystemClock
    let keysFolder: String

    /// A counter with this equipment.
    ///
    /// - Parameter ledger: The book; whoever opened it closes it.
    /// - Returns: A counter that draws on the system for chance.
    /// - Throws: ``ConfigurationError/crypto(_:)`` if OpenSSL derives nothing.
    package func counter(ledger: any Ledger) throws(ConfigurationError) -> Counter {
        let (folder, keys) = (KeyFolder(keysFolder), keys)
        return try Counter(
            ledger: ledger, keys: keys, settings: settings, clock: clock,
            chance: SystemChance(),
            profiles: ProfileVault { try folder.profileSecret(of: keys) }, folder: folder)
    }
}
