import TesseraLedger
import TesseraModel

/// The number under which an account stands in transfers.
enum AccountRow {
    private static let insertion = PostgresStatement(
        "account_insert",
        """
        INSERT INTO account (number, owner, asset, purpose) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING
        """, [.int64, .text, .text, .text])

    private static let known = PostgresStatement(
        "account_known",
        """
        SELECT count(*) FROM account
        WHERE number = $1 AND owner = $2 AND asset = $3 AND purpose = $4
        """, [.int64, .text, .text, .text])

    /// The number of an account: 64 bits of FNV-1a over its texts, so that every program gives it
    /// the same one and none has to be drawn.
    static func number(of account: Account) -> Int64 {
        let texts = AccountText.texts(of: account)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for text in [texts.owner, texts.asset, texts.purpose] {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            // A byte that is in no text, so that no two accounts run into each other.
            hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
        }
        return Int64(bitPattern: hash)
    }

    /// Writes an account down, unless it is there.
    ///
    /// - Throws: `LedgerError.ledgerDamaged` if another account has its number; any
    ///   ``PostgresFailure``.
    static func keep(_ account: Account, on connection: PostgresConnection) throws {
        let texts = AccountText.texts(of: account)
        let values: [PostgresValue] = [
            .int64(number(of: account)), .text(texts.owner), .text(texts.asset),
            .text(texts.purpose),
        ]
        _ = try connection.answer(insertion, values)
        guard try connection.answer(known, values).int64(0, 0) == 1 else {
            throw LedgerError.ledgerDamaged
        }
    }
}
