import TesseraLedger
import TesseraModel

/// What a database can be asked about itself.
enum BookCheck {
    private static let triggers = PostgresStatement(
        "check_triggers",
        """
        SELECT history.name FROM unnest(string_to_array($1, ',')) AS history (name)
        WHERE NOT EXISTS (
            SELECT FROM pg_trigger
            WHERE tgrelid = to_regclass(history.name) AND tgenabled IN ('O', 'A')
                AND tgname = history.name || '_is_never_changed'
        ) ORDER BY history.name
        """, [.text])

    private static let seals = PostgresStatement(
        "check_seals",
        """
        SELECT count(*), coalesce(max(sequence), 0),
            (SELECT count(*) FROM seal WHERE NOT EXISTS (
                SELECT FROM operation WHERE operation.id = seal.operation))
        FROM seal
        """)

    private static let orphans = PostgresStatement(
        "check_orphans",
        """
        SELECT 'transfer of ' || operation FROM transfer
        WHERE NOT EXISTS (SELECT FROM operation WHERE operation.id = transfer.operation)
            OR NOT EXISTS (SELECT FROM account WHERE number = debit)
            OR NOT EXISTS (SELECT FROM account WHERE number = credit)
        UNION ALL SELECT 'batch bat_' || number FROM batch
        WHERE NOT EXISTS (SELECT FROM operation WHERE operation.id = batch.operation)
        UNION ALL SELECT 'hold ' || operation FROM hold
        WHERE NOT EXISTS (SELECT FROM voucher WHERE voucher.position = hold.position)
        UNION ALL SELECT 'record ' || sequence || ' of ' || device FROM claim
        WHERE NOT EXISTS (SELECT FROM operation WHERE operation.id = claim.operation)
        ORDER BY 1 LIMIT 100
        """)

    /// Guards that are not there, numbers that are missing, rows that refer to nothing.
    static func findings(on connection: PostgresConnection) throws -> [LedgerAudit.Finding] {
        var findings: [LedgerAudit.Finding] = []
        let unguarded = try connection.answer(
            triggers, [.text(PostgresSchema.history.joined(separator: ","))])
        for row in 0..<unguarded.count {
            findings.append(
                LedgerAudit.Finding(
                    record: "table \(try unguarded.text(row, 0))",
                    problem: "has no guard against changes"))
        }
        let counted = try connection.answer(seals)
        let (count, last) = (try counted.int64(0, 0), try counted.int64(0, 1))
        if count != last {
            findings.append(
                LedgerAudit.Finding(
                    record: "seals", problem: "are \(count) where the last one is number \(last)"))
        }
        if try counted.int64(0, 2) > 0 {
            findings.append(
                LedgerAudit.Finding(
                    record: "seals", problem: "are there for operations that are not"))
        }
        let lost = try connection.answer(orphans)
        for row in 0..<lost.count {
            findings.append(
                LedgerAudit.Finding(
                    record: try lost.text(row, 0), problem: "refers to what is not there"))
        }
        for place in try ClaimRow.misfiled(on: connection) {
            findings.append(
                LedgerAudit.Finding(
                    record: "record \(place.sequence) of \(place.device.text)",
                    problem: "is filed as putting something else back than it does"))
        }
        return findings
    }
}
