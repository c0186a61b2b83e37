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
        /// The voucher's row did not meet the conditions, or the id names something else, and
        /// nothing was booked: it must be read.
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
    /// - Throws: Errors of the infrastructure.
    /// - Source: L3, L9, L10; F01, F02, F25.
    package func redeem(_ hot: HotRedemption) async throws(LedgerError) -> Outcome {
        do throws(PostgresFailure) {
            guard let balance = try await pool.redeem(hot) else { return .undecided }
            return .redeemed(hot.redemption(leaving: balance))
        } catch .server(.uniqueViolation, _) {
            return try await earlier(hot)
        } catch {
            throw error.bookingAnswer
        }
    }

    private func earlier(_ hot: HotRedemption) async throws(LedgerError) -> Outcome {
        do throws(PostgresFailure) {
            let row = try await pool.answer(hot.question, pin: hot.pin)
            return row.isEmpty ? .undecided : .redeemed(try hot.earlierRedemption(from: row))
        } catch {
            throw error.bookingAnswer
        }
    }
}
