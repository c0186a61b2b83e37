import GRDB
import TesseraLedger

/// What only the file itself can say about its soundness.
///
/// - Source: L1.
enum FileCheck {
    /// Looks at pages, indexes, references and triggers.
    ///
    /// - Returns: What does not belong; empty for a sound file.
    static func findings(_ db: Database) throws -> [LedgerAudit.Finding] {
        var findings: [LedgerAudit.Finding] = []
        for row in try Row.fetchAll(db, sql: "PRAGMA integrity_check(100)") {
            let line = row.optionalText(0) ?? "no answer"
            if line != "ok" {
                findings.append(LedgerAudit.Finding(record: "file", problem: line))
            }
        }
        for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
            let table = row.optionalText(0) ?? "table"
            let number = row.optionalInteger(1).map { " \($0)" } ?? ""
            let parent = row.optionalText(2) ?? "something"
            findings.append(
                LedgerAudit.Finding(
                    record: table + number, problem: "refers to a \(parent) that is not there"))
        }
        let numbers = try db.row("SELECT count(*), max(number) FROM operation", [])
        if let count = numbers?.optionalInteger(0), let last = numbers?.optionalInteger(1),
            count != last
        {
            findings.append(
                LedgerAudit.Finding(
                    record: "operation", problem: "has \(count) rows and the last is \(last)"))
        }
        for table in Schema.history {
            for guardian in ["\(table)_is_never_changed", "\(table)_is_never_deleted"] {
                let found = try db.row(
                    "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = ?",
                    [guardian.databaseValue])
                if found == nil {
                    findings.append(
                        LedgerAudit.Finding(
                            record: table, problem: "its guard \(guardian) was removed"))
                }
            }
        }
        return findings
    }
}
