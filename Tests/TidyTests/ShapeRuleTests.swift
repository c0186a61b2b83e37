import Testing

/// Each rule about size, documents and imports, shown what it must find and what it must not.
struct ShapeRuleTests {
    @Test(arguments: [(250, 0), (251, 1)])
    func `a file too long is found`(lines: Int, findings: Int) {
        let source = String(repeating: "let a = 1\n", count: lines)
        let file = SwiftFile(path: "Sources/TesseraModel/Sample.swift", text: source)

        #expect(ShapeRules.length(of: file).count == findings)
    }

    @Test(arguments: [(100, []), (101, [2])])
    func `a line too wide is found`(columns: Int, lines: [Int]) {
        let source = "\n" + String(repeating: "é", count: columns) + "\n"
        let file = SwiftFile(path: "Sources/TesseraModel/Sample.swift", text: source)

        #expect(ShapeRules.columns(of: file).map(\.line) == lines)
    }

    @Test(arguments: [
        ("func a() {", [1]),
        ("func a(\n    b: B = { c },\n    d: D\n) async throws(E) -> [F]\nwhere G: H {", [1]),
        ("init(a: A) {", [1]),
        ("deinit {", [1]),
        ("subscript(a: A) -> B {", [1]),
        ("static func < (a: A, b: A) -> Bool {", [1]),
        ("var a: A {", [1]),
        ("var a = b {", []),
        ("func a()\nstruct B {", []),
        ("self.init(a)\nlet b = c {", []),
    ])
    func `a body too long is found`(head: String, lines: [Int]) {
        let short = head + "\n" + String(repeating: "a()\n", count: 60) + "}"
        let long = head + "\n" + String(repeating: "a()\n", count: 61) + "}"

        #expect(ShapeRules.bodies(of: Sample(short, []).file).isEmpty)
        #expect(ShapeRules.bodies(of: Sample(long, []).file).map(\.line) == lines)
    }

    @Test(arguments: [
        Sample("package struct A {\n    package let b: Int\n}", [1, 2]),
        Sample("/// A.\npackage struct A {\n    /// B.\n    package let b: Int\n}", []),
        Sample("/// A.\n\npackage struct A {}", [3]),
        Sample("// A.\npackage struct A {}\n///\npackage struct B {}", [2, 4]),
        Sample("/// A.\n@safe @available(*, noasync)\npackage func a() {}", []),
        Sample("/// A.\npackage enum A {\n    case b\n    /// C.\n    case c(D)\n}", [3]),
        Sample(
            "/// A.\npackage enum A {\n    /// B.\n    case b\n    func c() {\n"
                + "        switch self {\n        case b: d()\n        }\n    }\n}", []),
        Sample("/// A.\npackage protocol A {\n    var b: Int { get }\n    func c()\n}", [3, 4]),
        Sample("/// A.\npackage enum A { package static let b = 1 }", []),
        Sample(
            "extension A {\n    package init(from d: any Decoder) throws {}\n"
                + "    package func encode(to e: any Encoder) throws {}\n"
                + "    package func hash(into h: inout Hasher) {}\n"
                + "    package static func < (a: A, b: A) -> Bool { a }\n"
                + "    package static func == (a: A, b: A) -> Bool { a }\n"
                + "    package var description: String { a }\n}", []),
        Sample(
            "extension A {\n    package init(fromText: B) {}\n"
                + "    package static func + (a: A, b: A) -> A { a }\n"
                + "    package var code: String { a }\n}", [2, 3, 4]),
        Sample("package private(set) var a = 1\nprivate package(set) var b = 1", [1]),
        Sample("package import A\nlet b = [.package(url: c)]\nlet d = package", []),
    ])
    func `a declaration without a doc comment is found`(sample: Sample) {
        #expect(DocumentationRules.undocumented(in: sample.file).map(\.line) == sample.lines)
    }

    @Test func `what a protocol of ours explains needs no second doc comment`() {
        let book = Sample(
            "/// A.\npackage protocol Book: Shelf {\n    /// B.\n    func add(_ a: A)\n}\n"
                + "/// C.\npackage protocol Shelf {\n    /// D.\n    var count: Int { get }\n}", []
        ).file
        let paper = Sample(
            "/// A.\npackage struct Paper: Book {}\nextension Paper {\n"
                + "    package func add(_ b: A) {}\n    package var count: Int { 1 }\n"
                + "    package func add(to b: A) {}\n    package var size: Int { 1 }\n}\n"
                + "/// E.\npackage struct Stone {\n    package var count: Int { 1 }\n}", []
        ).file

        let found = DocumentationRules.undocumented(
            in: paper, witnesses: Witnesses(files: [book, paper]))

        #expect(found.map(\.line) == [6, 7, 11])
    }

    @Test(arguments: [
        Sample("import TesseraModel\nimport GRDB", [], path: "Sources/TesseraLedger/A.swift"),
        Sample("import TesseraCrypto", [1], path: "Sources/TesseraLedger/A.swift"),
        Sample("\nimport struct TesseraToken.A", [2], path: "Sources/TesseraModel/A.swift"),
        Sample("// import TesseraCLI", [], path: "Sources/TesseraModel/A.swift"),
        Sample("import TesseraTestSupport", [1], path: "Sources/TesseraCLI/A.swift"),
        Sample("import TesseraAnswers", [], path: "Sources/TesseraCLI/A.swift"),
        Sample("import TesseraAnswers", [1], path: "Sources/TesseraPremises/A.swift"),
        Sample("import TesseraAttic", [1], path: "Sources/TesseraCLI/A.swift"),
        Sample("", [1], path: "Sources/TesseraAttic/A.swift"),
    ])
    func `looking up is found`(sample: Sample) {
        #expect(ImportRules.lookingUp(in: sample.file).map(\.line) == sample.lines)
    }

    @Test func `a second door to a C module is found`() {
        let one = Sample("internal import CA", [], path: "Sources/TesseraCrypto/A.swift").file
        let two = Sample("internal import CA", [], path: "Sources/TesseraPrint/A.swift").file
        let open = Sample("import CA", [], path: "Sources/TesseraCrypto/A.swift").file

        #expect(ImportRules.doors(of: "CA", in: [one]) == [])
        #expect(ImportRules.doors(of: "CA", in: []).count == 1)
        #expect(ImportRules.doors(of: "CA", in: [one, two]).count == 1)
        #expect(ImportRules.doors(of: "CA", in: [open]).map(\.path) == [open.path])
    }
}
