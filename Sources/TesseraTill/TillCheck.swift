import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

/// What a code is worth here and now, without a network.
package struct TillAppraisal: Hashable, Sendable {
    /// What the token says; it was believed.
    package let token: Token
    /// What is left as far as this till knows, in the unit of the balance; `nil` for members.
    package let left: Int64?
    /// How much of that this till may take now; `nil` for members.
    package let takeable: Int64?
    /// How much of that was put aside for this till.
    package let leased: Int64
    /// What the answer stands on.
    package let age: KitAge
}

extension OfflineTill {
    /// Looks at a code and changes nothing.
    ///
    /// - Parameters:
    ///   - text: What was scanned.
    ///   - expected: The kinds that this screen asks for.
    /// - Returns: What it is worth here.
    /// - Throws: Why it is not believed, in the order of T12;
    ///   ``LedgerError/alreadyRedeemed(_:)`` with this till's own use;
    ///   ``VerificationError/offlineLimit(_:limit:used:asked:)`` and
    ///   ``TillError/offlineCurrency(card:limits:)`` if nothing of it may be taken now;
    ///   ``TillError/noKit``, ``TillError/clockBehindLog(wall:lastRecorded:)``.
    /// - Source: T12, T13.
    package func check(
        _ text: String, expecting expected: KindSet = .all
    ) throws -> TillAppraisal {
        let time = try now()
        let standing = try standing(of: text, expecting: expected, at: time).standing
        guard let kit else { throw TillError.noKit }
        let age = KitAge(kit, now: time)
        guard standing.token.kind != .member else {
            return TillAppraisal(
                token: standing.token, left: nil, takeable: nil, leased: 0, age: age)
        }
        let left = standing.isLeaseOnly ? standing.leaseLeft : standing.left
        guard standing.left > 0 else { throw LedgerError.alreadyRedeemed(standing.lastUse) }
        guard left > 0 else {
            let terms = standing.token.terms
            throw VerificationError.offlineLimit(
                .lease, limit: terms.offlineAmount(standing.lease),
                used: terms.offlineAmount(standing.lease - standing.leaseLeft),
                asked: terms.offlineAmount(standing.left))
        }
        let room = room(kit, at: time)
        let beyond = left - standing.leaseLeft
        let takeable = standing.leaseLeft + min(beyond, room.most(of: standing))
        if takeable == 0 { try room.check(beyond, of: standing) }
        return TillAppraisal(
            token: standing.token, left: left, takeable: takeable,
            leased: standing.leaseLeft, age: age)
    }
}
