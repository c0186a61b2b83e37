import TesseraModel
import TesseraToken

/// What a till carries to check tokens without a network.
///
/// It holds the leaves of its own audience, so its file is for the till alone. It never holds a
/// seal leaf, and so cannot make anything that the issuer would settle.
///
/// - Source: T19 (keys, issuer, zone and status map), T20, T22.
package struct Kit: Sendable {
    /// Who issues the tokens, as shown on the screen.
    package let issuer: String
    /// The issuer's zone.
    package let zone: IssuerZone
    /// The audiences of the till.
    package let audiences: [Audience]
    /// Whether it is for training.
    package let isTraining: Bool
    /// When it was made.
    package let issuedAt: Timestamp
    /// When it stops being trusted.
    package let expiresAt: Timestamp
    /// The keys.
    package let keys: [KitKey]
    /// What is known about single vouchers.
    package let status: StatusMap

    /// A kit of some parts.
    package init(
        issuer: String, zone: IssuerZone, audiences: [Audience], isTraining: Bool,
        issuedAt: Timestamp, expiresAt: Timestamp, keys: [KitKey], status: StatusMap
    ) {
        self.issuer = issuer
        self.zone = zone
        self.audiences = audiences
        self.isTraining = isTraining
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.keys = keys
        self.status = status
    }

    /// The verifier that decides with this kit alone.
    package var verifier: Verifier {
        Verifier(
            ring: KeyRing(keys.map(\.entry)), zone: zone, audiences: audiences,
            acceptsTraining: isTraining,
            kit: Standing(issuedAt: issuedAt, expiresAt: expiresAt, status: status))
    }

    /// What a kit knows beyond the keys.
    package struct Standing: Sendable {
        let issuedAt: Timestamp
        let expiresAt: Timestamp
        let status: StatusMap

        /// What is known from one time to another.
        package init(issuedAt: Timestamp, expiresAt: Timestamp, status: StatusMap) {
            self.issuedAt = issuedAt
            self.expiresAt = expiresAt
            self.status = status
        }

        /// A clock that is before the kit itself was made is wrong.
        func admits(_ time: Timestamp) -> Bool {
            time >= issuedAt.advanced(byMilliseconds: -Verifier.clockTolerance)
        }

        /// Steps 13 and 14: the status of the slot, then the kit's age.
        func check(_ token: Token, at time: Timestamp) throws(VerificationError) {
            switch status[token.position] {
            case .none: throw .unknownList(token.position.list)
            case .revoked: throw .revoked
            case .spent: throw .alreadyRedeemed
            case .partlySpent: throw .balanceCheckRequired
            case .open: break
            }
            guard time < expiresAt else { throw .kitTooOld(expiredAt: expiresAt) }
        }
    }
}
