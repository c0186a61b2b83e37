import GRDB
import TesseraLedger
import TesseraModel

/// One row of history, as it is stored.
///
/// A plain redemption that was accepted stands in the columns, with a sum over them; it is by far
/// the most frequent one. All others stand in the detail, and in the columns that are looked up.
struct OperationRow {
    /// The columns in the order that ``booked(_:transfers:)`` reads them, the place's last.
    static let columns = """
        operation.number, id, kind, time, operation.place, position, demand, asked, currency,
        moved, balance, discount, refers, detail, is_conflict
        """

    /// Operations with shop and till.
    static let query = """
        SELECT \(columns), shop, till FROM operation
        LEFT JOIN (SELECT number AS place_number, shop, till FROM place)
            ON place_number = operation.place

        """

    /// The values of ``columns`` for an operation, all but the detail: under its number, with the
    /// numbers of its place and of the operation that it captures, releases or puts back.
    static func values(
        _ booked: BookedOperation, number: Int64, place: Int64?, refers: Int64?
    ) -> [14 of HotStatements.Value] {
        var demand: (kind: Int64, amount: Int64?, currency: Int64?)?
        if case .redeem(_, let wanted, _) = booked.wish { demand = parts(of: wanted) }
        var kind = OperationKind(booked.wish).rawValue
        if booked.refusal != nil { kind += 1 }
        let moved = booked.outcome.moved
        let isConflict = booked.claim.map { $0.1.isConflict ? Int64(1) : 0 }
        return [
            .integer(number), .id(booked.operation), .integer(kind),
            .integer(booked.time.milliseconds), .integer(place),
            .integer(booked.position.map { Int64($0.number) }), .integer(demand?.kind),
            .integer(demand?.amount), .integer(demand?.currency), .integer(moved?.amount),
            .integer(moved?.balance), .integer(moved?.discount), .integer(refers),
            .integer(isConflict),
        ]
    }

    /// An operation as read with ``query``.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if a column does not hold what it must.
    static func booked(
        _ row: Row, transfers: [Transfer]
    ) throws(LedgerError) -> BookedOperation {
        let position = row.optionalInteger(5) == nil ? nil : try row.position(5)
        let kind = try row.integer(2)
        let wish: Wish
        let outcome: Outcome
        let text = row.optionalText(13)
        if let detail = try StoredDetail.detail(in: text) {
            (wish, outcome) = (detail.wish, detail.outcome)
        } else {
            guard let position else { throw .ledgerDamaged }
            wish = .redeem(position, try demand(row), holder: nil)
            outcome = .redeemed(
                taken: try row.integer(9), balance: try row.integer(10),
                discount: row.optionalInteger(11))
        }
        let booked = BookedOperation(
            operation: try row.operationID(1), time: Timestamp(milliseconds: try row.integer(3)),
            place: try place(row), position: position, wish: wish, outcome: outcome,
            transfers: transfers)
        // What is looked up must be what is told.
        let refused: Int64 = booked.refusal == nil ? 0 : 1
        guard kind == OperationKind(wish).rawValue + refused, agree(row, booked),
            StoredDetail.vouches(text, for: booked)
        else { throw .ledgerDamaged }
        return booked
    }

    private static func agree(_ row: Row, _ booked: BookedOperation) -> Bool {
        let moved = booked.outcome.moved
        return row.optionalInteger(9) == moved?.amount && row.optionalInteger(10) == moved?.balance
            && row.optionalInteger(11) == moved?.discount
            && row.optionalInteger(14) == booked.claim.map { $0.1.isConflict ? 1 : 0 }
    }

    private static func place(_ row: Row) throws(LedgerError) -> Place? {
        guard row.optionalInteger(4) != nil else { return nil }
        return try place(shop: try row.text(15), till: try row.text(16))
    }

    /// The place of two names; the office's tills have no shop.
    static func place(shop: String, till: String) throws(LedgerError) -> Place {
        let known = ShopID(shop)
        guard let place = Place(shop: known, tillText: till), shop.isEmpty || known != nil else {
            throw .ledgerDamaged
        }
        return place
    }

    private static func parts(
        of demand: Demand
    ) -> (kind: Int64, amount: Int64?, currency: Int64?) {
        switch demand {
        case .everything: (0, nil, nil)
        case .amount(let money): (1, money.minorUnits, Int64(money.currency.numericCode))
        case .uses(let count): (2, Int64(count), nil)
        case .purchase(let price): (3, price.minorUnits, Int64(price.currency.numericCode))
        }
    }

    private static func demand(_ row: Row) throws(LedgerError) -> Demand {
        switch try row.integer(6) {
        case 0: return .everything
        case 2: return .uses(Int(try row.integer(7)))
        case let kind:
            guard let code = UInt16(exactly: try row.integer(8)),
                let currency = Currency(numericCode: code)
            else { throw .ledgerDamaged }
            let money = Money(minorUnits: try row.integer(7), currency: currency)
            return kind == 1 ? .amount(money) : .purchase(money)
        }
    }
}
