import Testing

/// The style guide, asked of every Swift file.
struct HouseTests {
    private static let witnesses = Witnesses(files: SourceTree.rooms)

    // Without files every rule below would hold.
    @Test func `the house is found`() {
        #expect(SourceTree.rooms.contains { $0.path == "Sources/TesseraModel/Day.swift" })
        #expect(SourceTree.everySwiftFile.contains { $0.path.hasSuffix("/HouseTests.swift") })
        #expect(SourceTree.moduleMaps.contains("Sources/COpenSSL/module.modulemap"))
        #expect(SourceTree.texts.contains { $0.path == "docs/errors.md" })
        #expect(SourceTree.texts.contains { $0.path == ".ci/run" })
    }

    @Test(arguments: SourceTree.everySwiftFile)
    func `a file is at most 250 lines long`(file: SwiftFile) {
        report(ShapeRules.length(of: file))
    }

    @Test(arguments: SourceTree.everySwiftFile)
    func `a line is at most 100 columns wide`(file: SwiftFile) {
        report(ShapeRules.columns(of: file))
    }

    @Test(arguments: SourceTree.everySwiftFile)
    func `a body is at most 60 lines long`(file: SwiftFile) {
        report(ShapeRules.bodies(of: file))
    }

    @Test(arguments: SourceTree.rooms)
    func `what another room can see has a doc comment`(file: SwiftFile) {
        report(DocumentationRules.undocumented(in: file, witnesses: HouseTests.witnesses))
    }

    @Test(arguments: SourceTree.everySwiftFile)
    func `the access word is package and never public`(file: SwiftFile) {
        report(WordRules.publicWord(in: file))
    }

    @Test(arguments: SourceTree.everySwiftFile)
    func `nothing is forced`(file: SwiftFile) {
        report(WordRules.forcedTry(in: file))
        report(WordRules.forcedCast(in: file))
        report(WordRules.forcedUnwrapping(in: file))
    }

    @Test(arguments: SourceTree.rooms)
    func `only Speech prints`(file: SwiftFile) {
        report(WordRules.printing(in: file))
    }

    @Test(arguments: SourceTree.everySwiftFile)
    func `only a clock reads the time`(file: SwiftFile) {
        report(WordRules.readingTheTime(in: file))
    }

    @Test(arguments: SourceTree.rooms)
    func `only the premises read the environment`(file: SwiftFile) {
        report(WordRules.readingTheEnvironment(in: file))
    }

    @Test(arguments: SourceTree.everySwiftFile)
    func `whatever ends the program says why`(file: SwiftFile) {
        report(WordRules.silentEnd(in: file))
    }

    @Test(arguments: SourceTree.everySwiftFile)
    func `names say what a thing is`(file: SwiftFile) {
        report(NameRules.bannedNames(in: file))
    }

    @Test(arguments: SourceTree.rooms)
    func `rooms import only rooms below`(file: SwiftFile) {
        report(ImportRules.lookingUp(in: file))
    }

    @Test(arguments: SourceTree.moduleMaps)
    func `a C module is imported by one room and stays inside it`(moduleMap: String) {
        let module = String(moduleMap.split(separator: "/")[1])

        report(ImportRules.doors(of: module, in: SourceTree.rooms))
    }

    @Test(arguments: SourceTree.texts.filter { $0.path.isSourceOrDocument })
    func `nothing is left unfinished`(file: TextFile) {
        report(WordRules.unfinishedWork(in: file))
    }

    @Test(arguments: SourceTree.texts)
    func `no text names a place on one machine`(file: TextFile) {
        report(MachinePathRules.machinePaths(in: file))
    }
}

extension String {
    fileprivate var isSourceOrDocument: Bool {
        hasPrefix("Sources/") || hasPrefix("docs/") || hasSuffix(".md") && !contains("/")
    }
}

/// Records every finding as an issue of the running test.
func report(_ findings: [Finding]) {
    for finding in findings { Issue.record("\(finding)") }
}
