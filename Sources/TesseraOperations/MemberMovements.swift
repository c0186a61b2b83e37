import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// One movement on a member's account, and what it was for.
///
/// - Source: M51, M53.
package struct MemberMovement: Hashable, Sendable {
    /// The operation that moved it.
    package let operation: OperationID
    /// When it was booked.
    package let time: Timestamp
    /// Of what.
    package let asset: AssetTerms
    /// How many units came, or went where it is negative.
    package let units: Int64
    /// What was there altogether after it, what is good later included.
    package let balance: Int64
    /// What happened; `nil` for what somebody booked by hand, and for what expired.
    package let event: Event?
    /// The rule that gave it, or why somebody booked it.
    package let reason: String
    /// Whether it went because its days were over.
    package let isExpiry: Bool

    /// Something that happened, with its name.
    package struct Event: Hashable, Sendable {
        /// What happened.
        package let kind: EventKind
        /// The operation that recorded it.
        package let operation: OperationID
    }
}

extension Counter {
    /// Every movement on a member's accounts, oldest first; with the lots that are there they add
    /// up.
    ///
    /// What has expired by now and was not cleared away yet goes last, on today's date.
    ///
    /// - Parameter member: Whose.
    /// - Returns: Those of all assets, each with the balance of its own.
    /// - Throws: Infrastructure errors; ``LedgerError/ledgerDamaged`` for an event that cannot be
    ///   read.
    /// - Source: M51; F31.
    package func movements(of member: Member) async throws -> [MemberMovement] {
        let history = try await ledger.history(of: member.card)
        var events: [OperationID: MemberMovement.Event] = [:]
        for booked in history {
            guard let (event, _) = try booked.loyaltyEvent(),
                let judgement = booked.judgement?.1
            else { continue }
            let what = MemberMovement.Event(kind: event.kind, operation: event.operation)
            for part in judgement.parts { events[part] = what }
        }
        var balances: [AssetTerms: Int64] = [:]
        var movements: [MemberMovement] = []
        for booked in history {
            guard let change = booked.change(on: member.number) else { continue }
            func add(_ units: Int64, isExpiry: Bool) {
                balances[change.asset, default: 0] += units
                movements.append(
                    MemberMovement(
                        operation: booked.operation, time: booked.time, asset: change.asset,
                        units: units, balance: balances[change.asset] ?? 0,
                        event: isExpiry ? nil : events[booked.operation],
                        reason: isExpiry ? "expired" : change.reason, isExpiry: isExpiry))
            }
            if change.expired > 0 { add(0 - change.expired, isExpiry: true) }
            add(change.units, isExpiry: false)
        }
        for asset in settings.assets {
            let lots = try await ledger.lots(of: Holding(member: member.number, asset: asset))
            for lot in lots where lot.isOver(on: today) && lot.left > 0 {
                balances[asset, default: 0] -= lot.left
                movements.append(
                    MemberMovement(
                        operation: lot.operation, time: clock.now(), asset: asset,
                        units: 0 - lot.left, balance: balances[asset] ?? 0, event: nil,
                        reason: "expired", isExpiry: true))
            }
        }
        return movements
    }
}

extension Counter {
    /// The vouchers that the member's events brought, as they stand now, oldest first.
    ///
    /// - Throws: Infrastructure errors.
    /// - Source: M53.
    package func vouchers(grantedTo member: Member) async throws -> [VoucherState] {
        var vouchers: [VoucherState] = []
        for booked in try await ledger.history(of: member.card) {
            for part in booked.judgement?.1.parts ?? [] {
                for batch in try await ledger.operation(part)?.batches ?? [] {
                    vouchers.append(try await ledger.voucher(at: batch.first))
                }
            }
        }
        return vouchers
    }
}

extension BookedOperation {
    /// What it moved on a member's account; `nil` for what moved nothing there.
    fileprivate func change(
        on member: MemberNumber
    ) -> (asset: AssetTerms, units: Int64, expired: Int64, reason: String)? {
        guard case .holding(let expired, _) = outcome else { return nil }
        switch wish {
        case .credit(let holding, let amount, _, _, let reason) where holding.member == member:
            return (holding.asset, amount, expired, reason)
        case .debit(let holding, let amount, _, let reason) where holding.member == member:
            return (holding.asset, 0 - amount, expired, reason)
        default: return nil
        }
    }
}
