import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// The cases that somebody has to see to, those that are due first before the others.
    ///
    /// - Parameters:
    ///   - isLate: Only those that are not resolved and whose time is up.
    ///   - isAll: Those that are closed as well.
    ///   - owner: Only those of this one; `nil` for everybody's.
    /// - Returns: Of those due at once the one that was opened first is first.
    /// - Throws: ``LedgerError``.
    /// - Source: M31, M42, M50.
    package func cases(
        late isLate: Bool, all isAll: Bool, owner: OperatorID?
    ) async throws -> [Case] {
        let now = clock.now()
        return try await cases().cases.filter { found in
            (!isLate || found.isLate(at: now)) && (owner == nil || found.owner == owner)
                && (isAll || found.state(at: now) != .closed)
        }
        .sorted { ($0.due, $0.opened) < ($1.due, $1.opened) }
    }
}
