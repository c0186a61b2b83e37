import TesseraLedger
import TesseraModel

/// A voucher that has been used, blocked or changed, as it is stored.
enum VoucherRow {
    /// The columns in the order that ``state(_:_:of:)`` reads them. A hold is 34 bytes and the
    /// device's name: operation, amount, end, how long the name is.
    static let query = """
        SELECT position, standing, last_day, balance, held, blocked_at, reason, used_at, used_shop,
            used_till, (
                SELECT string_agg(
                    uuid_send(operation) || int8send(amount) || int8send(until)
                        || int2send(octet_length(coalesce(device, ''))::smallint)
                        || convert_to(coalesce(device, ''), 'UTF8'), ''::bytea
                    ORDER BY made)
                FROM hold WHERE hold.position = voucher.position
            )
        FROM voucher

        """

    static let byPosition = PostgresStatement(
        "voucher_by_position", query + "WHERE position = $1", [.int64])

    static let page = PostgresStatement(
        "voucher_page", query + "WHERE position > $1 ORDER BY position LIMIT $2",
        [.int64, .int64])

    /// Keeps a row as it is until the transaction ends. What it holds is read afterwards: the holds
    /// beside a row that had to be waited for would be those from before.
    static let lock = PostgresStatement(
        "voucher_lock", "SELECT 1 FROM voucher WHERE position = $1 FOR UPDATE", [.int64])

    /// A row for a voucher that nobody has used, so that there is something to lock.
    static let placing = PostgresStatement(
        "voucher_place",
        """
        INSERT INTO voucher (position, batch, balance, held, last_day, standing)
        VALUES ($1, $2, $3, 0, $4, $5) ON CONFLICT (position) DO NOTHING RETURNING 1
        """, [.int64, .int64, .int64, .int32, .int32])

    static let removal = PostgresStatement(
        "voucher_remove", "DELETE FROM voucher WHERE position = ANY ($1)", [.int64s])

    private static let update = PostgresStatement(
        "voucher_update",
        """
        UPDATE voucher SET standing = $2, last_day = $3, balance = $4, held = $5, used_at = $6,
            used_shop = $7, used_till = $8, blocked_at = $9, reason = $10
        WHERE position = $1 AND balance = $11 AND held = $12 AND last_day = $13 AND standing = $14
        RETURNING 1
        """,
        [
            .int64, .int32, .int32, .int64, .int64, .int64, .text, .text, .int64, .text, .int64,
            .int64, .int32, .int32,
        ])

    private static let holdInsertion = PostgresStatement(
        "hold_insert",
        """
        INSERT INTO hold (position, operation, amount, until, device, made)
        SELECT $1, $2, $3, $4, $5, coalesce(max(made), 0) + 1 FROM hold WHERE position = $1
        """, [.int64, .id, .int64, .int64, .text])

    /// A lease that is spent in part keeps its place among the others.
    private static let holdChange = PostgresStatement(
        "hold_change", "UPDATE hold SET amount = $3 WHERE position = $1 AND operation = $2",
        [.int64, .id, .int64])

    private static let holdRemoval = PostgresStatement(
        "hold_remove", "DELETE FROM hold WHERE position = $1 AND operation = $2", [.int64, .id])

    /// What makes an untouched voucher's row.
    static func placing(_ voucher: VoucherState) -> PostgresExecution {
        PostgresExecution(
            placing,
            [
                .int64(Int64(voucher.position.number)), .int64(voucher.batch.number),
                .int64(voucher.balance), .int32(Int32(voucher.validity.last.number)),
                .int32(voucher.standing.columns.code),
            ])
    }

    /// What puts a new state in the place of the very state that was decided on; it gives one row.
    static func update(_ voucher: VoucherState, insteadOf old: VoucherState) -> PostgresExecution {
        let standing = voucher.standing.columns
        let use = voucher.lastUse
        return PostgresExecution(
            update,
            [
                .int64(Int64(voucher.position.number)), .int32(standing.code),
                .int32(Int32(voucher.validity.last.number)), .int64(voucher.balance),
                .int64(voucher.holds.reduce(0) { $0 + $1.amount }),
                .optional(use?.time.milliseconds), .optional(use?.shop.text),
                .optional(use?.tillText), .optional(standing.at), .optional(standing.reason),
                .int64(old.balance), .int64(old.holds.reduce(0) { $0 + $1.amount }),
                .int32(Int32(old.validity.last.number)), .int32(old.standing.columns.code),
            ])
    }

    /// What makes the holds of the old state those of the new one.
    static func holdChanges(
        _ voucher: VoucherState, insteadOf old: VoucherState
    ) -> [PostgresExecution] {
        let number = PostgresValue.int64(Int64(voucher.position.number))
        let before = Dictionary(old.holds.map { ($0.operation, $0) }) { first, _ in first }
        let after = Set(voucher.holds.map(\.operation))
        let gone = old.holds.filter { !after.contains($0.operation) }
        return gone.map { PostgresExecution(holdRemoval, [number, .id($0.operation)]) }
            + voucher.holds.filter { before[$0.operation] != $0 }.map { hold in
                let key = [number, .id(hold.operation), .int64(hold.amount)]
                guard before[hold.operation] == nil else {
                    return PostgresExecution(holdChange, key)
                }
                return PostgresExecution(
                    holdInsertion,
                    key + [.int64(hold.until.milliseconds), .optional(hold.device?.text)])
            }
    }

    /// A voucher as read, its holds included.
    ///
    /// - Parameters:
    ///   - answer: Rows of ``byPosition`` or ``page``.
    ///   - row: Which one.
    ///   - batch: The batch that covers it.
    /// - Returns: The voucher as of the last booking.
    /// - Throws: ``PostgresFailure/unreadable`` and `LedgerError.ledgerDamaged` if a column does
    ///   not hold what it must.
    static func state(
        _ answer: PostgresAnswer, _ row: Int, of batch: Batch
    ) throws -> VoucherState {
        var state = batch.untouched(at: try answer.position(row, 0))
        let last = Day(civilNumber: Int(try answer.int64(row, 2)))
        guard let validity = ValidityPeriod(first: state.validity.first, last: last) else {
            throw LedgerError.ledgerDamaged
        }
        state.validity = validity
        state.balance = try answer.int64(row, 3)
        switch try answer.int64(row, 1) {
        case 0: state.standing = .inactive
        case 1: state.standing = .active
        default:
            state.standing = .blocked(
                at: Timestamp(milliseconds: try answer.int64(row, 5)),
                reason: try answer.text(row, 6))
        }
        if let time = try answer.optionalInt64(row, 7) {
            guard let shop = ShopID(try answer.text(row, 8)),
                let place = Place(shop: shop, tillText: try answer.text(row, 9))
            else { throw LedgerError.ledgerDamaged }
            state.lastUse = Use(
                time: Timestamp(milliseconds: time), shop: shop, till: place.till,
                operator: place.operator)
        }
        state.holds = try holds(answer.bytes(row, 10) ?? [])
        guard state.holds.reduce(0, { $0 + $1.amount }) == (try answer.int64(row, 4)) else {
            throw LedgerError.ledgerDamaged
        }
        return state
    }

    private static func holds(_ bytes: [UInt8]) throws(LedgerError) -> [Hold] {
        var holds: [Hold] = []
        var rest = bytes[...]
        func take(_ count: Int) throws(LedgerError) -> ArraySlice<UInt8> {
            guard rest.count >= count else { throw .ledgerDamaged }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func number(_ byteCount: Int) throws(LedgerError) -> Int64 {
            Int64(bitPattern: try take(byteCount).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        }
        while !rest.isEmpty {
            guard let operation = OperationID(bytes: try take(16)) else { throw .ledgerDamaged }
            let (amount, until) = (try number(8), Timestamp(milliseconds: try number(8)))
            let name = try take(Int(try number(2)))
            let device = TillID(String(decoding: name, as: UTF8.self))
            guard name.isEmpty == (device == nil) else { throw .ledgerDamaged }
            holds.append(
                Hold(operation: operation, amount: amount, until: until, device: device))
        }
        return holds
    }
}

extension Standing {
    /// The standing as it is stored.
    var columns: (code: Int32, at: Int64?, reason: String?) {
        switch self {
        case .inactive: (0, nil, nil)
        case .active: (1, nil, nil)
        case .blocked(let time, let reason): (2, time.milliseconds, reason)
        }
    }
}
