import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import Testing

/// Programme files as texts: odd YAML, large files, and how a mistake is told.
struct ProgrammeTextTests {
    @Test func `what stands behind an anchor counts wherever it is named`() throws {
        let text = """
            programme: test
            campaigns:
              one:
                number: 1
                title: One
                terms: Terms.
                rules:
                  - { id: a, on: visit, if: &who [member, own], then: &what [{ revoke: yes }] }
                  - { id: b, on: visit, if: *who, then: *what }
            """
        let rules = try #require(try ProgrammeSample.read(text).campaigns.first?.rules)

        #expect(rules.map(\.id) == ["a", "b"])
        #expect(rules.allSatisfy { $0.condition == .all([.isMember, .aboutOwn]) })
        #expect(rules.allSatisfy { $0.effects == [.revoke] })
    }

    @Test func `anchors cannot unfold a short file for ever`() throws {
        let levels = (1...12).map { level -> String in
            let ten = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            return "  - &a\(level) { any: [\(ten)] }"
        }
        let text = """
            programme: test
            segments:
              s:
              - &a0 member
            \(levels.joined(separator: "\n"))
            """

        #expect(try ProgrammeSample.mistakes(text).map(\.fault) == [.tooLarge])
    }

    private static let odd: [(String, Int, ProgrammeError.Fault)] = [
        ("", 1, .notYAML("the file is empty")),
        ("# nothing\n", 1, .notYAML("the file is empty")),
        (
            "programme: a\n\tcurrency: EUR\n", 2,
            .notYAML("found a tab character that violates indentation")
        ),
        ("programme: a\n--- \nprogramme: b\n", 2, .notYAML("but found another document")),
        ("programme: [a\n", 2, .notYAML("did not find expected ',' or ']'")),
        ("programme: *a\n", 1, .notYAML("found undefined alias")),
        (
            "- programme\n", 1,
            .wrongType(
                "the file", wanted: "a section with keys such as programme, currency, assets")
        ),
        (
            "programme\n", 1,
            .wrongType(
                "the file", wanted: "a section with keys such as programme, currency, assets")
        ),
        ("programme: a\nprogramme: b\n", 2, .doubledKey("programme")),
        (
            "programme: a\nassets:\n  points: {}\n  stamps: {}\n  points: {}\n", 5,
            .doubledKey("points")
        ),
        ("programme: a\n<<: { currency: EUR }\n", 2, .unknownKey("<<", nearest: nil)),
        ("programme: a\n? [b]\n: c\n", 2, .unknownKey("a list", nearest: nil)),
        ("programme:\n", 1, .wrongType("programme", wanted: "a name")),
        (
            "programme: a\npolicy:\n", 2,
            .wrongType(
                "policy", wanted: "a section with keys such as offers, contacts, quiet_hours")
        ),
    ]

    @Test(arguments: odd)
    func `odd YAML is told with its line`(
        text: String, line: Int, fault: ProgrammeError.Fault
    ) throws {
        #expect(
            try ProgrammeSample.mistakes(text)
                == [ProgrammeSample.Mistake(line: line, fault: fault)])
    }

    @Test func `a file of a mebibyte is read, and one of a byte more is not`() throws {
        let line = "#" + String(repeating: "x", count: 62) + "\n"
        let full = "programme: a\n" + String(repeating: line, count: 16_383)
        let rest = String(repeating: "#", count: Programme.mostByteCount - full.utf8.count)

        #expect(try ProgrammeSample.read(full + rest).id == "a")
        #expect(
            try ProgrammeSample.mistakes(full + rest + "#")
                == [ProgrammeSample.Mistake(line: 1, fault: .tooLarge)])
    }

    @Test func `four thousand campaigns are read`() throws {
        let campaigns = (1...4_000).map { number in
            """
              c\(number):
                number: \(number)
                title: Campaign \(number)
                terms: Terms.
                rules: [{ id: r, on: visit, if: score >= 9, then: { revoke: yes } }]
            """
        }
        let programme = try ProgrammeSample.read(
            "programme: a\ncampaigns:\n" + campaigns.joined(separator: "\n"))

        #expect(programme.campaigns.map(\.number) == Array(1...4_000))
    }

    @Test func `brackets within brackets end in an answer`() throws {
        let text = "programme: a\nsegments: { s: " + String(repeating: "[", count: 100_000)

        #expect(try ProgrammeSample.mistakes(text).map(\.line) == [2])
    }

    @Test func `a mistake is told in a sentence with its place`() throws {
        let text = "programme: a\nsegments:\n  s: basket totl >= 3\n  t: membr\n"
        let problems = try #require(throws: ProgrammeProblems.self) {
            _ = try ProgrammeSample.read(text)
        }

        #expect(problems.code == "programme_bad_text")
        #expect(problems.kind == .invalid)
        #expect(problems.hint == nil)
        #expect(
            problems.problems.first?.message
                == "p.yaml:3: \"basket totl >= 3\" is not understood at character 8, "
                + "where total, paid or quantity is expected.")
        #expect(problems.problems.first?.hint == "Did you mean total?")
        #expect(problems.message.contains("\np.yaml:4: \"membr\" is not understood"))
    }
}
