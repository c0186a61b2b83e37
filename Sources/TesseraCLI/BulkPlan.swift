import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// What a run of `voucher bulk` is going to issue.
struct BulkPlan: Sendable {
    /// The equal vouchers, group by group.
    let wishes: [VoucherWish]
    /// The table's rows in order; `nil` for equal vouchers by count.
    let rows: [BulkSheet.Row]?
    /// The names of the cells that go with each row.
    let columns: [String]
    /// The cells that cannot be understood.
    let problems: [BulkSheet.Problem]
    /// The operation that a table stands for, so that it is issued once; `nil` for a new one.
    let operation: OperationID?
    private let file: String
    private let rowCount: Int

    /// So many equal vouchers.
    init(wish: VoucherWish) {
        wishes = [wish]
        rows = nil
        columns = []
        problems = []
        operation = nil
        file = ""
        rowCount = wish.count
    }

    /// One voucher for each good row of a table.
    init(sheet: BulkSheet, file: String, operation: OperationID?) {
        wishes = sheet.wishes
        rows = sheet.rows
        columns = sheet.columns
        problems = sheet.problems
        self.operation = operation
        self.file = file
        rowCount = sheet.rowCount
    }

    /// How many vouchers there will be.
    var count: Int { wishes.reduce(0) { $0 + $1.count } }

    private var badRowCount: Int { Set(problems.map(\.row)).count }

    /// The refusal of a table with problems.
    var refusal: PremisesError {
        .badRows(file: file, rows: rowCount, problems: badRowCount)
    }

    /// How many problems are shown; a table in the wrong form has one in each row.
    private static let mostShown = 20

    /// Names the bad rows on standard error.
    func sayProblems(_ speech: Speech) {
        guard !problems.isEmpty else { return }
        if speech.json {
            for problem in problems { Output.error.write(problem.value.text + "\n") }
            return
        }
        speech.remark("\(file): \(rowCount.counted("row")), \(badRowCount) with problems")
        for problem in problems.prefix(BulkPlan.mostShown) {
            let cell = problem.column.isEmpty ? problem.cell : "\"\(problem.cell.shortened)\""
            speech.remark(
                "  row \(problem.row)   \(problem.column)\(problem.column.isEmpty ? "" : " ")"
                    + "\(cell)   \(problem.remedy)")
        }
        if problems.count > BulkPlan.mostShown {
            speech.remark("  and \(problems.count - BulkPlan.mostShown) more")
        }
    }

    /// What was issued, in a few words.
    var summary: String {
        let total = totals.map(\.shown).joined(separator: " and ")
        let what = count.counted("voucher")
        return total.isEmpty ? what : "\(what) worth \(total)"
    }

    private var totals: [Money] { wishes.worth }

    /// The plan for people: what and how much, and the first rows.
    var lines: [String] {
        var lines = ["Nothing was issued. This would issue \(summary):"]
        for wish in wishes.prefix(BulkPlan.mostShown) {
            lines.append(
                "  \(wish.count) × \(wish.terms.shown), from \(wish.validity.first.text)"
                    + " to \(wish.validity.last.text)")
        }
        if wishes.count > BulkPlan.mostShown {
            lines.append("  and \(wishes.count - BulkPlan.mostShown) more groups")
        }
        for row in (rows ?? []).prefix(3) {
            lines.append(
                "  row \(row.number)   \(row.cells.map(\.shortened).joined(separator: "  "))")
        }
        return lines
    }

    /// The plan for programs.
    var value: JSONValue {
        .record(
            ("code", .string("planned")), ("count", .integer(Int64(count))),
            ("worth", .array(totals.map(JSONValue.money))),
            ("problems", .array(problems.map(\.value))))
    }

    /// What was done, for programs.
    func outcome(_ codes: [BatchCodes], _ out: String) -> JSONValue {
        .record(
            ("code", .string("issued")), ("count", .integer(Int64(count))),
            ("worth", .array(totals.map(JSONValue.money))),
            ("batches", .array(codes.map { .string($0.batch.id.text) })), ("out", .string(out)))
    }
}
