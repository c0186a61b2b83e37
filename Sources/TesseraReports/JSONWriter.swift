import TesseraModel

/// A report as one JSON object, its keys sorted.
///
/// A row is an object by the names of the columns. Amounts are `{"amount":375,"currency":"EUR"}`
/// in minor units; a number with decimals is written with them, `1.22`.
package enum JSONWriter {
    /// Writes a report, with a line's end at the end.
    package static func text(of report: Report) -> String {
        let names = report.columns.map(\.name)
        let columns = report.columns.map { column in
            object([
                "name": string(column.name), "title": string(column.title),
                "unit": string(column.unit.rawValue),
            ])
        }
        let rows = report.rows.map { row(names, $0) }
        return object([
            "as_of": string(report.asOf.rfc3339),
            "columns": array(columns),
            "name": string(report.name),
            "notes": array(report.notes.map(string)),
            "rows": array(rows),
            "title": string(report.title),
            "totals": report.totals.map { row(names, $0) } ?? "null",
        ]) + "\n"
    }

    private static func row(_ names: [String], _ cells: [Cell]) -> String {
        object(Dictionary(zip(names, cells.map(value)), uniquingKeysWith: { first, _ in first }))
    }

    private static func value(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): string(text)
        case .integer, .decimal: cell.plainNumber ?? "null"
        case .money(let amount, let currency):
            object(["amount": "\(amount)", "currency": string(currency.code)])
        case .day(let day): string(day.text)
        case .empty: "null"
        }
    }

    private static func array(_ values: [String]) -> String {
        "[" + values.joined(separator: ",") + "]"
    }

    private static func object(_ fields: [String: String]) -> String {
        let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return "{" + sorted.map { "\(string($0.key)):\($0.value)" }.joined(separator: ",") + "}"
    }

    private static func string(_ text: String) -> String {
        var found = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": found += "\\\""
            case "\\": found += "\\\\"
            // `<` so that the text may stand in a page; the separators end a line in old scripts.
            case "<", "\u{7F}", "\u{2028}", "\u{2029}": found += escape(scalar.value)
            case _ where scalar.value < 0x20: found += escape(scalar.value)
            default: found.unicodeScalars.append(scalar)
            }
        }
        return found + "\""
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
