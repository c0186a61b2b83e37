import Foundation
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

/// The shipped programme with random slips, and the examples of the reference.
struct ProgrammeSlipTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test(arguments: UInt64(1)...10)
    func `whatever is typed wrong, the answer is a programme or a line of the file`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let shipped = Array(try ProgrammeSlipTests.text("config/programme.yaml").unicodeScalars)
        let odd = Array("\t\n :-[]{},'\"%#&*<>=0129aZé.|".unicodeScalars)
        for _ in 0..<20 {
            var scalars = shipped
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: scalars.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: scalars.remove(at: index)
                case 1:
                    scalars.insert(odd[Int.random(in: odd.indices, using: &random)], at: index)
                default: scalars[index] = odd[Int.random(in: odd.indices, using: &random)]
                }
            }
            var slipped = String.UnicodeScalarView()
            slipped.append(contentsOf: scalars)
            let text = String(slipped)
            let lines = text.count { $0.isNewline } + 1
            let mistakes = try ProgrammeSample.mistakes(text)

            #expect(mistakes.allSatisfy { (1...lines).contains($0.line) })
            if mistakes.isEmpty {
                // The same text always gives the same programme.
                #expect(try ProgrammeSample.read(text) == ProgrammeSample.read(text))
            }
        }
    }

    @Test(arguments: UInt64(1)...20)
    func `a letter too many in a key is told on its line with the right key`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        var lines = try ProgrammeSlipTests.text("config/programme.yaml")
            .components(separatedBy: "\n")
        let keys = ["number:", "title:", "terms:", "rules:", "until:", "winners:", "campaign:"]
        let indices = lines.indices.filter { index in
            let line = lines[index].drop { $0 == " " }
            return keys.contains { line.hasPrefix($0) }
        }
        let index = indices[Int.random(in: indices.indices, using: &random)]
        let colon = try #require(lines[index].firstIndex(of: ":"))
        let key = String(lines[index][..<colon].drop { $0 == " " })
        lines[index].insert("x", at: colon)
        let mistakes = try ProgrammeSample.mistakes(lines.joined(separator: "\n"))

        #expect(
            mistakes.contains(
                ProgrammeSample.Mistake(
                    line: index + 1, fault: .unknownKey("\(key)x", nearest: key))))
    }

    @Test func `the example of the reference is a programme`() throws {
        let document = try ProgrammeSlipTests.text("docs/programme.md")
        let blocks = document.components(separatedBy: "```yaml\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }

        #expect(blocks.count == 1)
        for block in blocks { #expect(try ProgrammeSample.mistakes(block) == []) }
    }

    @Test func `the reference links every code of a mistake`() throws {
        let document = try ProgrammeSlipTests.text("docs/programme.md")
        let faults: [ProgrammeError.Fault] = [
            .notYAML(""), .tooLarge, .unknownKey("", nearest: nil), .missingKey(""),
            .doubledKey(""), .wrongType("", wanted: ""), .outOfRange("", allowed: ""),
            .unknownName(.asset, "", nearest: nil), .doubledName(.asset, ""),
            .badText("", column: 1, expected: [], nearest: nil),
            .contradiction(.elseWithoutLimit), .belowFloor(days: nil, least: 1),
        ]
        for fault in faults {
            let place = ConfigurationError.Place(file: "p.yaml", line: 1)
            let code = ProgrammeError(fault, at: place).code
            #expect(document.contains("errors.md#\(code)"), "\(code)")
        }
    }
}
