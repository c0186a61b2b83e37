import TesseraModel

/// A table of vouchers to be issued, understood row by row before anything happens.
///
/// Equal rows are grouped, so that a thousand cards of one amount are one batch. Columns that mean
/// nothing here (a name, an address) are carried along to the output and stored nowhere.
///
/// - Source: F18, F19, F20; R11.
package struct BulkSheet: Hashable, Sendable {
    /// A row that can be issued.
    package struct Row: Hashable, Sendable {
        /// The row's number in the file, where the column names are row 1.
        package let number: Int
        /// Which of the wishes it belongs to.
        package let wish: Int
        /// Its place among the rows of that wish, from zero.
        package let index: Int
        /// All its cells.
        package let cells: [String]
    }

    /// A cell that cannot be understood.
    package struct Problem: Hashable, Sendable {
        /// The row's number in the file, where the column names are row 1.
        package let row: Int
        /// The column's name; empty for the row as a whole.
        package let column: String
        /// What stands there.
        package let cell: String
        /// What is wrong in one word, the code of an error: `bad_amount`, `email`, `cells`.
        package let fault: String
        /// What to do about it.
        package let remedy: String
    }

    /// The names of the columns, in order.
    package let columns: [String]
    /// The rows that can be issued, in order.
    package let rows: [Row]
    /// The cells that cannot be understood, in order.
    package let problems: [Problem]
    /// What is to be issued: each with the count of its rows.
    package let wishes: [VoucherWish]
    /// How many rows the file has, column names not counted.
    package let rowCount: Int

    /// The columns that are read; all others are carried along.
    package static let knownColumns = ["amount", "currency", "from", "until", "email"]

    /// Reads rows one after the other.
    package struct Reader {
        private let columns: [String]
        private let pattern: VoucherWish
        private let currency: Currency
        private var rows: [Row] = []
        private var problems: [Problem] = []
        private var groups: [Group: Int] = [:]
        private var counts: [Int] = []
        private var order: [Group] = []
        private var rowCount = 0

        private struct Group: Hashable {
            let terms: Terms
            let validity: ValidityPeriod
        }

        private struct Unreadable: Error {
            let problem: Problem
        }

        /// A reader for a table with some columns.
        ///
        /// - Parameters:
        ///   - columns: The names in the table's first row.
        ///   - pattern: What a row is if its cells say nothing else.
        ///   - currency: The currency of amounts in rows that name none.
        package init(columns: [String], pattern: VoucherWish, currency: Currency) {
            self.columns = columns
            self.pattern = pattern
            self.currency = currency
        }

        /// Takes the next row.
        package mutating func take(_ cells: [String]) {
            rowCount += 1
            let number = rowCount + 1
            guard let group = group(cells, number, noting: &problems) else { return }
            let wish = groups[group] ?? counts.count
            if wish == counts.count {
                groups[group] = wish
                counts.append(0)
                order.append(group)
            }
            rows.append(Row(number: number, wish: wish, index: counts[wish], cells: cells))
            counts[wish] += 1
        }

        /// The sheet of all rows taken.
        package var sheet: BulkSheet {
            let wishes = zip(order, counts).map { group, count in
                VoucherWish(
                    terms: group.terms, uses: pattern.uses, validity: group.validity, count: count,
                    activation: pattern.activation, label: pattern.label,
                    acceptor: pattern.acceptor)
            }
            return BulkSheet(
                columns: columns, rows: rows, problems: problems, wishes: wishes,
                rowCount: rowCount)
        }

        /// What a row is; `nil` after noting everything that is wrong with it, so that it is mended
        /// in one go.
        private func group(
            _ cells: [String], _ number: Int, noting problems: inout [Problem]
        ) -> Group? {
            let before = problems.count
            guard noted(&problems, { try checkShape(cells, number) }) != nil else { return nil }
            let promised = noted(&problems) { try terms(cells, number) }
            let days = noted(&problems) { try validity(cells, number) }
            _ = noted(&problems) { try checkEmail(cells, number) }
            guard let promised, let days, problems.count == before else { return nil }
            return Group(terms: promised, validity: days)
        }

        private func noted<T>(_ problems: inout [Problem], _ part: () throws -> T) -> T? {
            do {
                return try part()
            } catch let error as Unreadable {
                problems.append(error.problem)
            } catch {
                preconditionFailure("the parts of a row throw what cannot be read and nothing else")
            }
            return nil
        }

        private func checkShape(_ cells: [String], _ number: Int) throws(Unreadable) {
            guard cells.count == columns.count else {
                throw Unreadable(
                    problem: Problem(
                        row: number, column: "",
                        cell: cells.count == 1 ? "1 cell" : "\(cells.count) cells",
                        fault: "cells",
                        remedy: "the table has \(columns.count) columns"))
            }
        }

        private func terms(_ cells: [String], _ number: Int) throws(Unreadable) -> Terms {
            guard case .gift = pattern.terms, let typed = cell("amount", cells) else {
                return pattern.terms
            }
            var currency = currency
            if let code = cell("currency", cells), !code.isEmpty {
                guard let named = Currency(code: code) else {
                    throw unreadable(number, "currency", code, ModelError.currency(code))
                }
                currency = named
            }
            do throws(ModelError) {
                let amount = try AmountText(for: currency).explained(typed)
                return .gift(Money(minorUnits: amount, currency: currency))
            } catch { throw unreadable(number, "amount", typed, error) }
        }

        private func validity(
            _ cells: [String], _ number: Int
        ) throws(Unreadable) -> ValidityPeriod {
            let first = try day("from", cells, number) ?? pattern.validity.first
            let last = try day("until", cells, number) ?? pattern.validity.last
            guard let validity = ValidityPeriod(first: first, last: last) else {
                throw unreadable(
                    number, "until", last.text, ModelError.period(first: first, last: last))
            }
            return validity
        }

        private func day(
            _ column: String, _ cells: [String], _ number: Int
        ) throws(Unreadable) -> Day? {
            guard let text = cell(column, cells), !text.isEmpty else { return nil }
            guard let day = Day(text: text) else {
                throw unreadable(number, column, text, ModelError.day(text))
            }
            return day
        }

        /// Only what would certainly not arrive is refused: no name, no `@`, no place, blanks.
        private func checkEmail(_ cells: [String], _ number: Int) throws(Unreadable) {
            guard let email = cell("email", cells), !email.isEmpty else { return }
            let parts = email.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
                !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
                !email.contains(where: \.isWhitespace)
            else {
                throw Unreadable(
                    problem: Problem(
                        row: number, column: "email", cell: email, fault: "email",
                        remedy: "not an e-mail address"))
            }
        }

        private func cell(_ column: String, _ cells: [String]) -> String? {
            columns.firstIndex(of: column).map { cells[$0].trimmed }
        }

        private func unreadable(
            _ number: Int, _ column: String, _ cell: String, _ error: ModelError
        ) -> Unreadable {
            var remedy = error.hint ?? error.message
            if case .amount(_, _, .marks(let suggestions)) = error, !suggestions.isEmpty {
                remedy = "write it as \(suggestions.joined(separator: " or "))"
            }
            return Unreadable(
                problem: Problem(
                    row: number, column: column, cell: cell, fault: error.code, remedy: remedy))
        }
    }
}
