import HTTPTypes
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// Tables of vouchers: looked at row by row, issued in one go, and their codes beside their rows.
///
/// Nothing of a table is kept but what is issued; its names and addresses go back with the codes.
enum SheetEndpoints {
    static let all = [check, issue, codes]

    static let shapes: [(name: String, shape: Shape)] = [
        (
            "sheet_problem",
            .record([
                .required("row", .count, "As a spreadsheet numbers it: column names are row 1."),
                .required("column", text, "Empty for the row as a whole."),
                .required("cell", text), .required("fault", .text(upTo: 40), "In one word."),
                .required("remedy", text),
            ])
        )
    ]

    /// In bytes; some hundred thousand rows.
    private static let most = 12 << 20
    private static let mostShown = 1_000
    private static let text = Shape.text(TextShape(least: 0, most: 4_000))

    private static let table: [Shape.Field] =
        [
            .required(
                "csv", .text(upTo: 8_000_000, sample: "name,amount\nAna,25.00\n"),
                "The table: the columns amount, currency, from, until and email are read.")
        ]
        + VoucherWish.fields(countUpTo: 1).filter { $0.name != "count" }
    private static let skipping: [Shape.Field] = [
        .optional("skip_bad", .flag, "Issue the good rows and leave the others.")
    ]

    private static let check = Endpoint(
        method: .post, path: "/v1/sheet-checks", name: "check_sheet",
        summary: "Look at a table of vouchers, row by row",
        about: "What the cells do not say is as the other members have it. Changes nothing.",
        part: .vouchers, access: .scope(.issue),
        body: Endpoint.Body(shape: .record(table), most: most),
        answers: [
            .ok(
                "What would be issued.",
                .record([
                    .required("code", .word(["planned"])),
                    .required("rows", .count, "Column names not counted."),
                    .required("count", .count, "How many can be issued."),
                    .required("worth", .list(.named("money"))),
                    .required("columns", .list(text)),
                    .required(
                        "first",
                        .list(
                            .record([
                                .required("row", .count), .required("cells", .list(text)),
                            ])), "The first ten that can be issued."),
                    .required("bad_rows", .count),
                    .required(
                        "problems", .list(.named("sheet_problem"), most: mostShown),
                        "The first thousand."),
                ]))
        ],
        run: { call in .ok(try call.sheet().value(mostShown)) })

    private static let issue = Endpoint(
        method: .post, path: "/v1/sheets", name: "issue_sheet",
        summary: "Issue a table of vouchers, all of it or none",
        about: "A table with bad rows is refused unless `skip_bad` says to leave them.",
        part: .vouchers, access: .scope(.issue),
        body: Endpoint.Body(
            shape: .record(table + skipping + Approving.fields + Standpoint.workerOnly),
            most: most),
        answers: [
            .made(
                "Issued.",
                .record([
                    .required("code", .word(["issued"])), .required("count", .count),
                    .required("skipped", .count, "Rows that were left."),
                    .required("worth", .list(.named("money"))),
                    .required("batches", .list(.id)), .required("operation", .id),
                ]))
        ], isNamedWrite: true,
        run: { call in
            let (sheet, id) = (try call.goodSheet(), try call.named())
            let batches = try await call.counter.issue(
                sheet.wishes, approval: try await call.approval(), operation: id)
            return .made(
                .record(
                    ("code", .string("issued")), ("count", .integer(Int64(sheet.rows.count))),
                    ("skipped", .integer(Int64(sheet.rowCount - sheet.rows.count))),
                    ("worth", .array(sheet.worth.map(JSONValue.money))),
                    ("batches", .array(batches.map { .string($0.id.text) })),
                    ("operation", .string("op_\(id.text)"))))
        })

    private static let codes = Endpoint(
        method: .post, path: "/v1/sheet-codes", name: "list_sheet_codes",
        summary: "The codes of a table that was issued, each beside its row, streamed as CSV",
        about: "The table is sent again, because it is not kept. Changes nothing.",
        part: .vouchers, access: .scope(.issue),
        body: Endpoint.Body(
            shape: .record(
                table + skipping
                    + [.required("operation", .id, "Which issued it, as it was answered.")]),
            most: most),
        answers: [
            Endpoint.Answer(
                status: 200, type: "text/csv", about: "A line for each voucher.",
                shape: .text(upTo: Int(Int32.max)))
        ],
        run: { call in
            let sheet = try call.goodSheet()
            let issued = try call.field("operation", as: "an operation's id") { OperationID($0) }
            guard let issued, try await call.counter.ledger.operation(issued) != nil else {
                throw RequestError.unfit(at: "/operation", wanted: "what issued this table")
            }
            let batches = try await call.counter.issueOrFind(sheet.wishes, operation: issued)
                .batches
            for batch in batches { try call.requireOwn(batch) }
            let pages = SheetPages(sheet, try batches.map { try call.counter.codes(of: $0) })
            return Reply(
                content: Reply.Content(
                    type: "text/csv; charset=utf-8", body: .stream { try await pages.next() }))
        })
}

extension Call {
    /// The table of the body, understood row by row.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``; ``PremisesError/notATable(file:_:)``.
    fileprivate func sheet() throws -> BulkSheet {
        let currency = try money("amount")?.currency ?? counter.settings.currency
        let needsAmount = text("kind") == "gift" && body["amount"] == nil
        var pattern = self
        // One unit stands in until every row says its own.
        if needsAmount {
            pattern.body = body.with([
                ("amount", .money(Money(minorUnits: 100, currency: currency)))
            ])
        }
        return try BulkTable.sheet(
            Array(text("csv").utf8), file: "csv", pattern: try pattern.ownWish(),
            currency: currency, needsAmount: needsAmount)
    }

    /// The table of the body, if all its rows are good or the others are to be left.
    ///
    /// - Throws: As ``sheet()``; ``PremisesError/badRows(file:rows:problems:)``.
    fileprivate func goodSheet() throws -> BulkSheet {
        let sheet = try sheet()
        guard !sheet.rows.isEmpty, sheet.problems.isEmpty || body["skip_bad"]?.bool == true else {
            throw PremisesError.badRows(
                file: "csv", rows: sheet.rowCount, problems: sheet.badRowCount)
        }
        return sheet
    }
}

extension BulkSheet {
    fileprivate var badRowCount: Int { Set(problems.map(\.row)).count }

    fileprivate func value(_ mostShown: Int) -> JSONValue {
        .record(
            ("code", .string("planned")), ("rows", .integer(Int64(rowCount))),
            ("count", .integer(Int64(rows.count))),
            ("worth", .array(worth.map(JSONValue.money))),
            ("columns", .array(columns.map { .string($0) })),
            (
                "first",
                .array(
                    rows.prefix(10).map {
                        .record(
                            ("row", .integer(Int64($0.number))),
                            ("cells", .array($0.cells.map { .string($0.shortened) })))
                    })
            ), ("bad_rows", .integer(Int64(badRowCount))),
            ("problems", .array(problems.prefix(mostShown).map(\.value))))
    }
}

/// The codes of a table's rows, some thousand at a time.
private actor SheetPages {
    private let sheet: BulkSheet
    private var codes: [BatchCodes]
    private var index = 0
    private static let pageSize = 2_000
    private static let own = ["row", "voucher", "token", "typed_code"]

    init(_ sheet: BulkSheet, _ codes: [BatchCodes]) {
        self.sheet = sheet
        self.codes = codes
    }

    func next() throws -> [UInt8]? {
        guard index < sheet.rows.count else { return nil }
        var page: [UInt8] = []
        if index == 0 {
            let carried = sheet.columns.map { SheetPages.own.contains($0) ? "csv_\($0)" : $0 }
            SheetPages.append(SheetPages.own + carried, to: &page)
        }
        let end = min(index + SheetPages.pageSize, sheet.rows.count)
        for row in sheet.rows[index..<end] {
            let voucher = try codes[row.wish].voucher(at: row.index)
            SheetPages.append(
                [
                    "\(row.number)", voucher.position.voucherText, voucher.token,
                    voucher.typedCode,
                ] + row.cells, to: &page)
        }
        index = end
        return page
    }

    private static func append(_ cells: [String], to page: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { page.append(UInt8(ascii: ",")) }
            CSVText.append(cell, to: &page)
        }
        page.append(UInt8(ascii: "\n"))
    }
}
