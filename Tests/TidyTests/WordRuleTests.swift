import Testing

/// A rule that can never fail is no rule: each is shown what it must find and what it must not.
struct WordRuleTests {
    @Test(arguments: [
        Sample("public struct A {}", [1]),
        Sample("import A\npublic import B", [2]),
        Sample("struct A {\n    @safe public static func b() {}\n}", [2]),
        Sample("let a = \"public struct\" // public func", []),
        Sample("let key = keys.public", []),
    ])
    func `public is found`(sample: Sample) {
        #expect(WordRules.publicWord(in: sample.file).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("let a = try! b()", [1]),
        Sample("let a = try? b()\nlet c = try b() != d", []),
    ])
    func `a forced try is found`(sample: Sample) {
        #expect(WordRules.forcedTry(in: sample.file).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("let a = b as! C", [1]),
        Sample("let a = b as? C\n// b as! C", []),
    ])
    func `a forced cast is found`(sample: Sample) {
        #expect(WordRules.forcedCast(in: sample.file).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("let a = b!", [1]),
        Sample("let a = b()!.c\nlet d = e[0]!", [1, 2]),
        Sample("let a = UInt8(\"1\")! + \"b\"!", [1, 1]),
        Sample("var a: B!\nvar c: [D<E>]!\nvar f: D<E>!", [1, 2, 3]),
        Sample("let a = \"\\(b!)\"", [1]),
        Sample("a != b\na! != b", [2]),
        Sample("if !a, b(!c), ![d].e, f != !g, h!=i {}", []),
        Sample("#if !os(Linux)\n#endif\nlet a = \"b!\" // c!", []),
    ])
    func `a forced unwrapping is found`(sample: Sample) {
        #expect(WordRules.forcedUnwrapping(in: sample.file).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("print(\"a\")", [1]),
        Sample("Swift.print(1)\ndebugPrint(1)\ndump(a)", [1, 2, 3]),
        Sample("print(1)", [], path: "Sources/TesseraCLI/Speech.swift"),
        Sample("label.print(on: page)\nfunc print(_ a: A) {}\nlet a = \"print(b)\"", []),
    ])
    func `printing is found`(sample: Sample) {
        #expect(WordRules.printing(in: sample.file).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("let now = Date()\nlet later = Date.now", [1, 2]),
        Sample("let now = Date()", [], path: "Sources/TesseraPremises/SystemClock.swift"),
        Sample("let a = Date(timeIntervalSince1970: 0)\nlet b = IssueDate()", []),
    ])
    func `reading the time is found`(sample: Sample) {
        #expect(WordRules.readingTheTime(in: sample.file).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("let a = unsafe getenv(\"A\")\nlet b = secure_getenv(\"B\")", [1, 2]),
        Sample("let a = ProcessInfo.processInfo.environment[\"A\"]", [1]),
        Sample("getenv(name)", [], path: "Sources/TesseraPremises/Environment.swift"),
        Sample("let a = environment(\"A\")\nlet b = process.environment // getenv()", []),
    ])
    func `reading the environment is found`(sample: Sample) {
        #expect(WordRules.readingTheEnvironment(in: sample.file).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("fatalError()", [1]),
        Sample("fatalError(\"\")\npreconditionFailure(\" \")", [1, 2]),
        Sample("fatalError(\"the disk lied\")\nfatalError(reason)", []),
    ])
    func `ending without a reason is found`(sample: Sample) {
        #expect(WordRules.silentEnd(in: sample.file).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("// TODO: a\nlet b = 1 // FIXME\n/* HACK */", [1, 2, 3]),
        Sample("/// Kept for now.\n///\n/// This is for\n/// now enough.", [1, 3]),
        Sample("This is not implemented.\n\nIt is Not yet implemented", [1, 3]),
        Sample("// XXX: odd", [1]),
        Sample("XXXX-XXXX, the code XXX, forty, for nowhere, before now", []),
    ])
    func `unfinished work is found`(sample: Sample) {
        #expect(WordRules.unfinishedWork(in: sample.text).map(\.line) == sample.lines)
    }

    @Test(arguments: [
        Sample("struct TokenManager {}\nenum A {}\nfinal class StringUtils {}", [1, 3]),
        Sample("struct Score {}\nstruct Encore {}\nprotocol Commonwealth {}", []),
        Sample("let a = \"struct Manager\"\nextension TokenManager {}", []),
        Sample("", [1], path: "Sources/TesseraModel/String+Extensions.swift"),
        Sample("", [1], path: "Sources/TesseraModel/Core.swift"),
        Sample("", [], path: "Sources/TesseraModel/Corner.swift"),
    ])
    func `names that say nothing are found`(sample: Sample) {
        #expect(NameRules.bannedNames(in: sample.file).map(\.line) == sample.lines)
    }

    // The samples are put together here, so that this file holds no such path itself.
    @Test(arguments: [
        ("cd /" + "home/ana/tessera", 1),
        ("/" + "work/main", 1),
        ("file: \"/" + "Users/ana\"", 1),
        ("https://example.org/" + "home/a", 0),
        ("~/" + "work/a, network/" + "home/b, $HOME/" + "opt/x", 0),
        ("/var/lib/tessera and /usr/share", 0),
    ])
    func `a path of one machine is found`(line: String, count: Int) {
        let file = TextFile(path: "docs/sample.md", text: "\n\(line)\n")

        #expect(MachinePathRules.machinePaths(in: file).map(\.line) == (count == 0 ? [] : [2]))
    }
}
