import TesseraModel

/// A report as lines for a terminal, with columns that stand under each other.
package enum TextTable {
    /// Writes a report: title, table, totals under a rule, notes.
    ///
    /// Characters that would move the cursor are written as blanks.
    package static func text(of report: Report) -> String {
        var lines = [tame(report.title), "As of \(report.asOf.rfc3339)", ""]
        lines += table(report)
        if !report.notes.isEmpty { lines.append("") }
        lines += report.notes.map { "- \(tame($0))" }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func table(_ report: Report) -> [String] {
        guard !report.rows.isEmpty else { return ["Nothing to show."] }
        let head = report.columns.map { tame($0.title) + $0.unit.sign }
        let rows = report.rows.map { $0.map { tame($0.shown) } }
        let totals = report.totals.map { $0.map { tame($0.shown) } }
        let all = [head] + rows + (totals.map { [$0] } ?? [])
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let isRight = head.indices.map { column in
            report.rows.contains { $0[column].isNumber }
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        var found = [head, rule] + rows
        if let totals { found += [rule, totals] }
        return found.map { aligned($0, widths, isRight) }
    }

    private static func aligned(_ row: [String], _ widths: [Int], _ isRight: [Bool]) -> String {
        var line = ""
        for (column, cell) in row.enumerated() {
            let blanks = String(repeating: " ", count: widths[column] - cell.count)
            line += (column == 0 ? "" : "  ") + (isRight[column] ? blanks + cell : cell + blanks)
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func tame(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isControl ? " " : $0 }))
    }
}

extension Unicode.Scalar {
    /// Whether it moves the cursor, ends a line or turns the direction of reading.
    var isControl: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        default: false
        }
    }
}
