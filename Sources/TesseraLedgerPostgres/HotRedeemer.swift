import TesseraLedger
import TesseraModel

/// Redemptions that need no look at the voucher before.
///
/// - Source: L9, L10.
package struct HotRedeemer: Sendable {
    /// What became of a redemption.
    package enum Outcome: Hashable, Sendable {
        /// It is booked, now or earlier.
        case redeemed(Redemption)
        /// The same request was refused earlier; the stored answer as compact JSON.
        case refusedEarlier(detail: String)
        /// The voucher's row did not meet the conditions, and nothing was booked: it must be read,
        /// and the refusal recorded.
        case undecided
    }

    private let pool: PostgresPool

    /// Redemptions through a pool.
    package init(_ pool: PostgresPool) {
        self.pool = pool
    }

    /// Books a redemption, together with others that wait.
    ///
    /// - Returns: What became of it, once that is on the server's disk.
    /// - Throws: `LedgerError.operationReused` if the id already names something else;
    ///   errors of the infrastructure.
    /// - Source: L3, L9, L10; F01, F02, F25.
    package func redeem(_ hot: HotRedemption) async throws(LedgerError) -> Outcome {
        let pin = Int64(hot.request.position.number)
        do throws(PostgresFailure) {
            let answer = try await pool.answer(hot.execution, pin: pin)
            return try hot.redemption(from: answer).map(Outcome.redeemed) ?? .undecided
        } catch .server(.uniqueViolation, _) {
            return try await earlier(hot, pin)
        } catch {
            throw error.answer
        }
    }

    private func earlier(_ hot: HotRedemption, _ pin: Int64) async throws(LedgerError) -> Outcome {
        let found: Outcome?
        do throws(PostgresFailure) {
            let row = try await pool.answer(hot.question, pin: pin)
            if row.isEmpty {
                found = nil
            } else if try row.int64(0, 0) == 0 {
                found = .redeemed(try hot.earlierRedemption(from: row))
            } else {
                found = .refusedEarlier(detail: try row.text(0, 5))
            }
        } catch {
            throw error.answer
        }
        guard let found else { throw .operationReused(hot.request.operation) }
        return found
    }
}
