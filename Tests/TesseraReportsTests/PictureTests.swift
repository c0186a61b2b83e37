import FoundationXML
import Foundation
import TesseraModel
import TesseraReports
import TesseraTestSupport
import Testing

struct PictureTests {
    private func drawn(
        _ form: Plot.Form, _ values: [[Int64?]], names: [String] = ["one", "two"],
        labels: [String] = ["a", "b"], digits: Int = 0
    ) -> String {
        SVGWriter.text(
            of: Plot(
                form, title: "A & B", description: "What <is> \"seen\".", labels: labels,
                series: zip(names, values).map { Plot.Series($0, $1) }, digits: digits,
                unit: "EUR"), name: "sample")
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var names: [String] = []
        var attributes: [String] = []
        var numbers: [String] = []
        var words = ""

        func parser(
            _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
            qualifiedName: String?, attributes found: [String: String]
        ) {
            names.append(element)
            attributes += found.keys
            for name in ["x", "y", "width", "height", "x1", "y1", "cx", "cy"] {
                if let number = found[name] { numbers.append(number) }
            }
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { words += text }
    }

    private func read(_ text: String) throws -> Reader {
        let (reader, parser) = (Reader(), XMLParser(data: Data(text.utf8)))
        parser.delegate = reader
        try #require(parser.parse())
        return reader
    }

    @Test(arguments: Plot.Form.allCases)
    func `a picture says what it is and holds no script`(form: Plot.Form) throws {
        let text = drawn(form, [[1, 2], [3, nil]])
        let reader = try read(text)

        #expect(reader.names.prefix(4) == ["svg", "title", "desc", "style"])
        #expect(reader.words.contains("What <is> \"seen\"."))
        #expect(!reader.names.contains("script"))
        #expect(!reader.attributes.contains { $0.lowercased().hasPrefix("on") || $0 == "href" })
        #expect(text.contains("aria-labelledby=\"sample-title sample-desc\""))
        #expect(text.contains("prefers-color-scheme:dark"))
        #expect(text.contains("viewBox=\"0 0 "))
    }

    @Test(arguments: Plot.Form.allCases, 1...15 as ClosedRange<UInt64>)
    func `any values and any words make a picture inside of its frame`(
        form: Plot.Form, seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let most: Int64 = [1, 9, 1_000, .max][Int(seed % 4)]
        let least: Int64 = form == .matrix || seed % 3 == 0 ? 0 : -most
        let count = Int.random(in: 0...30, using: &random)
        let values = (0..<Int.random(in: 0...11, using: &random)).map { _ in
            (0..<count).map { _ -> Int64? in
                Bool.random(using: &random) ? .random(in: least...most, using: &random) : nil
            }
        }
        let words = "</svg><script>&\"'\u{0}\u{FFFE}"
        let reader = try read(
            drawn(
                form, values, names: values.map { _ in words },
                labels: Array(repeating: words, count: count), digits: Int(seed % 3)))

        #expect(!reader.names.contains("script"))
        #expect(reader.numbers.allSatisfy { (0...1_200).contains(Int($0) ?? -1) })
    }

    @Test func `the scale has ticks at ones, twos and fives`() {
        func ticks(_ values: [Int64], digits: Int = 0) -> [String] {
            let text = drawn(.bars, [values], labels: values.map(String.init), digits: digits)
            return text.split(separator: "\n").filter { $0.hasPrefix("<text class=\"r\"") }
                .dropFirst().map { String($0.drop { $0 != ">" }.dropFirst().dropLast(7)) }
        }

        #expect(ticks([0, 1]) == ["0", "1"])
        #expect(ticks([7, 3]) == ["0", "2", "4", "6", "8"])
        #expect(ticks([437]) == ["0", "100", "200", "300", "400", "500"])
        #expect(ticks([-30, 20]) == ["-30", "-20", "-10", "0", "10", "20"])
        #expect(ticks([375], digits: 2) == ["0.00", "1.00", "2.00", "3.00", "4.00"])
        #expect(ticks([]) == ["0", "1"])
    }

    @Test func `bars on top of each other begin where the one below ends`() throws {
        let text = drawn(.stacked, [[100], [100]], labels: ["a"])
        let bars = text.split(separator: "\n").filter {
            $0.hasPrefix("<rect") && $0.contains("<title>")
        }

        // From 340 up to 60 for 200.
        #expect(bars.count == 2)
        #expect(bars[0].contains(" y=\"200\"") && bars[0].contains(" height=\"140\""))
        #expect(bars[1].contains(" y=\"60\"") && bars[1].contains(" height=\"140\""))
    }

    @Test func `a gap ends a line`() {
        let values: [Int64?] = [1, 2, nil, 3, 4, nil, 5]
        let text = drawn(.lines, [values], labels: values.map { _ in "x" })

        #expect(text.components(separatedBy: "<polyline").count == 3)
        #expect(text.components(separatedBy: "<circle").count == 6)
    }

    @Test func `each report with something to show has a picture that can be read`() throws {
        let input = RandomHistory(seed: 1).input
        let reports = [
            Liability.report(of: input), ExpiryLadder.report(of: input),
            Redemptions.report(of: input, by: .day), CampaignReport.report(of: input),
            Diversity.report(of: input), CohortRetention.report(of: input),
            NetPromoterScore.report(of: input), ResponseTimes.report(of: input),
            FeedbackLoop.report(of: input),
        ]
        for report in reports {
            let text = try #require(SVGWriter.text(of: report))
            #expect(try read(text).names.count > 10)
        }
    }
}
