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
    private let audienceNumbers: [UInt16]
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
        audienceNumbers = audiences.map(\.number)
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
        var unverified = UnverifiedToken()
        do throws(TokenError) {
            try unverified.read(scanned)
        } catch { throw .unreadable(error) }
        return try decide(&unverified, at: time, expecting: expected, authority: authority)
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
        var unverified = unverified
        return try decide(&unverified, at: time, expecting: expected, authority: authority)
    }

    @inline(__always)
    private func decide(
        _ unverified: inout UnverifiedToken, at time: Timestamp, expecting expected: KindSet,
        authority: Authority
    ) throws(VerificationError) -> VerifiedToken {
        // Handed on one by one: to hand on the token itself is to copy all its bytes.
        let kind = unverified.kind
        let index = try key(unverified.keyNumber, for: kind, authority)
        let record = ring.entries[index].record
        try checkScope(unverified.audienceNumber, kind, record, expected)
        try checkLength(unverified.byteCount, kind, record.suite)
        let found: Token?
        do throws(TokenError) {
            found = try ring.token(of: &unverified, under: index)
        } catch { throw .unreadable(error) }
        guard let token = found else { throw .tagMismatch(record.id) }
        guard record.admits(token.validity) else { throw .keyWindowMismatch(record.id) }
        if authority == .verifier { try checkDays(token.validity, at: time) }
        if let kit { try kit.check(token, at: time, zone) }
        return VerifiedToken(token)
    }

    /// Step 5: where the key record stands in the ring, once its state allows to go on.
    @inline(__always)
    private func key(
        _ number: UInt16, for kind: TokenKind, _ authority: Authority
    ) throws(VerificationError) -> Int {
        guard let index = ring.index(of: number) else { throw unknown(KeyID(number)) }
        let (id, state) = (ring.entries[index].record.id, ring.entries[index].record.state)
        guard acceptsTraining || !id.isTraining else { throw .trainingKey(id) }
        switch state {
        case .active, .verifyOnly: break
        case .pending: throw .keyNotYetActive(id)
        case .retired: throw .keyRetired(id)
        case .compromised: if authority == .verifier { throw .keyCompromised(id) }
        }
        if ring.entries[index].checkableKinds.contains(kind) { return index }
        guard ring.entries[index].record.kinds.contains(kind) else {
            throw .keyKindMismatch(id, kind)
        }
        throw .unknownKey(id)
    }

    private func unknown(_ id: KeyID) -> VerificationError {
        id.isTraining && !acceptsTraining ? .trainingKey(id) : .unknownKey(id)
    }

    /// Step 6: the audience against the record, then both against this till and this screen.
    @inline(__always)
    private func checkScope(
        _ audienceNumber: UInt16, _ kind: TokenKind, _ record: KeyRecord, _ expected: KindSet
    ) throws(VerificationError) {
        guard audienceNumber == record.audience.number else {
            throw .keyAudienceMismatch(record.id, Audience(audienceNumber))
        }
        guard audienceNumbers.contains(audienceNumber) else {
            throw .wrongAudience(record.audience)
        }
        guard expected.contains(kind) else { throw .wrongKind(kind) }
    }

    /// Step 7: the window of lengths of the kind and the suite.
    @inline(__always)
    private func checkLength(
        _ byteCount: Int, _ kind: TokenKind, _ suite: Suite
    ) throws(VerificationError) {
        let bodyByteCount = byteCount - suite.tagByteCount
        let window = TokenFormat.bodyByteCounts(kind)
        guard bodyByteCount >= window.lowerBound else { throw .unreadable(.truncated) }
        guard bodyByteCount <= window.upperBound else { throw .unreadable(.tooLong) }
    }

    /// Step 11: the clock, then the token's days in the issuer's zone.
    @inline(__always)
    private func checkDays(
        _ validity: ValidityPeriod, at time: Timestamp
    ) throws(VerificationError) {
        // No zone is a day or more away from UTC: in the middle of its days a token is good in all
        // of them, and the issuer's need not be looked up.
        if validity.holdsEverywhere(at: time), kit?.admits(time) ?? true { return }
        let tolerance = Verifier.clockTolerance
        let (earliest, latest) = zone.days(
            from: time.advanced(byMilliseconds: -tolerance),
            to: time.advanced(byMilliseconds: tolerance))
        guard latest.number >= 0, earliest.number <= 0xFFFF, kit?.admits(time) ?? true else {
            throw .clockImplausible(time)
        }
        guard validity.first.number <= latest.number else {
            throw .notYetValid(first: validity.first)
        }
        guard earliest.number <= validity.last.number else {
            throw .expired(last: validity.last)
        }
    }
}
