import ArgumentParser
import TesseraAnswers
import TesseraModel

/// `tessera doctor`: what is wrong with this installation, and how to mend it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for anything wrong with this installation, and say how to mend it.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        var examination = Examination(shop: shop)
        var problems = 0
        for check in Examination.checks {
            let result = examination.result(of: check)
            speech.answer(result.value(check.name), result.lines(check.name, speech))
            if result.isProblem { problems += 1 }
        }
        if problems > 0 { throw ExitCode(ErrorKind.misconfigured.exitStatus) }
    }
}

/// What came of one check.
enum CheckResult {
    /// It is as it should be; what was seen.
    case good(String)
    /// Something is wrong: what, its code and how to mend it.
    case problem(String, code: String, remedy: String?)
    /// It could not be looked at, because of an earlier problem.
    case skipped

    /// A problem that an error explains.
    init(_ error: any ExplainedError) {
        self = .problem(error.message, code: error.code, remedy: error.hint)
    }

    /// Whether something is wrong.
    var isProblem: Bool {
        if case .problem = self { true } else { false }
    }

    fileprivate func value(_ name: String) -> JSONValue {
        switch self {
        case .good(let seen):
            .record(
                ("check", .string(name)), ("code", .string("good")), ("message", .string(seen)))
        case .problem(let what, let code, let remedy):
            .record(
                ("check", .string(name)), ("code", .string(code)), ("message", .string(what)),
                ("hint", remedy.map { .string($0) }))
        case .skipped: .record(("check", .string(name)), ("code", .string("skipped")))
        }
    }

    fileprivate func lines(_ name: String, _ speech: Speech) -> [String] {
        let label = name + String(repeating: " ", count: max(0, 10 - name.count))
        switch self {
        case .good(let seen): return ["\(speech.painted("✓", .green)) \(label)\(seen)"]
        case .skipped: return ["– \(label)not looked at, because of the above"]
        case .problem(let what, let code, let remedy):
            let line = "\(speech.painted("✗", .red)) \(label)\(what)  [\(code)]"
            return [line] + (remedy.map { ["            \($0)"] } ?? [])
        }
    }
}
