import TesseraConfiguration
import TesseraLedger
import TesseraToken
import TesseraModel
import TesseraPremises

extension ShopOptions {
    /// Opens the book for questions that need no key, and so no passphrase.
    ///
    /// - Parameter work: What the command asks, with the shop's settings.
    /// - Returns: What the work returns.
    /// - Throws: What can be wrong with the data folder; what the work throws.
    func inBook<T: Sendable>(
        _ work: @escaping @Sendable (any Ledger, Settings) async throws -> T
    ) throws -> T {
        let settings = try settings()
        let place = try bookPlace(settings)
        return try waiting {
            try await place.read(zone: settings.zone) { ledger in
                try await ledger.suggesting(settings) { try await work(ledger, settings) }
            }
        }
    }

    /// The clock, which may be set only where all keys are for training.
    ///
    /// - Throws: ``ConfigurationError``; ``PremisesError/clockSetWithLiveKeys``.
    func clock() throws -> SystemClock { try premises.clock() }
}

extension IssuerZone {
    /// A moment as a list shows it, in the issuer's zone: `2026-11-22 14:05`.
    func listed(_ time: Timestamp) -> String { "\(day(at: time).text) \(timeOfDay(at: time))" }
}
