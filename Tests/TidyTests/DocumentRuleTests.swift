import Testing

/// The comparisons between code and documents, shown both sides of a difference.
struct DocumentRuleTests {
    private let errors = Sample(
        """
        enum TokenError {
            case truncated, expired
            package var code: String {
                switch self {
                case .truncated: "truncated"
                case .expired: "expired"
                }
            }
            var message: String { "no_code" }
        }
        """, [], path: "Sources/TesseraToken/TokenError.swift")

    @Test func `a code without a heading is found`() {
        let document = TextFile(path: "docs/errors.md", text: "# E\n\n## `truncated`\n\nText.\n")

        let found = ErrorCodeRules.unexplained(in: errors.file, document: document)

        #expect(found.map(\.line) == [6])
    }

    @Test func `a heading without a code or a paragraph is found`() {
        let text =
            "## `truncated`\n\nA.\n\n## `expired`\n\n## `gone`\n\nB.\n\n## `truncated`\n\nC.\n"
        let document = TextFile(path: "docs/errors.md", text: text)

        let found = ErrorCodeRules.idleHeadings(in: document, codes: ["truncated", "expired"])

        #expect(found.map(\.line) == [5, 7, 11])
    }

    @Test(arguments: [
        Sample("enum A: ExplainedError {}", [1]),
        Sample("extension A: Sendable, ExplainedError {}", [1]),
        Sample("protocol ExplainedError: Error {}", []),
        Sample("func a(_ b: any ExplainedError) {}\nfunc c<A: ExplainedError>(_ a: A) {}", []),
        Sample("enum A: ExplainedError {}", [], path: "Sources/TesseraToken/TokenError.swift"),
    ])
    func `an error outside a file of errors is found`(sample: Sample) {
        #expect(ErrorCodeRules.hiddenErrors(in: sample.file).map(\.line) == sample.lines)
    }

    private let commands = Sample(
        """
        @main struct Tessera: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "tessera", subcommands: [Check.self, Voucher.self])
        }
        protocol CounterCommand: AsyncParsableCommand {}
        struct Check: CounterCommand { func run() {} }
        struct Voucher: ParsableCommand {
            static let configuration = CommandConfiguration(
                subcommands: [BulkIssue.self, Show.self])
            struct BulkIssue: CounterCommand { func run() {} }
        }
        extension Voucher {
            struct Show: ParsableCommand {
                static let configuration = CommandConfiguration(commandName: "look")
            }
        }
        struct Options: ParsableArguments {}
        """, [], path: "Sources/TesseraCLI/Sample.swift")

    @Test(arguments: [
        ("", [6, 10, 13]),
        ("$ tessera check T\n$ cat a | tessera --data b voucher bulk-issue -\n", [13]),
        ("check\n$ tessera help check\n$ tessera voucher look > a\n", [6, 10]),
        ("$ tessera voucher\n$ echo check\n", [6, 10, 13]),
    ])
    func `a command without a transcript is found`(transcript: String, lines: [Int]) {
        let file = TextFile(path: "a.transcript", text: transcript)

        let found = CommandRules(files: [commands.file]).unshown(in: [file])

        #expect(found.map(\.line) == lines)
    }

    @Test func `without commands nothing needs a transcript`() {
        #expect(CommandRules(files: []).unshown(in: []) == [])
    }

    private let promises = TextFile(
        path: "docs/token-format.md",
        text: """
            # Format

            - **T1** Text.
            - **T2** Bits.
            - **T3** Header.
            - **T4** Kinds.

            ## Not yet in this build

            T3–T4 wait for the partners.
            """)

    @Test(arguments: [
        Sample("/// - Source: T1, T2.\nlet a = \"T9\"", []),
        Sample("// See T1–T9.\nlet b = 1 // R2", [1, 2]),
        Sample("// TZ1, RT1, T1a, 0xT1, T100", []),
    ])
    func `a promise nobody made is found`(sample: Sample) {
        let found = PromiseRules.unknown(in: sample.file, documents: [promises])

        #expect(found.map(\.line) == sample.lines)
    }

    @Test(arguments: [
        (["T1", "T2"], []),
        (["T1"], [4]),
        (["T1", "T2", "T3"], [5]),
        ([], [3, 4]),
    ])
    func `a promise nobody proves is found`(cited: [String], lines: [Int]) {
        #expect(PromiseRules.unproven(in: promises, cited: Set(cited)).map(\.line) == lines)
    }
}
