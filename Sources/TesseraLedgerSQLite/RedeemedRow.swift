import GRDB
import TesseraLedger
import TesseraModel

/// An accepted redemption as it is stored, with its place.
struct RedeemedRow {
    /// The operation.
    let row: OperationRow
    /// Which voucher.
    let position: VoucherPosition
    /// What was taken.
    let taken: Int64
    /// When and where.
    let use: Use

    /// Operations with shop and till after the columns of ``OperationRow``.
    static let query = """
        SELECT \(OperationRow.columns), shop, till FROM operation
        JOIN (SELECT number AS place_number, shop, till FROM place)
            ON place_number = operation.place

        """

    /// A redemption as read.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if a column does not hold what it must.
    init(_ columns: Row) throws(LedgerError) {
        row = try OperationRow(columns)
        guard let position = row.position, let taken = row.moved,
            let shop = ShopID(try columns.text(14)), let till = TillID(try columns.text(15))
        else { throw .ledgerDamaged }
        self.position = position
        self.taken = taken
        use = Use(time: row.time, shop: shop, till: till)
    }
}

extension Bookkeeper {
    /// The accepted redemption with an id; `nil` if there is none.
    func redeemed(_ id: OperationID, _ db: Database) throws -> RedeemedRow? {
        let row = try db.row(RedeemedRow.query + "WHERE id = ? AND kind = 0", [id.column])
        return try row.map(RedeemedRow.init)
    }
}

extension OperationRow {
    /// The redemption that the row stands for.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if it is not one.
    func redemption(
        of terms: Terms, use: Use, isReplay: Bool
    ) throws(LedgerError) -> Redemption {
        guard let position, let moved, let balance else { throw .ledgerDamaged }
        var cheaper: Money?
        if let discount {
            guard case .discount(let offer) = terms else { throw .ledgerDamaged }
            cheaper = Money(minorUnits: discount, currency: offer.currency)
        }
        return Redemption(
            operation: id, position: position, terms: terms, taken: moved, balance: balance,
            discount: cheaper, use: use, isReplay: isReplay)
    }

    /// The reversal that the row stands for.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if it is not one.
    func reversal(
        of redemption: OperationID, _ terms: Terms, isReplay: Bool
    ) throws(LedgerError) -> Reversal {
        guard let position, let moved, let balance else { throw .ledgerDamaged }
        return Reversal(
            operation: id, redemption: redemption, position: position, terms: terms,
            returned: moved, balance: balance, time: time, isReplay: isReplay)
    }
}
