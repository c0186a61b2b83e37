import Foundation
import TesseraModel
import TesseraReports
import TesseraTestSupport
import Testing

struct WriterTests {
    private static let sample = Report(
        name: "sample", title: "A sample", asOf: Sample.time("2026-11-22T10:00:00Z"),
        columns: [
            Column("name", .text), Column("cost", .amount), Column("rate", .percent),
            Column("on", .day), Column("count", .count),
        ],
        rows: [
            [
                .text("HN-03"), .money(375, Sample.euro), .decimal(122, digits: 2),
                .day(Sample.day("2026-01-31")), .integer(61),
            ],
            [
                .text("=1+1, \"x\""), .money(-1_250_000, Sample.dong), .decimal(-5, digits: 2),
                .empty, .integer(-7),
            ],
        ], totals: [.text("total"), .empty, .empty, .empty, .integer(54)],
        notes: ["One note."])

    @Test func `a table stands under its titles with numbers at the right`() {
        #expect(
            TextTable.text(of: WriterTests.sample) == """
                A sample
                As of 2026-11-22T10:00:00Z

                name                 cost  rate %  on          count
                ---------  --------------  ------  ----------  -----
                HN-03               €3.75    1.22  2026-01-31     61
                =1+1, "x"  -1.250.000 VND   -0.05                 -7
                ---------  --------------  ------  ----------  -----
                total                                             54

                - One note.

                """)
    }

    @Test func `a comma-separated file has numbers as numbers and no formula`() {
        #expect(
            CSVWriter.text(of: WriterTests.sample)
                == [
                    "name,cost,cost_currency,rate,on,count", "HN-03,3.75,EUR,1.22,2026-01-31,61",
                    "\"'=1+1, \"\"x\"\"\",-1250000,VND,-0.05,,-7", "total,,,,,54", "",
                ].joined(separator: "\r\n"))
    }

    @Test(arguments: ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
    func `words that a spreadsheet would reckon get an apostrophe`(words: String) {
        let field = CSVWriter.text(of: single(.text(words))).dropFirst("words\r\n".count)

        #expect(field.hasPrefix("'") || field.hasPrefix("\"'"))
    }

    @Test func `JSON has its keys sorted and amounts with their currency`() {
        #expect(
            JSONWriter.text(of: single(.money(375, Sample.euro)))
                == #"{"as_of":"2026-11-22T10:00:00Z","columns":[{"name":"words","title":"words","#
                + #""unit":"text"}],"name":"single","notes":[],"#
                + #""rows":[{"words":{"amount":375,"currency":"EUR"}}],"#
                + #""title":"Single","totals":null}"# + "\n")
        #expect(
            JSONWriter.text(of: single(.decimal(-5, digits: 2))).contains(
                #""rows":[{"words":-0.05}]"#))
    }

    private func single(_ cell: Cell) -> Report {
        Report(
            name: "single", title: "Single", asOf: Sample.time("2026-11-22T10:00:00Z"),
            columns: [Column("words", .text)], rows: [[cell]], notes: [])
    }

    private func words(_ random: inout SeededRandom) -> String {
        let marks = [
            "a", "\"", ",", "\r", "\n", "\r\n", "=", "\\", "\u{0}", "é", "👩‍👧", "<",
            "\u{2028}", "'",
        ]
        return (0..<Int.random(in: 1...8, using: &random)).map { _ in
            marks.randomElement(using: &random) ?? ""
        }.joined()
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `any words come back from a comma-separated file and from JSON`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let words = words(&random)
        let report = single(.text(words))

        let csv = Array(CSVWriter.text(of: report).dropFirst("words\r\n".count).unicodeScalars)
        var field = String.UnicodeScalarView(csv.dropLast(2))
        if field.first == "\"" {
            let inner = String(String.UnicodeScalarView(field.dropFirst().dropLast()))
            field =
                inner.replacingOccurrences(of: "\"\"", with: "\"", options: .literal)
                .unicodeScalars
        }
        let isFormula = "=+-@\t\r\n".unicodeScalars.contains(
            Sample.known(words.unicodeScalars.first))
        #expect(Array(field) == Array((isFormula ? "'" + words : words).unicodeScalars))

        struct Written: Decodable {
            let rows: [[String: String]]
        }
        let data = Data(JSONWriter.text(of: report).utf8)
        let read = try JSONDecoder().decode(Written.self, from: data).rows[0]["words"]
        #expect(read.map { Array($0.unicodeScalars) } == Array(words.unicodeScalars))
    }

    @Test func `a table has no mark that moves the cursor`() {
        let text = TextTable.text(of: single(.text("a\u{1B}[2J\u{202E}b\n")))

        #expect(text.contains("a [2J b"))
        #expect(!text.unicodeScalars.contains("\u{1B}"))
    }

    @Test func `names that people chose give columns that differ`() {
        let ladder = Sample.ladder("tier", ["Très bien", "très-bien", "x"])
        let report = TiersOverTime.report(
            on: ladder, of: Sample.input(), from: Sample.day("2026-01-01"),
            to: Sample.day("2026-01-02")
        ) { _, _ in nil }

        #expect(
            report.columns.dropFirst().prefix(3).map(\.name) == [
                "level_très_bien", "level_très_bien__2", "level_x",
            ])
    }
}
