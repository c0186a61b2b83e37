import Testing

/// The style guide, asked of every file that browsers get.
struct PageHouseTests {
    private static let folder = "Sources/CPages/pages/"

    private static let all = SourceTree.texts.filter { $0.path.hasPrefix(folder) }
    private static let sources = all.filter { file in
        [".js", ".css", ".html"].contains { file.path.hasSuffix($0) }
    }

    // Without files every rule below would hold.
    @Test func `the pages are found`() {
        let paths = Set(
            PageHouseTests.sources.map { $0.path.dropFirst(PageHouseTests.folder.count) })
        #expect(paths.isSuperset(of: ["admin.js", "card.css", "admin.html", "offline/till.js"]))
    }

    @Test(arguments: sources)
    func `a file of a page is at most 250 lines long`(file: TextFile) {
        report(PageRules.length(of: file))
    }

    @Test(arguments: sources)
    func `a line of a page is at most 100 columns wide`(file: TextFile) {
        report(PageRules.columns(of: file))
    }

    @Test(arguments: sources.filter { $0.path.hasSuffix(".js") })
    func `what another module can see has a comment`(file: TextFile) {
        report(PageRules.undocumented(in: file))
    }

    @Test(arguments: sources)
    func `no text is run as a script, and none stands in a document`(file: TextFile) {
        report(PageRules.runningText(in: file))
    }

    @Test func `every file has a row in the table of pages`() throws {
        let table = try #require(SourceTree.texts.first { $0.path == "Sources/CPages/pages.c" })
        let names = SourceTree.files(below: String(PageHouseTests.folder.dropLast()))
            .map { String($0.dropFirst(PageHouseTests.folder.count)) }

        report(PageRules.missingRows(in: table, of: names))
    }

    @Test func `every file is reached from a page`() {
        let documents = PageHouseTests.all.map { $0.path.dropFirst(PageHouseTests.folder.count) }
            .filter { $0.hasSuffix(".html") }.map(String.init)
        let files = PageHouseTests.all.filter { !$0.path.hasSuffix(".json") }

        report(
            PageRules.unreached(
                in: files, below: PageHouseTests.folder,
                from: documents))
    }
}
