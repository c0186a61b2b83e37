import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

/// A use that is in the till's log.
package struct TillRedemption: Hashable, Sendable {
    /// The operation, whose id is also the redemption's.
    package let operation: OperationID
    /// Its number in the log.
    package let sequence: Int64
    /// The voucher as its token says it.
    package let token: Token
    /// What was taken, in the unit of the balance.
    package let taken: Int64
    /// How much of that was put aside for this till.
    package let leased: Int64
    /// What is left, as far as this till knows.
    package let left: Int64
    /// What the basket became cheaper by; `nil` unless a discount met a basket.
    package let discount: Money?
    /// When.
    package let time: Timestamp
    /// Who worked there; `nil` where nobody was named.
    package let `operator`: OperatorID?
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
    /// What the answer stands on.
    package let age: KitAge
}

extension OfflineTill {
    /// Takes a voucher, exactly once for an operation id.
    ///
    /// - Parameters:
    ///   - text: What was scanned.
    ///   - operation: The caller's name for this intention, kept before calling.
    ///   - worker: Who works there, one of the kit's operators; `nil` if nobody is named.
    ///   - demand: What is asked of a voucher of these terms.
    /// - Returns: What was taken; it is on the disk.
    /// - Throws: As ``check(_:expecting:)``; ``LedgerError/operatorNotAllowed(_:_:)``; a refusal of
    ///   ``RedemptionRules``;
    ///   ``LedgerError/operationReused(_:)``; ``ClaimError`` if the log takes nothing. After
    ///   ``ClaimError/logFailed`` the outcome is not known: open the till again and repeat.
    /// - Source: L14, L15, R3; F23, F25.
    package func redeem(
        _ text: String, operation: OperationID, by worker: OperatorID? = nil,
        asking demand: (Terms) throws -> Demand
    ) throws -> TillRedemption {
        guard let kit else { throw TillError.noKit }
        if let deed = memory.deed(of: operation) {
            return try repeated(deed, operation, text, worker, kit, demand)
        }
        try admit(worker, to: .redeem, kit)
        let time = try now()
        let (standing, body) = try standing(of: text, expecting: .all, at: time)
        let terms = standing.token.terms
        let asked = try demand(terms)
        let taking = try taking(asked, from: standing, kit, at: time)
        let leased = min(taking.amount, standing.leaseLeft)
        try room(kit, at: time).check(taking.amount - leased, of: standing)
        let left = (standing.isLeaseOnly ? standing.leaseLeft : standing.left) - taking.amount
        let taken = ClaimRecord.Taken(
            body: body, demand: asked.plain(taking.amount, of: standing),
            amount: taking.amount, leased: leased, left: left,
            discount: taking.discount?.minorUnits)
        guard let taken else {
            preconditionFailure("What the rules let take has a record.")
        }
        let claim = try log.append(
            operation, kit: Int64(kit.edition.sequence), at: time, by: worker, .redeem(taken))
        memory.note(claim)
        return TillRedemption(
            claim.record, taken, isReplay: false, age: KitAge(kit, now: time))
    }

    /// What a demand takes by the ledger's own rules, lest the two ever differ.
    private func taking(
        _ demand: Demand, from standing: TillStanding, _ kit: Kit, at time: Timestamp
    ) throws -> RedemptionRules.Taking {
        let days = standing.token.validity
        let day = min(max(kit.zone.day(at: time), days.first), days.last)
        let isWhole = demand == .everything && standing.isLeaseOnly
        let taking = try RedemptionRules.taking(
            demand, from: standing.state(today: day, leaseOnly: isWhole), today: day, at: time)
        if standing.isLeaseOnly, taking.amount > standing.leaseLeft {
            let terms = standing.token.terms
            throw VerificationError.offlineLimit(
                .lease, limit: terms.offlineAmount(standing.lease),
                used: terms.offlineAmount(standing.lease - standing.leaseLeft),
                asked: terms.offlineAmount(taking.amount))
        }
        return taking
    }

    /// The answer that an operation got earlier.
    private func repeated(
        _ deed: TillMemory.Deed, _ operation: OperationID, _ text: String,
        _ worker: OperatorID?, _ kit: Kit, _ demand: (Terms) throws -> Demand
    ) throws -> TillRedemption {
        guard case .redeemed(let entry) = deed,
            let record = try log.claims(from: entry.sequence, most: 1).first?.record,
            let taken = record.taken, record.operator == worker
        else { throw LedgerError.operationReused(operation) }
        let unverified = try OfflineTill.unverified(text)
        let suite = verifier?.ring[unverified.keyID]?.record.suite ?? .hmac
        let asked = try demand(taken.body.token.terms)
        // All that is left was written down as the amount it was.
        let isSame =
            asked == taken.demand || asked == .everything && taken.left == 0
        guard unverified.byteCount - suite.tagByteCount == taken.body.bytes.count,
            unverified.body(suite: suite) == taken.body.bytes, isSame
        else { throw LedgerError.operationReused(operation) }
        return TillRedemption(
            record, taken, isReplay: true, age: KitAge(kit, now: clock.now()))
    }
}

extension TillRedemption {
    fileprivate init(
        _ record: ClaimRecord, _ taken: ClaimRecord.Taken, isReplay: Bool, age: KitAge
    ) {
        self.init(
            operation: record.id, sequence: record.sequence, token: taken.body.token,
            taken: taken.amount, leased: taken.leased, left: taken.left,
            discount: taken.saved,
            time: record.occurredAt, operator: record.operator, isReplay: isReplay, age: age)
    }
}

extension ClaimRecord.Taken {
    /// What the basket became cheaper by.
    fileprivate var saved: Money? {
        guard let discount, case .discount(let terms) = body.token.terms else { return nil }
        return Money(minorUnits: discount, currency: terms.currency)
    }
}

extension Demand {
    /// The demand as a record has it: all of a card is all that a new one holds.
    fileprivate func plain(_ amount: Int64, of standing: TillStanding) -> Demand {
        guard self == .everything, amount < standing.faceValue,
            case .gift(let face) = standing.token.terms
        else { return self }
        return .amount(Money(minorUnits: amount, currency: face.currency))
    }
}
