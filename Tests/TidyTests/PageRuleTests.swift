import Testing

/// Each rule about pages, shown what it must find and what it must not.
struct PageRuleTests {
    private static func script(_ source: String) -> TextFile {
        TextFile(path: "pages/sample.js", text: source)
    }

    @Test(arguments: [(250, 0), (251, 1)])
    func `a page too long is found`(lines: Int, findings: Int) {
        let source = String(repeating: "a();\n", count: lines)

        #expect(PageRules.length(of: PageRuleTests.script(source)).count == findings)
    }

    @Test(arguments: [(100, []), (101, [2])])
    func `a line of a page too wide is found`(columns: Int, lines: [Int]) {
        let source = "\n" + String(repeating: "é", count: columns) + "\n"

        #expect(PageRules.columns(of: PageRuleTests.script(source)).map(\.line) == lines)
    }

    @Test(arguments: [
        Sample("export function a() {}", [1]),
        Sample("/** A. */\nexport function a() {}", []),
        Sample("/**\n * A.\n */\nexport async function a() {}", []),
        Sample("/** A. */\n\nexport const a = () => 1;", [3]),
        Sample("// A.\nexport const a = () => 1;", [2]),
        Sample("/* A. */\nexport class A {}", [2]),
        Sample("function a() {}\nconst b = 1;", []),
        Sample("/** A. */\nexport const a = 1;\nexport let b = 2;", [3]),
    ])
    func `what is seen without a comment is found`(sample: Sample) {
        #expect(PageRules.undocumented(in: sample.text).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("a.innerHTML = b;\na.textContent = b;", [1], path: "a.js"),
        Sample("eval(a);\nreview(a);\nmedieval(a);", [1], path: "a.js"),
        Sample("new Function(a);\ndocument.write(a);", [1, 2], path: "a.js"),
        Sample("<p onclick=\"a()\">\n<p data-on=\"a\">", [1], path: "a.html"),
        Sample("<p style=\"top: 0\">\n<link rel=\"stylesheet\">", [1], path: "a.html"),
        Sample(
            "<script>\n<script type=\"module\" src=\"a.js\">\n<style>", [1, 3], path: "a.html"),
    ])
    func `text that is run is found`(sample: Sample) {
        #expect(PageRules.runningText(in: sample.text).map(\.line) == sample.lines)
    }

    @Test
    func `a file that no page leads to is found`() {
        let files = [
            ("a.html", "<script src=\"/pages/a.js\">"), ("a.js", "import \"./b/c.js\";"),
            ("b/c.js", "import \"../d.js\";\nimport(\"./e.js\");"), ("d.js", "\"/w.js\""),
            ("b/e.js", ""), ("w.js", "\"./a.js\""), ("lost.js", "import \"./a.js\";"),
        ].map { TextFile(path: "pages/\($0.0)", text: $0.1) }

        let found = PageRules.unreached(in: files, below: "pages/", from: ["a.html"])
        #expect(found.map(\.path) == ["pages/lost.js"])
    }

    @Test
    func `a row that is missing or out of order is found`() {
        let source =
            "#define PAGE \"pages/b.js\"\n#include \"page.inc\"\n#define PAGE \"pages/a.js\""
        let table = TextFile(path: "pages.c", text: source)

        let found = PageRules.missingRows(in: table, of: ["a.js", "b.js", "c.js"])
        #expect(found.map(\.what) == ["no row for c.js", "out of order: a.js"])
    }
}
