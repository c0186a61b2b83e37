/// Cells of comma-separated values that no spreadsheet takes for a formula.
package enum CSVText {
    /// Appends a cell: quoted where it must be, and with an apostrophe before what would be
    /// reckoned.
    ///
    /// - Parameters:
    ///   - cell: What stands in it.
    ///   - out: UTF-8 of the line.
    package static func append(_ cell: String, to out: inout [UInt8]) {
        let startsFormula = cell.first.map { "=+-@\t\r".contains($0) } ?? false
        let text = startsFormula ? "'\(cell)" : cell
        guard text.utf8.contains(where: { [34, 44, 10, 13].contains($0) }) else {
            out += text.utf8
            return
        }
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { out.append(byte) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "\""))
    }
}
