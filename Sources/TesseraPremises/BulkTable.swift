import SwiftCSV
import TesseraModel
import TesseraOperations

/// Reads a CSV file into a ``BulkSheet``.
package enum BulkTable {
    /// Understands every row of a file.
    ///
    /// - Parameters:
    ///   - bytes: The file's content: UTF-8, with or without a byte-order mark, any line ends.
    ///   - file: Its name, for messages.
    ///   - pattern: What a row is if its cells say nothing else.
    ///   - currency: The currency of amounts in rows that name none.
    ///   - needsAmount: Whether each row must say its amount.
    /// - Returns: All rows, good and bad.
    /// - Throws: ``PremisesError/notATable(file:_:)``.
    package static func sheet(
        _ bytes: [UInt8], file: String, pattern: VoucherWish, currency: Currency, needsAmount: Bool
    ) throws -> BulkSheet {
        let bare = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: bare, as: UTF8.self), !text.contains("\0") else {
            throw PremisesError.notATable(file: file, "its text is not UTF-8")
        }
        let table: CSV<Enumerated>
        do {
            table = try CSV<Enumerated>(
                string: text, delimiter: delimiter(of: text), loadColumns: false)
        } catch {
            throw PremisesError.notATable(file: file, "its quotation marks do not pair up")
        }
        let columns = table.header.map { $0.trimmed.lowercased() }
        try check(columns, file: file, needsAmount: needsAmount)
        var reader = BulkSheet.Reader(columns: columns, pattern: pattern, currency: currency)
        for row in table.rows where !(row.count == 1 && row[0].isEmpty) { reader.take(row) }
        let sheet = reader.sheet
        guard sheet.rowCount > 0 else {
            throw PremisesError.notATable(file: file, "it has no rows below the column names")
        }
        return sheet
    }

    /// Spreadsheets of many countries write semicolons; the first line tells.
    private static func delimiter(of text: String) -> CSVDelimiter {
        let first = text.prefix { !$0.isNewline }
        func count(_ mark: Character) -> Int { first.count { $0 == mark } }
        if count(";") > count(",") { return .semicolon }
        return count("\t") > count(",") ? .tab : .comma
    }

    private static func check(_ columns: [String], file: String, needsAmount: Bool) throws {
        guard !columns.contains("") else {
            throw PremisesError.notATable(file: file, "a column has no name")
        }
        guard Set(columns).count == columns.count else {
            throw PremisesError.notATable(file: file, "two columns have the same name")
        }
        guard !needsAmount || columns.contains("amount") else {
            throw PremisesError.notATable(
                file: file,
                "the column amount is missing; there are: \(columns.joined(separator: ", "))")
        }
    }
}
