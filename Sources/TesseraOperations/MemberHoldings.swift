import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// What a member has of an asset today.
package struct HoldingBalance: Hashable, Sendable {
    /// Whose account and of what.
    package let holding: Holding
    /// What may be used today, those that expire first before the others; what is owed is negative.
    package let lots: [Lot]
    /// What is good to use later only, those that begin first before the others.
    package let pending: [Lot]
    /// What has expired and was not cleared away yet.
    package let expired: Int64

    /// What is on the account today; negative for what is owed.
    package var balance: Int64 { lots.reduce(0) { $0 + $1.left } }
}

extension Counter {
    /// What a member has, and what of it expires when.
    ///
    /// - Parameters:
    ///   - member: Whose accounts.
    ///   - asset: Only of the asset with this name; `nil` for all of the settings.
    /// - Returns: One balance for each asset in the order of the settings, empty ones included.
    /// - Throws: ``ConfigurationError/unknownAsset(_:nearest:)``;
    ///   ``LedgerError/unknownMember(_:)``; ``LedgerError`` of the infrastructure.
    /// - Source: domain-model concept 5, R8.
    package func holdings(
        of member: MemberNumber, asset: String? = nil
    ) async throws -> [HoldingBalance] {
        let assets = try asset.map { [try settings.asset(named: $0)] } ?? settings.assets
        let member = try await ledger.member(member).number
        var balances: [HoldingBalance] = []
        for asset in assets {
            let holding = Holding(member: member, asset: asset)
            let lots = try await ledger.lots(of: holding)
            let expired = lots.filter { $0.isOver(on: today) }
            let pending = lots.filter { $0.isPending(on: today) && !$0.isOver(on: today) }
            balances.append(
                HoldingBalance(
                    holding: holding, lots: lots.filter { $0.isGood(on: today) }.inOrderOfUse,
                    pending: pending.inOrderOfBeginning,
                    expired: expired.reduce(0) { $0 + $1.left }))
        }
        return balances
    }
}
