import TesseraLedger
import TesseraModel

/// One row of history with its transfers, as it is stored.
///
/// A plain redemption that was accepted stands in the columns, with a sum over them. All others
/// stand in the detail, and in the columns that are looked up.
enum OperationRow {
    /// The columns in the order that ``booked(_:_:)`` reads them.
    static let columns = """
        operation.id, kind, time, shop, till, operation.position, demand, asked, currency, moved,
        balance, discount, detail, (
            SELECT string_agg(
                concat_ws(chr(31), amount, debit.owner, debit.asset, debit.purpose, credit.owner,
                    credit.asset, credit.purpose), chr(30) ORDER BY leg)
            FROM transfer JOIN account AS debit ON debit.number = transfer.debit
                JOIN account AS credit ON credit.number = transfer.credit
            WHERE transfer.operation = operation.id
        ), stamp, is_conflict::integer
        """

    /// Operations with their transfers.
    static let query = "SELECT \(columns) FROM operation "

    /// The order in which operations can be booked again one by one.
    static let order = "ORDER BY stamp, operation.id"

    static let byID = PostgresStatement(
        "operation_by_id", query + "WHERE id = $1", [.id])

    private static let insertion = PostgresStatement(
        "operation_insert",
        """
        INSERT INTO operation (id, kind, time, shop, till, position, demand, asked, currency,
            moved, balance, discount, refers, detail, is_conflict)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15 = 1)
        """,
        [
            .id, .int32, .int64, .text, .text, .int64, .int32, .int64, .int32, .int64, .int64,
            .int64, .id, .text, .int32,
        ])

    private static let transferInsertion = PostgresStatement(
        "transfer_insert",
        "INSERT INTO transfer (operation, debit, credit, amount, leg) VALUES ($1, $2, $3, $4, $5)",
        [.id, .int64, .int64, .int64, .int32])

    /// What writes an operation down. A plain insertion: an id that was used before is an error,
    /// which undoes the whole transaction.
    ///
    /// - Source: L9.
    static func insertion(of booked: BookedOperation) throws -> PostgresExecution {
        var demand: StoredDemand?
        if case .redeem(_, let wanted, _) = booked.wish { demand = StoredDemand(wanted) }
        let moved = booked.outcome.moved
        return PostgresExecution(
            insertion,
            [
                .id(booked.operation), .int32(booked.storedKind), .int64(booked.time.milliseconds),
                .optional(booked.place?.shop?.text), .optional(booked.place?.tillText),
                .optional(booked.position.map { Int64($0.number) }),
                (demand?.kind).map(PostgresValue.int32) ?? .null, .optional(demand?.amount),
                (demand?.currency).map(PostgresValue.int32) ?? .null, .optional(moved?.amount),
                .optional(moved?.balance), .optional(moved?.discount),
                booked.storedReference.map(PostgresValue.id) ?? .null,
                .text(try StoredDetail.text(of: booked)),
                booked.storedConflict.map(PostgresValue.int32) ?? .null,
            ])
    }

    /// What writes one of its movements down.
    static func insertion(
        of transfer: Transfer, leg: Int, by operation: OperationID
    ) -> PostgresExecution {
        PostgresExecution(
            transferInsertion,
            [
                .id(operation), .int64(AccountRow.number(of: transfer.debit)),
                .int64(AccountRow.number(of: transfer.credit)), .int64(transfer.amount),
                .int32(Int32(leg)),
            ])
    }

    /// All operations of an answer.
    ///
    /// - Throws: ``PostgresFailure/unreadable``, `LedgerError.ledgerDamaged`.
    static func all(_ answer: PostgresAnswer) throws -> [BookedOperation] {
        try (0..<answer.count).map { try booked(answer, $0) }
    }

    /// An operation as read with ``query``.
    ///
    /// - Throws: ``PostgresFailure/unreadable`` and `LedgerError.ledgerDamaged` if a column does
    ///   not hold what it must.
    static func booked(_ answer: PostgresAnswer, _ row: Int) throws -> BookedOperation {
        let position = try answer.optionalInt64(row, 5).map { _ in try answer.position(row, 5) }
        let wish: Wish
        let outcome: Outcome
        let text = try answer.optionalText(row, 12)
        if let detail = try StoredDetail.detail(in: text) {
            (wish, outcome) = (detail.wish, detail.outcome)
        } else {
            guard let position else { throw LedgerError.ledgerDamaged }
            wish = .redeem(position, try demand(answer, row), holder: nil)
            outcome = .redeemed(
                taken: try answer.int64(row, 9), balance: try answer.int64(row, 10),
                discount: try answer.optionalInt64(row, 11))
        }
        let booked = BookedOperation(
            operation: try answer.id(row, 0),
            time: Timestamp(milliseconds: try answer.int64(row, 2)),
            place: try place(answer, row), position: position, wish: wish, outcome: outcome,
            transfers: try transfers(try answer.optionalText(row, 13)))
        // What is looked up must be what is told.
        let moved = booked.outcome.moved
        guard try answer.int64(row, 1) == booked.storedKind,
            try answer.optionalInt64(row, 9) == moved?.amount,
            try answer.optionalInt64(row, 10) == moved?.balance,
            try answer.optionalInt64(row, 11) == moved?.discount,
            try answer.optionalInt64(row, 15) == booked.storedConflict.map(Int64.init),
            StoredDetail.vouches(text, for: booked)
        else { throw LedgerError.ledgerDamaged }
        return booked
    }

    private static func place(_ answer: PostgresAnswer, _ row: Int) throws -> Place? {
        guard let till = try answer.optionalText(row, 4) else { return nil }
        let shop = try answer.optionalText(row, 3)
        let known = shop.flatMap { ShopID($0) }
        guard let place = Place(shop: known, tillText: till), shop == nil || known != nil else {
            throw LedgerError.ledgerDamaged
        }
        return place
    }

    private static func demand(_ answer: PostgresAnswer, _ row: Int) throws -> Demand {
        switch try answer.int64(row, 6) {
        case 0: return .everything
        case 2: return .uses(Int(try answer.int64(row, 7)))
        case let kind:
            guard let code = UInt16(exactly: try answer.int64(row, 8)),
                let currency = Currency(numericCode: code)
            else { throw LedgerError.ledgerDamaged }
            let money = Money(minorUnits: try answer.int64(row, 7), currency: currency)
            return kind == 1 ? .amount(money) : .purchase(money)
        }
    }

    private static func transfers(_ text: String?) throws -> [Transfer] {
        guard let text else { return [] }
        return try text.split(separator: "\u{1E}").map { movement in
            let parts = movement.split(separator: "\u{1F}", omittingEmptySubsequences: false)
                .map(String.init)
            guard parts.count == 7, let amount = Int64(parts[0]), amount > 0,
                let debit = AccountText.account(
                    owner: parts[1], asset: parts[2], purpose: parts[3]),
                let credit = AccountText.account(
                    owner: parts[4], asset: parts[5], purpose: parts[6]),
                debit != credit, debit.asset == credit.asset
            else { throw LedgerError.ledgerDamaged }
            return Transfer(debit: debit, credit: credit, amount: amount)
        }
    }
}

extension BookedOperation {
    /// The kind as it is stored: one more if it was refused.
    var storedKind: Int32 {
        Int32(OperationKind(wish).rawValue) + (refusal == nil ? 0 : 1)
    }

    /// The operation that it captures, releases or puts back, if it did.
    var storedReference: OperationID? { refusal == nil ? refersTo : nil }

    /// Whether somebody should look at a claim, 1 or 0; `nil` for other operations.
    var storedConflict: Int32? { claim.map { $0.1.isConflict ? 1 : 0 } }
}

extension PostgresValue {
    /// A `text` that may be null.
    static func optional(_ text: String?) -> PostgresValue {
        text.map(PostgresValue.text) ?? .null
    }
}

extension PostgresAnswer {
    /// A column that must hold a voucher's position.
    ///
    /// - Throws: ``PostgresFailure/unreadable`` for anything else.
    func position(_ row: Int, _ column: Int) throws(PostgresFailure) -> VoucherPosition {
        guard let position = VoucherPosition(number: Int(try int64(row, column))) else {
            throw .unreadable
        }
        return position
    }
}
