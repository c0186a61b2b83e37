import TesseraJournal
import TesseraLedger
import TesseraModel

/// A settlement that was booked, without its lines.
package struct BookedSettlement: Hashable, Sendable {
    /// With whom.
    package let acceptor: ShopID
    /// The so-many-th with it, from 1.
    package let number: Int
    /// When.
    package let time: Timestamp
    /// The operation.
    package let operation: OperationID
    /// Its sums.
    package let totals: SettlementTotals
}

extension Counter {
    /// The settlements that were booked, in the order of the journal, which is sealed first.
    ///
    /// - Parameter id: With whom; `nil` for all.
    /// - Returns: All of them, oldest first.
    /// - Throws: Infrastructure errors.
    /// - Source: L16.
    package func settlements(with id: ShopID?) async throws -> [BookedSettlement] {
        _ = try await Sealer(ledger: ledger).seal()
        var found: [BookedSettlement] = []
        try await forEachSealed { sealed in
            let booked = sealed.operation
            guard case .settle(let acceptor, let totals) = booked.wish,
                case .settled(let number) = booked.outcome, id == nil || acceptor == id
            else { return }
            found.append(
                BookedSettlement(
                    acceptor: acceptor, number: number, time: booked.time,
                    operation: booked.operation, totals: totals))
        }
        return found
    }

    /// A settlement that was booked, however short a time ago, with every line.
    ///
    /// - Parameters:
    ///   - number: The so-many-th, from 1.
    ///   - id: With whom.
    /// - Returns: The statement.
    /// - Throws: ``PartyError/unknownSettlement(_:number:)``; as ``settlement(_:of:)``.
    /// - Source: L16.
    package func bookedSettlement(_ number: Int, of id: ShopID) async throws -> Statement {
        _ = try await Sealer(ledger: ledger).seal()
        guard let statement = try await settlement(number, of: id) else {
            throw PartyError.unknownSettlement(id, number: number)
        }
        return statement
    }
}
