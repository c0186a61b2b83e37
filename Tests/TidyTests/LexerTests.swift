import Testing

/// What stands in texts and comments is no code, whatever it looks like.
struct LexerTests {
    private func words(_ source: String) -> [String] {
        SwiftFile(path: "Sources/TesseraModel/Sample.swift", text: source).tokens.map(\.text)
    }

    @Test(arguments: [
        ("let a = 1 // try! b", ["let", "a", "=", "1"]),
        ("/* a /* public */ b */ let", ["let"]),
        (#"f("public \" try!")"#, ["f", "(", #"public \" try!"#, ")"]),
        (##"f(#"a " public"#)"##, ["f", "(", #"a " public"#, ")"]),
        (#"f("a\(b + "c")d")"#, ["f", "(", #"a\(b + "c")d"#, "(", "b", "+", "c", ")", ")"]),
        ("f(\"\"\"\n  a \" b\n  \"\"\")", ["f", "(", "\n  a \" b\n  ", ")"]),
        ("f(#/a\"b/#)", ["f", "(", "#/a\"b/#", ")"]),
        ("f(/a\"b/) ", ["f", "(", "/a\"b/", ")"]),
        ("a / b / c", ["a", "/", "b", "/", "c"]),
        ("reduce(1, /)", ["reduce", "(", "1", ",", "/", ")"]),
        ("func `a \"quoted\" name`()", ["func", "raw", "(", ")"]),
        ("1.5...x.y", ["1.5", ".", ".", ".", "x", ".", "y"]),
    ])
    func `source is cut where the compiler would cut it`(source: String, tokens: [String]) {
        #expect(words(source) == tokens)
    }

    @Test func `lines are counted through texts and comments`() {
        let source = "/*\n*/ let a = \"\"\"\n  x\n  \"\"\"\nlet b = 1"
        let file = SwiftFile(path: "Sources/TesseraModel/Sample.swift", text: source)

        #expect(file.tokens.map(\.line) == [2, 2, 2, 2, 5, 5, 5, 5])
    }
}
