import TesseraModel

/// A report as RFC 4180 has it: a head, rows, the totals last; CR LF at the end of each line.
///
/// A column of amounts becomes two, the second for the currency, so that the first is a number.
/// Words that a spreadsheet would take for a formula get an apostrophe before them; numbers do
/// not, or negative ones would become words.
package enum CSVWriter {
    /// Writes a report.
    package static func text(of report: Report) -> String {
        CSVPieces(of: report).joined()
    }

    fileprivate static func head(_ columns: [Column]) -> String {
        var head: [String] = []
        for column in columns {
            head.append(quoted(harmless(column.name)))
            if column.unit == .amount { head.append(quoted("\(column.name)_currency")) }
        }
        return head.joined(separator: ",")
    }

    fileprivate static func line(_ row: [Cell], _ columns: [Column]) -> String {
        var fields: [String] = []
        for (cell, column) in zip(row, columns) {
            fields.append(field(cell))
            guard column.unit == .amount else { continue }
            if case .money(_, let currency) = cell {
                fields.append(currency.code)
            } else {
                fields.append("")
            }
        }
        return fields.joined(separator: ",")
    }

    private static func field(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): quoted(harmless(text))
        case .day(let day): day.text
        case .integer, .money, .decimal: cell.plainNumber ?? ""
        case .empty: ""
        }
    }

    private static func harmless(_ text: String) -> String {
        // A tab or a line's end before the sign is skipped by spreadsheets.
        guard let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first)
        else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        // By scalars: CR LF is one character.
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) })
        else { return text }
        var found = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { found.unicodeScalars.append("\"") }
            found.unicodeScalars.append(scalar)
        }
        return found + "\""
    }
}

/// A report as CSV in pieces, so that a long one is never in memory as text.
package struct CSVPieces: Sequence, IteratorProtocol, Sendable {
    private let report: Report
    private let rowCount: Int
    private var index = 0
    private var isOver = false

    /// The pieces of a report; the first begins with the head, the last ends with the totals.
    ///
    /// - Parameters:
    ///   - report: What is written.
    ///   - rowCount: How many rows a piece has, at least 1.
    package init(of report: Report, rowCount: Int = 2_000) {
        precondition(rowCount >= 1)
        self.report = report
        self.rowCount = rowCount
    }

    /// The next piece, whole lines; `nil` after the last.
    package mutating func next() -> String? {
        guard !isOver else { return nil }
        var text = index == 0 ? CSVWriter.head(report.columns) + "\r\n" : ""
        let end = Swift.min(index + rowCount, report.rows.count)
        for row in report.rows[index..<end] {
            text += CSVWriter.line(row, report.columns) + "\r\n"
        }
        index = end
        guard end == report.rows.count else { return text }
        isOver = true
        if let totals = report.totals {
            text += CSVWriter.line(totals, report.columns) + "\r\n"
        }
        return text
    }
}
