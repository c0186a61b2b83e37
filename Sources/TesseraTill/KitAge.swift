import TesseraModel
import TesseraVerification

/// How far an answer without a network can be trusted: which kit it stands on, and how old that is.
///
/// - Source: T19; F24.
package struct KitAge: Hashable, Sendable {
    /// The issuer as people know it.
    package let issuer: String
    /// The kit's number.
    package let sequence: UInt64
    /// When it was made.
    package let issuedAt: Timestamp
    /// From when on a newer one should be fetched.
    package let freshUntil: Timestamp
    /// From when on it is not trusted.
    package let expiresAt: Timestamp
    /// Whether it is worth nothing: for training.
    package let isTraining: Bool
    /// When the answer was given.
    package let now: Timestamp

    init(_ kit: Kit, now: Timestamp) {
        issuer = kit.issuer
        sequence = kit.edition.sequence
        issuedAt = kit.edition.issuedAt
        freshUntil = kit.edition.freshUntil
        expiresAt = kit.edition.expiresAt
        isTraining = kit.isTraining
        self.now = now
    }

    /// Whether a newer kit should be fetched.
    package var isStale: Bool { now >= freshUntil }
    /// How old it is, in whole minutes, never negative.
    package var minutes: Int64 { max(0, now.milliseconds - issuedAt.milliseconds) / 60_000 }
}
