import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraToken

/// A voucher that took the place of another.
package struct Reissue: Hashable, Sendable {
    /// The one that is worth nothing any more.
    package let old: VoucherPosition
    /// The new one, as the customer gets it.
    package let new: IssuedVoucher
    /// What it promises.
    package let terms: Terms
    /// The days on which it is good.
    package let validity: ValidityPeriod
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
}

extension Counter {
    /// Replaces a voucher, or a member's card, by a new one that holds what is left, under a key
    /// that signs today.
    ///
    /// For a code that was lost, or whose key somebody else may have: the old code is refused from
    /// then on, here at once and at tills without a network with their next kit.
    ///
    /// - Parameters:
    ///   - position: Which one.
    ///   - worker: Who does it; `nil` if nobody is named.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: The new voucher.
    /// - Throws: ``LedgerError/alreadyRedeemed(_:)`` and other refusals of a use;
    ///   ``TokenError/outsideKeyDays(_:first:lastSigning:acceptUntil:)``;
    ///   ``ConfigurationError/noSigningKey(_:_:)`` after a compromise, until keys are rotated.
    /// - Source: T7, T11.
    package func reissue(
        _ position: VoucherPosition, by worker: OperatorID? = nil, operation: OperationID
    ) async throws -> Reissue {
        let order: BatchOrder
        if case .replace(_, let known)? = try await ledger.operation(operation)?.wish {
            order = known
        } else {
            order = try await replacement(of: position, operation)
        }
        let booked = try await accepted(
            .replace(position, with: order), operation, at: office(worker))
        guard let batch = booked.operation.batches.first else { throw LedgerError.ledgerDamaged }
        return Reissue(
            old: position, new: try await issued(batch.first), terms: batch.order.terms,
            validity: batch.order.validity, isReplay: booked.isReplay)
    }

    private func replacement(
        of position: VoucherPosition, _ operation: OperationID
    ) async throws -> BatchOrder {
        let batch = try await ledger.batch(covering: position)
        let voucher = try await ledger.voucher(at: position)
        // One that was replaced is blocked and empty; that it is blocked says why.
        if case .blocked(let time, let reason) = voucher.standing {
            throw LedgerError.revoked(at: time, reason: reason)
        }
        if voucher.balance == 0, voucher.terms.kind != .member {
            throw LedgerError.alreadyRedeemed(voucher.lastUse)
        }
        let terms = voucher.terms.holding(voucher.balance)
        let key = try keys.signingKey(for: terms.kind, audience: batch.order.audience)
        let first = max(today, voucher.validity.first)
        guard let validity = ValidityPeriod(first: first, last: voucher.validity.last) else {
            throw LedgerError.expired(last: voucher.validity.last)
        }
        let salt = key.batchSalt(operation, index: 0)
        // Made once here, so that days that no key signs are found before anything is booked.
        _ = try TokenIssuer(key: key, validity: validity, terms: terms, salt: salt)
        let countsUses = terms.kind == .discount || terms.kind == .entitlement
        return BatchOrder(
            terms: terms, uses: countsUses ? Int(voucher.balance) : 0, validity: validity,
            keyID: key.record.id, audience: batch.order.audience, count: 1, salt: salt,
            label: batch.order.label, holder: voucher.holder,
            programme: batch.order.programme)
    }
}

extension Terms {
    /// The same promise for what is left of it.
    fileprivate func holding(_ balance: Int64) -> Terms {
        switch self {
        case .gift(let face): .gift(Money(minorUnits: balance, currency: face.currency))
        case .entitlement(let right):
            .entitlement(
                Entitlement(
                    campaign: right.campaign, uses: UInt16(clamping: balance),
                    termsDigest: right.termsDigest))
        case .discount, .member: self
        }
    }
}
