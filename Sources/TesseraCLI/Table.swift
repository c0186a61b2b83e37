/// Rows for people, with columns that stand under each other.
struct Table {
    /// The columns' names; empty for a table without a head.
    let head: [String]
    private(set) var rows: [[String]] = []

    /// A table with a head.
    init(_ head: String...) { self.head = head }

    /// Adds a row with as many cells as the head.
    mutating func add(_ row: String...) { rows.append(row) }

    /// The lines, the head first if it is wanted; nothing for a table without rows.
    func lines(withHead: Bool = true) -> [String] {
        guard !rows.isEmpty else { return [] }
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return (withHead ? all : rows).map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                guard column < row.count - 1 else { continue }
                line += String(repeating: " ", count: widths[column] - cell.count + 2)
            }
            return line.trimmedAtEnd
        }
    }
}

extension String {
    /// The text without blanks at its end.
    fileprivate var trimmedAtEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
