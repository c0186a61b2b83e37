import TesseraModel
import TesseraToken

/// A token that a verifier found to be the issuer's, and good here and now.
///
/// There is no other way to make one, so whoever is handed one may trust it.
///
/// - Source: T13.
package struct VerifiedToken: Hashable, Sendable {
    /// The token, every field of which was covered by the tag.
    package let token: Token

    // Within this file only: belief is made by `Verifier` and by nothing else.
    fileprivate init(_ token: Token) { self.token = token }
}

/// Decides whether a token may be believed, with nothing but keys, a clock and, if there is one, a
/// kit's status map.
///
/// - Source: T12–T14.
package struct Verifier: Sendable {
    /// Who decides about days and compromised keys.
    package enum Authority: Sendable {
        /// This verifier alone, without a network.
        case verifier
        /// The ledger, which is asked next and knows extensions, blocks and seals.
        case ledger
    }

    /// How far clocks of tills may be off at both ends of a token's days, in milliseconds.
    package static let clockTolerance: Int64 = 10 * 60 * 1_000

    /// The keys.
    package let ring: KeyRing
    /// The issuer's zone, in which days begin and end.
    package let zone: IssuerZone
    private let audiences: [Audience]
    private let acceptsTraining: Bool
    private let kit: Kit.Standing?

    /// A verifier for a till.
    ///
    /// - Parameters:
    ///   - ring: The keys it believes.
    ///   - zone: The issuer's zone.
    ///   - audiences: The audiences the till belongs to.
    ///   - acceptsTraining: Whether it is a till for training.
    ///   - kit: What a kit knows beyond the keys; `nil` where there is none.
    package init(
        ring: KeyRing, zone: IssuerZone, audiences: [Audience], acceptsTraining: Bool = false,
        kit: Kit.Standing? = nil
    ) {
        self.ring = ring
        self.zone = zone
        self.audiences = audiences
        self.acceptsTraining = acceptsTraining
        self.kit = kit
    }

    /// Decides about a scanned text.
    ///
    /// - Parameters:
    ///   - scanned: What the scanner sent.
    ///   - time: The till's clock.
    ///   - expected: The kinds that this screen asks for.
    ///   - authority: Who decides about days and compromised keys.
    /// - Returns: The token, believed.
    /// - Throws: The first check that fails, in the order of T12.
    package func verify(
        scanned: borrowing Span<UInt8>, at time: Timestamp, expecting expected: KindSet = .all,
        authority: Authority = .verifier
    ) throws(VerificationError) -> VerifiedToken {
        let unverified: UnverifiedToken
        do throws(TokenError) {
            unverified = try UnverifiedToken(scanned: scanned)
        } catch { throw .unreadable(error) }
        return try verify(unverified, at: time, expecting: expected, authority: authority)
    }

    /// Decides about a token of good form.
    ///
    /// - Parameters:
    ///   - unverified: The token.
    ///   - time: The till's clock.
    ///   - expected: The kinds that this screen asks for.
    ///   - authority: Who decides about days and compromised keys.
    /// - Returns: The token, believed.
    /// - Throws: The first check that fails, in the order of T12 from step 5 on.
    package func verify(
        _ unverified: UnverifiedToken, at time: Timestamp, expecting expected: KindSet = .all,
        authority: Authority = .verifier
    ) throws(VerificationError) -> VerifiedToken {
        let (record, tagKey) = try key(for: unverified, authority)
        try checkScope(unverified, record, expected)
        try checkLength(unverified, record.suite)
        guard unverified.isTagged(with: tagKey) else { throw .tagMismatch(record.id) }
        let token: Token
        do throws(TokenError) {
            token = try unverified.fields(suite: record.suite)
        } catch { throw .unreadable(error) }
        guard record.admits(token.validity) else { throw .keyWindowMismatch(record.id) }
        if authority == .verifier { try checkDays(token.validity, at: time) }
        try kit?.check(token, at: time)
        return VerifiedToken(token)
    }

    /// Step 5: the key record and its state.
    private func key(
        for unverified: UnverifiedToken, _ authority: Authority
    ) throws(VerificationError) -> (KeyRecord, TagKey) {
        let id = unverified.keyID
        guard !id.isTraining || acceptsTraining else { throw .trainingKey(id) }
        guard let entry = ring[id] else { throw .unknownKey(id) }
        switch entry.record.state {
        case .active, .verifyOnly: break
        case .pending: throw .keyNotYetActive(id)
        case .retired: throw .keyRetired(id)
        case .compromised: if authority == .verifier { throw .keyCompromised(id) }
        }
        let kind = unverified.kind
        guard entry.record.kinds.contains(kind) else { throw .keyKindMismatch(id, kind) }
        guard let tagKey = entry.tagKey(for: kind) else { throw .unknownKey(id) }
        return (entry.record, tagKey)
    }

    /// Step 6: the audience against the record, then both against this till and this screen.
    private func checkScope(
        _ unverified: UnverifiedToken, _ record: KeyRecord, _ expected: KindSet
    ) throws(VerificationError) {
        let audience = unverified.audience
        guard audience == record.audience else { throw .keyAudienceMismatch(record.id, audience) }
        guard audiences.contains(audience) else { throw .wrongAudience(audience) }
        guard expected.contains(unverified.kind) else { throw .wrongKind(unverified.kind) }
    }

    /// Step 7: the window of lengths of the kind and the suite.
    private func checkLength(
        _ unverified: UnverifiedToken, _ suite: Suite
    ) throws(VerificationError) {
        let bodyByteCount = unverified.byteCount - suite.tagByteCount
        let window = TokenFormat.bodyByteCounts(unverified.kind)
        guard bodyByteCount >= window.lowerBound else { throw .unreadable(.truncated) }
        guard bodyByteCount <= window.upperBound else { throw .unreadable(.tooLong) }
    }

    /// Step 11: the clock, then the token's days in the issuer's zone.
    private func checkDays(
        _ validity: ValidityPeriod, at time: Timestamp
    ) throws(VerificationError) {
        let tolerance = Verifier.clockTolerance
        let earliest = zone.day(at: time.advanced(byMilliseconds: -tolerance))
        let latest = zone.day(at: time.advanced(byMilliseconds: tolerance))
        guard latest >= .zero, earliest <= .last, kit?.admits(time) ?? true else {
            throw .clockImplausible(time)
        }
        guard validity.first <= latest else { throw .notYetValid(first: validity.first) }
        guard earliest <= validity.last else { throw .expired(last: validity.last) }
    }
}
