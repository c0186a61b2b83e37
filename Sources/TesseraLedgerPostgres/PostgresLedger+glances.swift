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
        } catch {
            throw LedgerError(of: error)
        }
    }
}

extension LedgerError {
    /// What went wrong with the server, in the ledger's words; its own stay as they are.
    ///
    /// - Parameters:
    ///   - error: Anything.
    ///   - words: What a failure of the server means here.
    init(of error: any Error, _ words: (PostgresFailure) -> LedgerError = { $0.answer }) {
        switch error {
        case let failure as PostgresFailure: self = words(failure)
        case let refusal as LedgerError: self = refusal
        default: self = .unavailable
        }
    }
}
