import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Tables of vouchers, understood before anything happens: F19, F20; R11.
struct BulkSheetTests {
    private func pattern(_ terms: Terms = Desk.gift(cents: 1_000)) -> VoucherWish {
        VoucherWish(
            terms: terms, uses: 3, validity: Sample.twoYears, count: 1, activation: .whenSold,
            label: "spring")
    }

    private func sheet(
        _ columns: [String], _ rows: [[String]], pattern: VoucherWish? = nil
    ) -> BulkSheet {
        var reader = BulkSheet.Reader(
            columns: columns, pattern: pattern ?? self.pattern(), currency: Sample.euro)
        for row in rows { reader.take(row) }
        return reader.sheet
    }

    /// Problems as lines: row, column, what stands there, what to do.
    private func told(_ sheet: BulkSheet) -> [String] {
        sheet.problems.map { "\($0.row)|\($0.column)|\($0.cell)|\($0.remedy)" }
    }

    @Test func `equal rows become one batch and keep their places`() throws {
        let sheet = sheet(
            ["name", "amount"],
            [["Ana", "25.00"], ["Ioan", "50.00"], ["Maria", "25"], ["Vlad", " 25.00 "]])

        #expect(sheet.problems == [])
        #expect(sheet.rowCount == 4)
        #expect(sheet.wishes.map(\.terms) == [Desk.gift(cents: 2_500), Desk.gift(cents: 5_000)])
        #expect(sheet.wishes.map(\.count) == [3, 1])
        #expect(sheet.rows.map(\.number) == [2, 3, 4, 5])
        #expect(sheet.rows.map(\.wish) == [0, 1, 0, 0])
        #expect(sheet.rows.map(\.index) == [0, 0, 1, 2])
        #expect(sheet.rows[2].cells == ["Maria", "25"])
        for wish in sheet.wishes {
            #expect(wish.activation == .whenSold)
            #expect(wish.label == "spring")
            #expect(wish.validity == Sample.twoYears)
        }
    }

    @Test func `a thousand equal rows are one batch`() {
        let sheet = sheet(["amount"], Array(repeating: ["20.00"], count: 1_000))

        #expect(sheet.wishes.map(\.count) == [1_000])
        #expect(sheet.rows.last?.index == 999)
    }

    @Test func `rows have their own days and currencies`() throws {
        let sheet = sheet(
            ["amount", "currency", "from", "until"],
            [
                ["25.00", "", "", ""], ["25.00", "RON", "", "2027-06-30"],
                ["250.000", "VND", "2026-12-24", "2026-12-24"], ["25.00", "EUR", "", ""],
                ["25.00", " RON ", "", " 2027-06-30 "],
            ])
        let lei = try #require(Currency(code: "RON"))
        let dong = try #require(Currency(code: "VND"))

        #expect(sheet.problems == [])
        #expect(
            sheet.wishes.map(\.terms) == [
                Desk.gift(cents: 2_500), .gift(Money(minorUnits: 2_500, currency: lei)),
                .gift(Money(minorUnits: 250_000, currency: dong)),
            ])
        #expect(
            sheet.wishes.map(\.validity) == [
                Sample.twoYears, Sample.validity("2026-01-01", "2027-06-30"),
                Sample.validity("2026-12-24", "2026-12-24"),
            ])
        #expect(sheet.wishes.map(\.count) == [2, 2, 1])
    }

    // F20
    @Test func `of a thousand rows the three bad ones are named`() {
        var rows = Array(repeating: ["20.00", "ana@example.org"], count: 1_000)
        rows[0][0] = "12,50"
        rows[499][1] = "ana@"
        rows[999] = ["20.00"]

        let sheet = sheet(["amount", "email"], rows)

        #expect(
            told(sheet) == [
                "2|amount|12,50|write it as 12.50", "501|email|ana@|not an e-mail address",
                "1001||1 cell|the table has 2 columns",
            ])
        #expect(sheet.rowCount == 1_000)
        #expect(sheet.rows.count == 997)
        #expect(sheet.rows.first?.number == 3)
        #expect(sheet.rows.last?.number == 1_000)
        #expect(sheet.wishes.map(\.count) == [997])
    }

    @Test func `each cell that is not understood says what to write`() {
        let columns = ["amount", "currency", "from", "until"]
        let sheet = sheet(
            columns,
            [
                ["250,000", "", "", ""], ["20", "LEI", "", ""], ["20", "", "2026-02-30", ""],
                ["20", "", "", "31.12.2026"], ["20", "", "2027-01-02", "2027-01-01"],
                ["20", "", "2026-01-01", "2036-01-10"], ["20", "", "", "", ""],
                ["0", "", "", ""], ["1e3", "", "", ""], ["-5", "", "", ""], ["", "", "", ""],
            ])

        #expect(sheet.rows == [])
        #expect(sheet.wishes == [])
        #expect(sheet.problems.map(\.row) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
        #expect(
            sheet.problems.map(\.column) == [
                "amount", "currency", "from", "until", "until", "until", "", "amount", "amount",
                "amount", "amount",
            ])
        let day = "Write it as year-month-day, like 2026-11-22, a day that exists."
        let period = "The last day must not be before the first, nor more than 3 660 days after it."
        #expect(
            sheet.problems[0..<7].map(\.remedy) == [
                "write it as 250000", "Give the three letters of ISO 4217, like EUR.",
                day, day, period, period, "the table has 4 columns",
            ])
    }

    @Test(arguments: [
        "ana", "@example.org", "ana@", "ana@example", "ana@.org", "ana@example.", "a@b@c.org",
        "ana maria@example.org", "ana@exa mple.org",
    ])
    func `an address that cannot be reached is a problem`(email: String) {
        let sheet = sheet(["email"], [[email]])

        #expect(told(sheet) == ["2|email|\(email)|not an e-mail address"])
    }

    @Test(arguments: ["", "ana@example.org", " ana@example.org ", "ana+shop@mail.example.co.uk"])
    func `an address that may be reached is none`(email: String) {
        #expect(sheet(["email"], [[email]]).problems == [])
    }

    @Test func `without an amount each row is what the pattern says`() {
        let sheet = sheet(
            ["name", "until"], [["Ana", ""], ["Ioan", "2027-06-30"]],
            pattern: pattern(Desk.percent(20)))

        #expect(sheet.wishes.map(\.terms) == [Desk.percent(20), Desk.percent(20)])
        #expect(sheet.wishes.map(\.uses) == [3, 3])
        #expect(sheet.wishes.map(\.count) == [1, 1])
    }

    // F19
    @Test(arguments: Store.available)
    func `the same table twice is one set of vouchers`(store: Store) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        let table = [["25.00"], ["50.00"], ["25.00"]]

        let first = try await desk.counter.issueOrFind(
            sheet(["amount"], table).wishes, operation: operation)
        let again = try await desk.counter.issueOrFind(
            sheet(["amount"], table).wishes, operation: operation)

        #expect(first.batches == again.batches)
        #expect(again.isRepeat)
        #expect(try await desk.book.ledger.figures().vouchers == 3)
    }
}
