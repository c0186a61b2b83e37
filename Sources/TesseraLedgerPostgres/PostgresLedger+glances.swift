import TesseraLedger
import TesseraModel

// What is asked with every request: one row, found by its key.

extension PostgresLedger {
    package func voucher(at position: VoucherPosition) async throws(LedgerError) -> VoucherState {
        let batch = try await batch(covering: position)
        let row = try await look(
            PostgresExecution(VoucherRow.byPosition, [.int64(Int64(position.number))]))
        if row.isEmpty { return batch.untouched(at: position) }
        return try PostgresLedger.read { try VoucherRow.state(row, 0, of: batch) }
    }

    /// Asks one short statement, together with others that wait: what is asked with every request
    /// shares its round trips, and no long question is before it.
    func look(_ execution: PostgresExecution) async throws(LedgerError) -> PostgresAnswer {
        do throws(PostgresFailure) {
            return try await looking.answer(execution, pin: 0)
        } catch {
            throw error.answer
        }
    }

    /// Reads an answer, and says in the ledger's words if it cannot be read.
    static func read<Answer>(_ body: () throws -> Answer) throws(LedgerError) -> Answer {
        do {
            return try body()
        } catch let failure as PostgresFailure {
            throw failure.answer
        } catch let refusal as LedgerError {
            throw refusal
        } catch {
            throw .unavailable
        }
    }
}
