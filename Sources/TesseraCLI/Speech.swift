import Glibc
import TesseraAnswers
import TesseraModel
import TesseraPremises

// Rules of speech for the whole program. Standard output carries answers and data, standard error
// talks. A problem is said in a line with its code, a line for every further reason, and a line for
// what to do next.
// With --json every answer is one object on a line.

/// Where the program speaks, and nowhere else.
struct Speech {
    /// Whether answers are for programs.
    let json: Bool
    /// How moments are told.
    var telling = Telling.absolute
    /// Whether colours are shown.
    let colours: Bool

    /// When colours are used.
    enum Colouring: String, CaseIterable, Sendable {
        case auto, always, never
    }

    /// Speech for a terminal, a pipe or a program.
    init(json: Bool, colouring: Colouring = .auto) {
        self.json = json
        switch colouring {
        case .always: colours = true
        case .never: colours = false
        case .auto: colours = Speech.terminalTakesColours
        }
    }

    /// Returns whether a person sees standard output.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Returns whether standard output shows colours and nobody asked for none.
    static var terminalTakesColours: Bool {
        isTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
    }

    /// Says a line of an answer.
    func say(_ line: String) { Output.standard.write(line + "\n") }

    /// Says an answer: an object for programs, lines for people.
    func answer(_ object: @autoclosure () -> JSONValue, _ lines: @autoclosure () -> [String]) {
        if json { say(object().text) } else { for line in lines() { say(line) } }
    }

    /// Says that something was accepted.
    func accepted(_ what: String) -> String {
        "\(painted("✓ Accepted", .green))  \(what)"
    }

    /// A line's first words in a colour, if colours are shown.
    func painted(_ text: String, _ colour: Colour) -> String {
        colours ? "\u{1B}[1;\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// The colours of answers; each goes with a sign and a word, never alone.
    enum Colour: Int { case red = 31, green = 32, yellow = 33 }

    /// The lines of an answer that is not a yes.
    func refusal(_ error: any ExplainedError) -> [String] {
        let colour: Colour = error.kind == .unavailable ? .yellow : .red
        let head = painted("✗ \(error.word)", colour)
        let first = error.headline
        var lines = ["\(head): \(first.message(told: telling))  [\(error.code)]"]
        for reason in error.allReasons.dropFirst() {
            lines.append("  Also: \(reason.message(told: telling))  [\(reason.code)]")
        }
        if let hint = error.hint { lines.append("  \(hint)") }
        return lines
    }

    /// Says on standard output that the answer is not a yes, and what else belongs to it.
    func refuse(
        _ error: any ExplainedError, beside members: [(String, JSONValue?)] = [],
        _ lines: [String] = []
    ) {
        answer(
            JSONValue.problem(error, told: telling).with(members), refusal(error) + lines)
    }

    /// Says on standard error what went wrong.
    func complain(_ error: any ExplainedError) {
        let lines = json ? [JSONValue.problem(error, told: telling).text] : refusal(error)
        Output.standard.flush()
        for line in lines { Output.error.write(line + "\n") }
    }

    /// Says a list to people; programs were told its items one by one.
    ///
    /// - Parameters:
    ///   - table: The items.
    ///   - remark: What is said where there is none.
    func say(_ table: Table, ifEmpty remark: String) {
        if json { return }
        for line in table.lines() { say(line) }
        if table.rows.isEmpty { self.remark(remark) }
    }

    /// Says something on standard error that is not part of the answer.
    func remark(_ line: String) {
        Output.standard.flush()
        Output.error.write(line + "\n")
    }
}

/// A stream of the process, written in large pieces.
final class Output: @unchecked Sendable {
    // Unchecked: the program speaks from one thread, the one that runs the command.
    static let standard = Output(STDOUT_FILENO, capacity: 1 << 16)
    static let error = Output(STDERR_FILENO, capacity: 0)

    private let descriptor: Int32
    private let capacity: Int
    private var pending: [UInt8] = []

    private init(_ descriptor: Int32, capacity: Int) {
        self.descriptor = descriptor
        self.capacity = capacity
        // A command may end anywhere; what was said is said.
        if capacity > 0 { atexit { Output.standard.flush() } }
    }

    /// Writes text; on a terminal at once.
    func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes bytes.
    func write(_ bytes: [UInt8]) {
        pending += bytes
        if pending.count >= capacity { flush() }
    }

    /// Hands everything to the system.
    func flush() {
        var rest = pending[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            // Nobody listens any more; what was booked stays booked, so there is nothing to save.
            guard written > 0 else { break }
            rest = rest.dropFirst(written)
        }
        pending.removeAll(keepingCapacity: true)
    }
}
