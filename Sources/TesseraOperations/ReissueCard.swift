import TesseraLedger
import TesseraModel

extension Counter {
    /// Replaces the card that a member shows now by a new one; the old code is refused from then
    /// on.
    ///
    /// Asked again under the same name it replaces the card of then and not the new one.
    ///
    /// - Parameters:
    ///   - number: Whose card.
    ///   - operation: The caller's name for this intention.
    /// - Returns: The new card.
    /// - Throws: ``LedgerError/unknownMember(_:)``; as ``reissue(_:operation:)``.
    /// - Source: T7, T11.
    package func reissueCard(
        of number: MemberNumber, operation: OperationID
    ) async throws -> Reissue {
        let member = try await ledger.member(number)
        if case .replace(let old, let order)? = try await ledger.operation(operation)?.wish,
            case .member(number, _) = order.terms
        {
            return try await reissue(old, operation: operation)
        }
        return try await reissue(try await currentCard(of: member), operation: operation)
    }
}
