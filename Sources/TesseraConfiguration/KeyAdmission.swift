import TesseraModel
import TesseraToken

extension KeyStore {
    /// The store with keys of all kinds for one more audience, active at once.
    ///
    /// They are of the newest epoch that is beyond suspicion, or of a new one if there is none: a
    /// leaf says nothing about another audience's. Rotations renew them with all others.
    ///
    /// - Parameters:
    ///   - audience: A partner or a group of partners.
    ///   - suite: How its tokens are tagged. With suite 1 there is a key for each kind, with suite
    ///     2 one pair for all of them.
    ///   - day: Today in the issuer's zone; the first signing day.
    /// - Returns: The next revision; the store itself, of the same revision, if the audience has
    ///   keys of this suite already, so that asking again is safe.
    /// - Throws: ``ConfigurationError/audienceHasKeys(_:_:)`` if it has keys of another suite;
    ///   ``ConfigurationError/keyIDsExhausted``, ``ConfigurationError/dayOutsideCalendar(_:)``,
    ///   ``ConfigurationError/crypto(_:)``.
    /// - Source: T8–T11.
    package func admitting(
        _ audience: Audience, suite: Suite, on day: Day
    ) throws(ConfigurationError) -> KeyStore {
        precondition(audience.isAssignable)
        let held = entries.filter { $0.record.audience == audience && $0.record.state != .retired }
        // Both suites side by side would be renewed side by side for ever.
        if let other = held.first(where: { $0.record.suite != suite }) {
            throw .audienceHasKeys(audience, other.record.suite)
        }
        guard held.isEmpty else { return self }
        var next = self
        let shapes = KeyShape.all(for: audience, suite)
        try next.add(shapes, of: newestSoundEpoch, state: .active, on: day)
        next.revision += 1
        return next
    }

    /// The keys that an audience got when it was admitted, whatever became of them since.
    package func firstKeys(of audience: Audience) -> [KeyRecord] {
        let records = entries.map(\.record).filter { $0.audience == audience }
        guard let suite = records.first?.suite else { return [] }
        return Array(records.prefix(KeyShape.all(for: audience, suite).count))
    }

    /// The newest epoch that signs or will, of which no key is known to have leaked.
    private var newestSoundEpoch: UInt16? {
        let suspected = Set(entries.filter { $0.record.state == .compromised }.map(\.epoch))
        return entries.filter { entry in
            let state = entry.record.state
            return (state == .active || state == .pending) && !suspected.contains(entry.epoch)
                && secrets[entry.epoch] != nil
        }.map(\.epoch).max()
    }
}
