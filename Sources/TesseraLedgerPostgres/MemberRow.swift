import TesseraLedger
import TesseraModel

/// A member and what is on a member's accounts, as they are stored.
enum MemberRow {
    private static let query = """
        SELECT member.number, member.position, member.batch, operation.time, member.erased,
            profile.key, profile.box, profile.enrolled
        FROM member JOIN operation ON operation.id = member.operation
        LEFT JOIN profile ON profile.member = member.number

        """

    private static let byNumber = PostgresStatement(
        "member_by_number", query + "WHERE member.number = $1", [.int64])

    private static let page = PostgresStatement(
        "member_page", query + "WHERE member.number > $1 ORDER BY member.number LIMIT $2",
        [.int64, .int64])

    private static let insertion = PostgresStatement(
        "member_insert",
        "INSERT INTO member (number, position, batch, operation) VALUES ($1, $2, $3, $4)",
        [.int64, .int64, .int64, .id])

    /// Keeps a member's lots as they are until the transaction ends.
    static let lock = PostgresStatement(
        "member_lock", "SELECT 1 FROM member WHERE number = $1 FOR NO KEY UPDATE", [.int64])

    static let lots = PostgresStatement(
        "lots",
        """
        SELECT operation, first_day, last_day, units FROM lot WHERE member = $1 AND asset = $2
        ORDER BY made
        """, [.int64, .text])

    private static let lotRemoval = PostgresStatement(
        "lot_remove", "DELETE FROM lot WHERE member = $1 AND asset = $2 AND operation = $3",
        [.int64, .text, .id])

    private static let lotInsertion = PostgresStatement(
        "lot_insert",
        """
        INSERT INTO lot (member, asset, operation, first_day, last_day, units, made)
        SELECT $1, $2, $3, $4, $5, $6, coalesce(max(made), 0) + 1 FROM lot
        WHERE member = $1 AND asset = $2
        ON CONFLICT (member, asset, operation) DO UPDATE SET units = excluded.units
        """, [.int64, .text, .id, .int32, .int32, .int64])

    /// The member with a number; `nil` if there is none.
    static func member(
        _ number: MemberNumber, on connection: PostgresConnection
    ) throws -> Member? {
        let answer = try connection.answer(byNumber, [.int64(Int64(number.number))])
        return answer.isEmpty ? nil : try member(answer, 0)
    }

    static func page(
        after number: MemberNumber?, limit: Int, on connection: PostgresConnection
    ) throws -> [Member] {
        let answer = try connection.answer(
            page, [.int64(Int64(number?.number ?? 0)), .int64(Int64(limit))])
        return try (0..<answer.count).map { try member(answer, $0) }
    }

    static func insert(
        _ number: MemberNumber, _ card: IssuedBatch, _ profile: SealedProfile?,
        by operation: OperationID, on connection: PostgresConnection
    ) throws {
        let member = PostgresValue.int64(Int64(number.number))
        _ = try connection.answer(
            insertion,
            [
                member, .int64(Int64(card.first.number)), .int64(card.id.number), .id(operation),
            ])
        if let profile { try ProfileRow.put(profile, of: number, on: connection) }
    }

    /// The lots on an account, in the order they were put there.
    static func lots(of holding: Holding, on connection: PostgresConnection) throws -> [Lot] {
        let answer = try connection.answer(lots, try holding.columns)
        return try (0..<answer.count).map { try lot(answer, $0) }
    }

    /// A lot as read: operation, first day, last day, units.
    static func lot(_ answer: PostgresAnswer, _ row: Int) throws(PostgresFailure) -> Lot {
        Lot(
            operation: try answer.id(row, 0),
            first: try answer.optionalInt64(row, 1).map { Day(civilNumber: Int($0)) },
            last: try answer.optionalInt64(row, 2).map { Day(civilNumber: Int($0)) },
            left: try answer.int64(row, 3))
    }

    /// Sets what is left of a lot, or puts a new one there.
    static func put(
        _ lot: Lot, of holding: Holding, on connection: PostgresConnection
    ) throws {
        let key = try holding.columns + [.id(lot.operation)]
        if lot.left == 0 {
            _ = try connection.answer(lotRemoval, key)
            return
        }
        let days = [lot.first, lot.last].map { day in
            day.map { PostgresValue.int32(Int32($0.number)) } ?? .null
        }
        _ = try connection.answer(lotInsertion, key + days + [.int64(lot.left)])
    }

    private static func member(_ answer: PostgresAnswer, _ row: Int) throws -> Member {
        guard let number = MemberNumber(UInt64(bitPattern: try answer.int64(row, 0))) else {
            throw LedgerError.ledgerDamaged
        }
        let erased = try answer.optionalInt64(row, 4)
        return Member(
            number: number, card: try answer.position(row, 1),
            batch: BatchID(try answer.int64(row, 2)),
            enrolledAt: Timestamp(milliseconds: try answer.int64(row, 3)),
            profile: try ProfileRow.profile(answer, row, from: 5),
            erasedAt: erased.map(Timestamp.init(milliseconds:)))
    }
}

extension Holding {
    /// The key of a member's rows.
    fileprivate var columns: [PostgresValue] {
        get throws {
            [.int64(Int64(member.number)), .text(try CompactText.text(of: asset))]
        }
    }
}
