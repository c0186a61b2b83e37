import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// Units that were put on a member's account or taken from it.
package struct HoldingChange: Hashable, Sendable {
    /// The operation that did it.
    package let operation: OperationID
    /// Whose account and of what.
    package let holding: Holding
    /// How much, in the asset's smallest units, at least 1.
    package let amount: Int64
    /// What of the account had expired and was cleared away.
    package let expired: Int64
    /// What is on the account now; negative for what is owed.
    package let balance: Int64
    /// When, by the ledger's clock.
    package let time: Timestamp
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
}

extension Counter {
    /// Puts units on a member's account; what the member owes is paid back first.
    ///
    /// - Parameters:
    ///   - member: Whose account.
    ///   - asset: The name of what is counted, as in the settings.
    ///   - amount: How much, as typed.
    ///   - last: The last day on which they may be used; `nil` if they never expire.
    ///   - reason: Why; it stands in the book.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What is on the account now.
    /// - Throws: ``ConfigurationError/unknownAsset(_:nearest:)``;
    ///   ``ModelError/units(_:of:decimals:)``; ``ModelError/period(first:last:)`` for a last day
    ///   that is over; ``LedgerError/unknownMember(_:)``, ``LedgerError/holdingTooLarge`` and other
    ///   ``LedgerError``.
    /// - Source: domain-model concept 5; F33.
    package func credit(
        _ member: MemberNumber, _ asset: String, amount: String, until last: Day?,
        reason: String, operation: OperationID
    ) async throws -> HoldingChange {
        let units = try settings.asset(named: asset).units(typed: amount)
        return try await credit(
            member, asset, units: units, until: last, reason: reason, operation: operation)
    }

    /// Puts units on a member's account; what the member owes is paid back first.
    ///
    /// - Parameters:
    ///   - member: Whose account.
    ///   - asset: The name of what is counted, as in the settings.
    ///   - units: How much, in the asset's smallest units, 1…10¹².
    ///   - last: The last day on which they may be used; `nil` if they never expire.
    ///   - reason: Why; it stands in the book.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What is on the account now.
    /// - Throws: ``ConfigurationError/unknownAsset(_:nearest:)``;
    ///   ``ModelError/period(first:last:)`` for a last day that is over;
    ///   ``LedgerError/unknownMember(_:)``, ``LedgerError/holdingTooLarge`` and other
    ///   ``LedgerError``.
    /// - Source: domain-model concept 5; F33.
    package func credit(
        _ member: MemberNumber, _ asset: String, units: Int64, until last: Day?,
        reason: String, operation: OperationID
    ) async throws -> HoldingChange {
        let holding = Holding(member: member, asset: try settings.asset(named: asset))
        // A lost answer may be asked for again after that day.
        if let last, last < today, try await ledger.operation(operation) == nil {
            throw ModelError.period(first: today, last: last)
        }
        let wish = Wish.credit(holding, amount: units, last: last, reason: reason)
        return try await accepted(wish, operation).change(of: holding, by: units)
    }
}

extension Booked {
    /// What became of a member's account.
    func change(of holding: Holding, by units: Int64) throws -> HoldingChange {
        guard case .holding(let expired, let balance) = operation.outcome else {
            throw LedgerError.ledgerDamaged
        }
        return HoldingChange(
            operation: operation.operation, holding: holding, amount: units, expired: expired,
            balance: balance, time: operation.time, isReplay: isReplay)
    }
}

extension AssetTerms {
    /// Reads a number of units as typed: digits with at most one full stop.
    ///
    /// - Returns: Smallest units, 1…10¹².
    /// - Throws: ``ModelError/units(_:of:decimals:)``.
    func units(typed: String) throws(ModelError) -> Int64 {
        let text = typed.trimmed
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : ""
        let digits = parts.joined().utf8
        guard let whole = parts.first, !whole.isEmpty,
            digits.allSatisfy({ (48...57).contains($0) }),
            parts.count == 1 || (parts.count == 2 && (1...max(1, scale)).contains(decimals.count)),
            decimals.count <= scale,
            let units = Int64(
                whole + decimals + String(repeating: "0", count: scale - decimals.count)),
            (1...1_000_000_000_000).contains(units)
        else { throw .units(typed, of: name, decimals: scale) }
        return units
    }
}
