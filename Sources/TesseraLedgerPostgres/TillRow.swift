import TesseraLedger
import TesseraModel

/// What is counted beside the book: wrong typed codes and admitted live codes.
enum TillRow {
    private static let wrongCode = PostgresStatement(
        "wrong_code_count",
        """
        INSERT INTO wrong_code (till, hour, count) VALUES ($1, $2, 1)
        ON CONFLICT (till, hour) DO UPDATE SET count = wrong_code.count + 1 RETURNING count
        """, [.text, .int64])

    /// Only the current hour is ever asked for.
    private static let clearing = PostgresStatement(
        "wrong_code_clear", "DELETE FROM wrong_code WHERE till = $1 AND hour < $2",
        [.text, .int64])

    private static let wrongCodes = PostgresStatement(
        "wrong_codes",
        "SELECT coalesce(sum(count), 0)::bigint FROM wrong_code WHERE till = $1 AND hour = $2",
        [.text, .int64])

    private static let forgiving = PostgresStatement(
        "wrong_code_forgive", "DELETE FROM wrong_code WHERE till = $1", [.text])

    private static let step = PostgresStatement(
        "live_step_admit",
        """
        INSERT INTO live_step (position, step) VALUES ($1, $2)
        ON CONFLICT (position) DO UPDATE SET step = excluded.step
        WHERE excluded.step > live_step.step RETURNING 1
        """, [.int64, .int64])

    static func countWrongCode(
        at till: TillID, hour: Int64, on connection: PostgresConnection
    ) throws -> Int {
        _ = try connection.answer(clearing, [.text(till.text), .int64(hour - 24)])
        let row = try connection.answer(wrongCode, [.text(till.text), .int64(hour)])
        return Int(try row.int64(0, 0))
    }

    static func wrongCodes(
        at till: TillID, hour: Int64, on connection: PostgresConnection
    ) throws -> Int {
        Int(try connection.answer(wrongCodes, [.text(till.text), .int64(hour)]).int64(0, 0))
    }

    static func forgiveWrongCodes(at till: TillID, on connection: PostgresConnection) throws {
        _ = try connection.answer(forgiving, [.text(till.text)])
    }

    /// - Returns: `false` if this or a later step was admitted before. A step whose answer was lost
    ///   is refused when it is asked again: the customer shows the next one.
    static func admit(
        _ number: Int64, of position: VoucherPosition, on connection: PostgresConnection
    ) throws -> Bool {
        try !connection.answer(step, [.int64(Int64(position.number)), .int64(number)]).isEmpty
    }
}
