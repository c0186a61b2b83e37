import Testing

/// The documents and the code, compared with each other.
struct DocumentTests {
    private func document(_ path: String) throws -> TextFile {
        try #require(SourceTree.texts.first { $0.path == path }, "\(path) is missing")
    }

    @Test(arguments: SourceTree.rooms)
    func `every error code has a heading in docs/errors.md`(file: SwiftFile) throws {
        report(ErrorCodeRules.unexplained(in: file, document: try document("docs/errors.md")))
        report(ErrorCodeRules.hiddenErrors(in: file))
    }

    @Test func `every heading in docs/errors.md is a code with a paragraph`() throws {
        let codes = Set(SourceTree.rooms.flatMap(ErrorCodeRules.codes).map(\.code))

        report(ErrorCodeRules.idleHeadings(in: try document("docs/errors.md"), codes: codes))
    }

    @Test func `every command is shown in a transcript`() {
        let rules = CommandRules(files: SourceTree.rooms.filter { $0.room == "TesseraCLI" })
        let transcripts = SourceTree.texts.filter {
            $0.path.hasPrefix("Tests/TesseraCLITests/Transcripts/")
        }

        report(rules.unshown(in: transcripts))
    }

    @Test(arguments: SourceTree.rooms)
    func `every promise the code cites is made in docs`(file: SwiftFile) throws {
        guard !PromiseRules.citations(in: file).isEmpty else { return }
        let documents = try PromiseRules.documents.values.map(document)

        report(PromiseRules.unknown(in: file, documents: documents))
    }

    @Test(arguments: PromiseRules.documents.keys.sorted())
    func `every promise is cited by a test or listed as missing`(letter: String) throws {
        let path = try #require(PromiseRules.documents[letter])
        let document = try document(path)
        let tests = SourceTree.texts.filter {
            $0.path.hasPrefix("Tests/") && !$0.path.hasPrefix("Tests/TidyTests/")
        }
        let cited = Set(tests.flatMap { PromiseRules.numbers(in: $0.text) })

        try #require(!PromiseRules.promises(in: document).isEmpty, "\(path) makes no promise")
        report(PromiseRules.unproven(in: document, cited: cited))
    }
}
