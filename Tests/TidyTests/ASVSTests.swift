import Testing

/// What is said about security standards and libraries, compared with what there is.
struct ASVSTests {
    private func document(_ path: String) throws -> TextFile {
        try #require(SourceTree.texts.first { $0.path == path }, "\(path) is missing")
    }

    private static let tests = Set(
        SourceTree.texts.filter { $0.path.hasPrefix("Tests/") && $0.path.hasSuffix(".swift") }
            .flatMap { file in
                file.text.matches(of: #/func `([^`]+)`/#).map { String($0.output.1) }
            })

    @Test func `every requirement of the levels 1 and 2 has a row that names what shows it`()
        throws
    {
        let files = Set(SourceTree.texts.map(\.path))

        #expect(ASVSRules.ids.count == 253)
        report(
            ASVSRules.findings(
                in: try document("docs/threat-model.md"), tests: Self.tests, files: files))
    }

    @Test func `a row that is missing, doubled, unproven or proven by nothing is found`() {
        let rows = [
            "| 1.1.1–2 | a | b | `one` |", "| 1.1.2 | a | b | `two` |", "| 1.1.3 | a | b | – |",
        ]
        let text = TextFile(path: "docs/x.md", text: rows.joined(separator: "\n"))

        let found = ASVSRules.findings(in: text, tests: ["one"], files: [])
            .filter { !$0.what.contains("has no row") }.map(\.what)

        #expect(
            found == [
                "1.1.2 is there twice", "there is no test or file `two`",
                "1.1.3 is not asked at level 1 or 2", "neither shown nor said to be missing",
            ])
    }

    @Test func `every library is in docs/libraries.md, and nothing else is`() throws {
        let package = try document("Package.swift")
        let wanted = Set(
            package.text.matches(of: #/url: "https://([^"]+)",\s+from: "([0-9.]+)"/#).map {
                "\($0.output.1) \($0.output.2)"
            })
        let told = Set(
            try document("docs/libraries.md").text
                .matches(of: #/\| `([^`]+)` \| ([0-9.]+) \|/#).map {
                    "\($0.output.1) \($0.output.2)"
                })

        #expect(wanted.count == 9)
        #expect(told == wanted)
    }

    private static let rooms = SourceTree.rooms.filter {
        !["TesseraCLI", "TesseraTestSupport"].contains($0.room)
    }

    @Test(arguments: ASVSTests.rooms)
    func `no room starts a program or fills in a format`(file: SwiftFile) {
        for (offset, line) in (SourceTree.text(of: file.path) ?? "").split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() {
            let words = [
                "Process()", "posix_spawn", "execv", "popen(", "String(format", "NSPredicate",
            ]
            for word in words where line.contains(word) {
                report([file.finding(offset + 1, "\(word) is not for a room")])
            }
        }
    }
}
