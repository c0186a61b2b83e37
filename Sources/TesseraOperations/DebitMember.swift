import TesseraConfiguration
import TesseraLedger
import TesseraModel

extension Counter {
    /// Takes units from a member's account, those that expire first before the others.
    ///
    /// - Parameters:
    ///   - member: Whose account.
    ///   - asset: The name of what is counted, as in the settings.
    ///   - amount: How much, as typed.
    ///   - reason: Why; it stands in the book.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What is on the account now.
    /// - Throws: ``ConfigurationError/unknownAsset(_:nearest:)``;
    ///   ``ModelError/units(_:of:decimals:)``; ``LedgerError/unknownMember(_:)``,
    ///   ``LedgerError/insufficientHolding(available:wanted:)``,
    ///   ``LedgerError/holdingTooLarge`` and other ``LedgerError``.
    /// - Source: domain-model concept 5; F07.
    package func debit(
        _ member: MemberNumber, _ asset: String, amount: String, reason: String,
        operation: OperationID
    ) async throws -> HoldingChange {
        let units = try settings.asset(named: asset).units(typed: amount)
        return try await debit(
            member, asset, units: units, reason: reason, operation: operation)
    }

    /// Takes units from a member's account, those that expire first before the others.
    ///
    /// - Parameters:
    ///   - member: Whose account.
    ///   - asset: The name of what is counted, as in the settings.
    ///   - units: How much, in the asset's smallest units, 1…10¹².
    ///   - reason: Why; it stands in the book.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What is on the account now.
    /// - Throws: ``ConfigurationError/unknownAsset(_:nearest:)``;
    ///   ``LedgerError/unknownMember(_:)``,
    ///   ``LedgerError/insufficientHolding(available:wanted:)``,
    ///   ``LedgerError/holdingTooLarge`` and other ``LedgerError``.
    /// - Source: domain-model concept 5; F07.
    package func debit(
        _ member: MemberNumber, _ asset: String, units: Int64, reason: String,
        operation: OperationID
    ) async throws -> HoldingChange {
        let holding = Holding(member: member, asset: try settings.asset(named: asset))
        let wish = Wish.debit(holding, amount: units, reason: reason)
        return try await accepted(wish, operation).change(of: holding, by: units)
    }
}
