import TesseraCrypto
import TesseraLedger
import TesseraModel

// What somebody who is signed in does with what they sign in with. A session alone is not enough
// for it, because somebody else may sit at the screen.

/// Where somebody is signed in.
package struct OpenSession: Hashable, Sendable {
    /// Its name, which opens nothing.
    package let id: String
    /// The shop or partner that was signed in at; `nil` for none in particular.
    package let shop: ShopID?
    /// The till that was signed in at with a PIN; `nil` for a password.
    package let device: TillID?
    /// When it began.
    package let createdAt: Timestamp
    /// When something was done in it, to the minute.
    package let seenAt: Timestamp
    /// When it ends unless something is done in it.
    package let endsAt: Timestamp
}

extension Counter {
    /// Ten wrong words at once for one name, and one more a minute.
    private static let wrongConfirmations = BucketRule(capacity: 10, refillMilliseconds: 60_000)
    private static let sessionPage = 1_000

    /// Sets the password of whoever is signed in, who then no longer is, here and elsewhere.
    ///
    /// - Parameters:
    ///   - session: Who.
    ///   - old: The password that it replaces.
    ///   - new: At least 12 characters, at most 256 bytes.
    ///   - source: From where it is tried.
    /// - Throws: ``AccessError/signInRefused`` for another password than the one that there is,
    ///   ``AccessError/tooManyTries(seconds:)``; what ``setPassword(_:of:by:)`` throws.
    package func changePassword(
        of session: Session, from old: String, to new: String, at source: AccessSource
    ) async throws {
        let name = session.operator.id
        try await confirm(name, .password, old, from: source)
        try await setPassword(new, of: name, by: .operator(name))
    }

    /// Where somebody is signed in, the oldest first.
    ///
    /// - Throws: ``LedgerError``.
    package func openSessions(of name: OperatorID) async throws -> [OpenSession] {
        let time = clock.now()
        let epoch = try await kept(Credential.self, on: Credential.slip(name))?.epoch
        var found: [OpenSession] = []
        var last: String?
        while true {
            let page = try await ledger.slips(
                under: SessionSecret.slipPrefix, after: last, limit: Self.sessionPage, at: time)
            for slip in page {
                let kept = try Self.value(KeptSession.self, of: slip)
                guard kept.operator == name, kept.epoch == epoch else { continue }
                found.append(
                    OpenSession(
                        id: String(slip.name.dropFirst(SessionSecret.slipPrefix.count)),
                        shop: kept.shop, device: kept.device, createdAt: kept.createdAt,
                        seenAt: kept.seenAt, endsAt: kept.endsAt))
            }
            guard page.count == Self.sessionPage else { break }
            last = page.last?.name
        }
        return found.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// Ends one of somebody's sessions, or all but the one that it is asked in.
    ///
    /// - Parameters:
    ///   - id: Which one; `nil` for all others. One that is over already ends again.
    ///   - session: Who asks, and where.
    ///   - typed: The password; where the session was begun with a PIN, the PIN.
    ///   - source: From where it is tried.
    /// - Throws: ``AccessError/signInRefused``, ``AccessError/tooManyTries(seconds:)``;
    ///   ``LedgerError``; ``CryptoError``.
    package func endSessions(
        _ id: String?, of session: Session, confirmedBy typed: String, at source: AccessSource
    ) async throws {
        let name = session.operator.id
        try await confirm(name, session.device == nil ? .password : .pin, typed, from: source)
        let meant = try await openSessions(of: name).filter {
            id == nil ? $0.id != session.id : $0.id == id
        }
        for one in meant {
            try await log(.signedOut, by: .operator(name), from: source)
            try await ledger.removeSlip(SessionSecret.slipPrefix + one.id, replacing: nil)
        }
    }

    /// Wrong ones are counted as those of somebody who signs in are: before they are compared.
    private func confirm(
        _ name: OperatorID, _ part: Credential.Part, _ typed: String, from source: AccessSource
    ) async throws {
        let bucket = NamedBucket(
            name: SlipNames.hashed("wrong/own/", name.text), rule: Self.wrongConfirmations)
        if let seconds = try await spend(bucket) {
            throw AccessError.tooManyTries(seconds: seconds)
        }
        let credential = try await kept(Credential.self, on: Credential.slip(name))
        guard try hasher.matches(PasswordRules.bytes(of: typed), credential?[part]) else {
            try await log(.signInRefused, by: .operator(name), from: source)
            throw AccessError.signInRefused
        }
        try await giveBack(bucket)
    }
}
