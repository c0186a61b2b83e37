import Synchronization
import TesseraLedger
import TesseraModel

/// A slip as it is stored. Each change decides and acts in one statement.
enum SlipRow {
    /// How many expired slips one statement removes at most.
    static let sweepSize: Int64 = 1_000

    private static let table = PostgresStatement(
        "slip_table", "SELECT coalesce(to_regclass('slip')::text, '')")

    private static let one = PostgresStatement(
        "slip",
        """
        SELECT name, value, version, expires FROM slip
        WHERE name = $1 AND (expires IS NULL OR expires > $2)
        """, [.text, .int64])

    private static let some = PostgresStatement(
        "slips",
        """
        SELECT name, value, version, expires FROM slip
        WHERE (expires IS NULL OR expires > $1) AND name >= $2 AND name < $3 AND name > $4
        ORDER BY name LIMIT $5
        """, [.int64, .text, .text, .text, .int64])

    private static let insertion = PostgresStatement(
        "slip_insert",
        """
        INSERT INTO slip (name, value, version, expires) VALUES ($1, $2, 1, $3)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = 1,
            expires = excluded.expires WHERE slip.expires <= $4
        RETURNING version
        """, [.text, .bytes, .int64, .int64])

    private static let change = PostgresStatement(
        "slip_change",
        """
        UPDATE slip SET value = $2, version = version + 1, expires = $3
        WHERE name = $1 AND version = $5 AND (expires IS NULL OR expires > $4)
        RETURNING version
        """, [.text, .bytes, .int64, .int64, .int64])

    private static let removal = PostgresStatement(
        "slip_remove",
        "DELETE FROM slip WHERE name = $1 AND ($2 IS NULL OR version = $2) RETURNING 1",
        [.text, .int64])

    private static let sweeping = PostgresStatement(
        "slip_sweep",
        """
        DELETE FROM slip WHERE name IN (
            SELECT name FROM slip WHERE expires <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
        RETURNING 1
        """, [.int64, .int64])

    /// Whether the book's form has slips.
    static func isKnown(on connection: PostgresConnection) throws -> Bool {
        try connection.answer(table).text(0, 0) != ""
    }

    static func slip(
        _ name: String, at time: Timestamp, on connection: PostgresConnection
    ) throws -> Slip? {
        try slips(try connection.answer(one, [.text(name), .int64(time.milliseconds)])).first
    }

    /// What finds a slip.
    static func finding(_ name: String, at time: Timestamp) -> PostgresExecution {
        PostgresExecution(one, [.text(name), .int64(time.milliseconds)])
    }

    static func page(
        under prefix: String, after name: String?, limit: Int, at time: Timestamp,
        on connection: PostgresConnection
    ) throws -> [Slip] {
        try slips(
            try connection.answer(
                some,
                [
                    .int64(time.milliseconds), .text(prefix), .text(Slip.end(of: prefix)),
                    .text(name ?? ""), .int64(Int64(limit)),
                ]))
    }

    /// - Returns: Whether that version stood there.
    static func put(
        _ slip: Slip, replacing version: Int64?, at time: Timestamp,
        on connection: PostgresConnection
    ) throws -> Bool {
        let values: [PostgresValue] = [
            .text(slip.name), .bytes(slip.value), .optional(slip.expiresAt?.milliseconds),
            .int64(time.milliseconds),
        ]
        let row =
            try version.map { try connection.answer(change, values + [.int64($0)]) }
            ?? connection.answer(insertion, values)
        return !row.isEmpty
    }

    /// - Returns: Whether there was such a slip.
    static func remove(
        _ name: String, replacing version: Int64?, on connection: PostgresConnection
    ) throws -> Bool {
        try !connection.answer(removal, [.text(name), .optional(version)]).isEmpty
    }

    /// - Returns: How many were removed.
    static func sweep(at time: Timestamp, on connection: PostgresConnection) throws -> Int {
        try connection.answer(sweeping, [.int64(time.milliseconds), .int64(sweepSize)]).count
    }

    /// The slips of an answer.
    static func slips(_ answer: PostgresAnswer) throws -> [Slip] {
        try (0..<answer.count).map { row in
            guard let value = answer.bytes(row, 1) else { throw PostgresFailure.unreadable }
            return Slip(
                name: try answer.text(row, 0), value: value,
                version: try answer.int64(row, 2),
                expiresAt: try answer.optionalInt64(row, 3).map {
                    Timestamp(milliseconds: $0)
                })
        }
    }
}

extension PostgresLedger {
    package func slip(_ name: String, at time: Timestamp) async throws(LedgerError) -> Slip? {
        try Slip.require(name: name)
        guard mayBook else {
            return try await ask { connection in
                guard try SlipRow.isKnown(on: connection) else { return nil }
                return try SlipRow.slip(name, at: time, on: connection)
            }
        }
        let answer = try await look(SlipRow.finding(name, at: time))
        return try PostgresLedger.read { try SlipRow.slips(answer).first }
    }

    package func slips(
        under prefix: String, after name: String?, limit: Int, at time: Timestamp
    ) async throws(LedgerError) -> [Slip] {
        try Slip.require(prefix: prefix)
        if let name { try Slip.require(prefix: name) }
        let mayLack = !mayBook
        return try await ask { connection in
            if mayLack, try !SlipRow.isKnown(on: connection) { return [] }
            return try SlipRow.page(
                under: prefix, after: name, limit: limit, at: time, on: connection)
        }
    }

    package func write(
        _ value: [UInt8], as name: String, replacing version: Int64?, expiresAt: Timestamp?,
        at time: Timestamp
    ) async throws(LedgerError) -> Slip {
        try Slip.require(name: name)
        try Slip.require(value: value, of: name)
        let slip = Slip(
            name: name, value: value, version: (version ?? 0) + 1, expiresAt: expiresAt)
        let wasTried = Atomic(false)
        return try await booking { connection in
            let isAgain = wasTried.exchange(true, ordering: .relaxed)
            if try SlipRow.put(slip, replacing: version, at: time, on: connection) { return slip }
            // The first try may have been written before its answer was lost.
            if isAgain, try SlipRow.slip(name, at: time, on: connection) == slip { return slip }
            throw LedgerError.slipChanged(name)
        }
    }

    package func removeSlip(
        _ name: String, replacing version: Int64?
    ) async throws(LedgerError) {
        try Slip.require(name: name)
        let wasTried = Atomic(false)
        try await booking { connection in
            let isAgain = wasTried.exchange(true, ordering: .relaxed)
            if try SlipRow.remove(name, replacing: version, on: connection) { return }
            if version == nil { return }
            // The first try may have removed it before its answer was lost.
            let always = Timestamp(milliseconds: .min)
            if isAgain, try SlipRow.slip(name, at: always, on: connection) == nil { return }
            throw LedgerError.slipChanged(name)
        }
    }

    package func sweepSlips(at time: Timestamp) async throws(LedgerError) -> Int {
        var total = 0
        while true {
            let count = try await booking { try SlipRow.sweep(at: time, on: $0) }
            total += count
            if count < SlipRow.sweepSize { return total }
        }
    }
}
