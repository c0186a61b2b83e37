import Foundation

/// What the measurements say: a line for each figure as it is known, then the table.
enum Speech {
    /// Says one line on standard output, at once.
    static func say(_ line: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// Says on standard error what is going on or missing.
    static func remark(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// Says the table.
    static func table(_ figures: [Figure]) {
        let rows = figures.map { figure in
            [
                figure.name, shown(figure.value), figure.unit, "± \(shown(figure.spread / 2))",
                "\(figure.rounds)", figure.gate?.text ?? "",
                figure.gate.map { $0.holds(figure.value) ? "holds" : "MISSED" } ?? "",
                figure.beside,
            ]
        }
        let head = ["figure", "median", "unit", "spread", "rounds", "must", "", "beside"]
        let widths = head.indices.map { column in
            ([head] + rows).map { $0[column].count }.max() ?? 0
        }
        for row in [head] + rows {
            let cells = row.indices.map { column -> String in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return (1...4).contains(column) && column != 2
                    ? padding + row[column] : row[column] + padding
            }
            let line = cells.joined(separator: "  ")
            say(String(line.reversed().drop { $0 == " " }.reversed()))
        }
    }
}
