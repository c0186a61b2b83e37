import GRDB
import TesseraLedger
import TesseraModel

/// A movement as it is stored.
enum TransferRow {
    /// Movements with the texts of their accounts.
    static let query = """
        SELECT operation, leg, amount, debit.owner, debit.asset, debit.purpose, credit.owner,
            credit.asset, credit.purpose
        FROM transfer
        JOIN account AS debit ON debit.number = transfer.debit
        JOIN account AS credit ON credit.number = transfer.credit

        """

    /// A movement as read with ``query``.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if it is not one.
    static func transfer(_ row: Row) throws(LedgerError) -> Transfer {
        let amount = try row.integer(2)
        guard
            let debit = AccountText.account(
                owner: try row.text(3), asset: try row.text(4), purpose: try row.text(5)),
            let credit = AccountText.account(
                owner: try row.text(6), asset: try row.text(7), purpose: try row.text(8)),
            debit != credit, debit.asset == credit.asset, amount > 0
        else { throw .ledgerDamaged }
        return Transfer(debit: debit, credit: credit, amount: amount)
    }
}
