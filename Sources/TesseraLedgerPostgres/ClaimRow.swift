import TesseraLedger
import TesseraModel

/// Records of devices' logs, as they are stored.
enum ClaimRow {
    /// The claims that put some others back, the first of several before the rest.
    ///
    /// Asked one by one: a plan for all at once, made while the book was empty, walks through every
    /// operation in the order of their stamps and is kept.
    static let undoing = PostgresStatement(
        "claim_undoing",
        """
        SELECT undone.undoes, undone.operation, undone.device, undone.epoch
        FROM unnest($1) AS asked (id) CROSS JOIN LATERAL (
            SELECT * FROM claim WHERE claim.undoes = asked.id OFFSET 0
        ) AS undone
        ORDER BY (SELECT stamp FROM operation WHERE operation.id = undone.operation),
            undone.operation
        """, [.ids])

    private static let atPlaces = PostgresStatement(
        "claim_at_places",
        """
        SELECT claim.device, claim.epoch, claim.sequence, claim.operation, claim.hash,
            claim.previous
        FROM claim JOIN unnest($1, $2, $3) AS place (device, epoch, sequence)
            ON claim.device = place.device AND claim.epoch = place.epoch
                AND claim.sequence = place.sequence
        """, [.texts, .int64s, .int64s])

    private static let page = PostgresStatement(
        "claim_record_page",
        """
        SELECT device, epoch, sequence, operation, hash, previous FROM claim
        WHERE (device COLLATE "C", epoch, sequence) > ($1, $2, $3)
        ORDER BY device COLLATE "C", epoch, sequence LIMIT $4
        """, [.text, .int64, .int64, .int64])

    /// Records that put something back, or are filed so; the detail's JSON has its keys in order.
    private static let undoPage = PostgresStatement(
        "claim_undo_page",
        """
        SELECT device, epoch, sequence, claim.undoes, operation.detail
        FROM claim JOIN operation ON operation.id = claim.operation
        WHERE (device COLLATE "C", epoch, sequence) > ($1, $2, $3)
            AND (undoes IS NOT NULL OR detail LIKE '%"act":{"undo":%')
        ORDER BY device COLLATE "C", epoch, sequence LIMIT $4
        """, [.text, .int64, .int64, .int64])

    private static let insertion = PostgresStatement(
        "claim_insert",
        """
        INSERT INTO claim (device, epoch, sequence, operation, undoes, hash, previous)
        SELECT device, epoch, sequence, operation, undoes,
            substring($6 FROM (n::integer - 1) * 32 + 1 FOR 32),
            substring($7 FROM (n::integer - 1) * 32 + 1 FOR 32)
        FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY
            AS record (device, epoch, sequence, operation, undoes, n)
        ON CONFLICT (device, epoch, sequence) DO NOTHING
        """, [.texts, .int64s, .int64s, .ids, .ids, .bytes, .bytes])

    /// What finds the records at some places.
    static func question(_ places: [ClaimPlace]) -> PostgresExecution {
        PostgresExecution(
            atPlaces,
            [
                .texts(places.map(\.device.text)), .int64s(places.map { Int64($0.epoch) }),
                .int64s(places.map(\.sequence)),
            ])
    }

    /// What writes records down, each unless its place is taken.
    static func insertion(
        of claims: [(claim: Claim, operation: OperationID)]
    ) -> PostgresExecution {
        let undone = claims.map { record -> OperationID? in
            if case .undo(let id) = record.claim.act { id } else { nil }
        }
        return PostgresExecution(
            insertion,
            [
                .texts(claims.map(\.claim.device.text)),
                .int64s(claims.map { Int64($0.claim.epoch) }),
                .int64s(claims.map(\.claim.sequence)), .ids(claims.map(\.operation)),
                .ids(undone), .bytes(claims.flatMap(\.claim.hash.bytes)),
                .bytes(claims.flatMap(\.claim.previous.bytes)),
            ])
    }

    /// The records of an answer to ``question(_:)``.
    ///
    /// - Throws: ``PostgresFailure/unreadable``, `LedgerError.ledgerDamaged`.
    static func records(_ answer: PostgresAnswer) throws -> [(ClaimPlace, FiledClaim)] {
        try (0..<answer.count).map { row in
            guard let device = TillID(try answer.text(row, 0)),
                let epoch = UInt32(exactly: try answer.int64(row, 1)),
                let hash = ClaimHash(answer.bytes(row, 4) ?? []),
                let previous = ClaimHash(answer.bytes(row, 5) ?? [])
            else { throw LedgerError.ledgerDamaged }
            return (
                ClaimPlace(device: device, epoch: epoch, sequence: try answer.int64(row, 2)),
                FiledClaim(operation: try answer.id(row, 3), hash: hash, previous: previous)
            )
        }
    }

    /// Hands out all records in order of their places.
    static func all(
        on connection: PostgresConnection, to receive: (ClaimPlace, FiledClaim) throws -> Void
    ) throws {
        let pageSize = 1_000
        var last: (device: String, epoch: Int64, sequence: Int64) = ("", 0, 0)
        while true {
            let answer = try connection.answer(
                page,
                [
                    .text(last.device), .int64(last.epoch), .int64(last.sequence),
                    .int64(Int64(pageSize)),
                ])
            let records = try records(answer)
            for (place, claim) in records { try receive(place, claim) }
            guard records.count == pageSize, let (place, _) = records.last else { return }
            last = (place.device.text, Int64(place.epoch), place.sequence)
        }
    }

    /// The records whose column says something else of what they put back than they do.
    static func misfiled(on connection: PostgresConnection) throws -> [ClaimPlace] {
        let pageSize = 1_000
        var last: (device: String, epoch: Int64, sequence: Int64) = ("", 0, 0)
        var found: [ClaimPlace] = []
        while true {
            let answer = try connection.answer(
                undoPage,
                [
                    .text(last.device), .int64(last.epoch), .int64(last.sequence),
                    .int64(Int64(pageSize)),
                ])
            for row in 0..<answer.count {
                last = (
                    try answer.text(row, 0), try answer.int64(row, 1), try answer.int64(row, 2)
                )
                let detail = try CompactText.value(
                    OperationDetail.self, of: try answer.text(row, 4))
                var undone: OperationID?
                if case .claim(let claim) = detail.wish, case .undo(let id) = claim.act {
                    undone = id
                }
                guard let device = TillID(last.device), let epoch = UInt32(exactly: last.epoch)
                else { throw LedgerError.ledgerDamaged }
                if try answer.optionalID(row, 3) != undone {
                    found.append(
                        ClaimPlace(device: device, epoch: epoch, sequence: last.sequence))
                }
            }
            if answer.count < pageSize { return found }
        }
    }
}
