import TesseraCrypto
import TesseraModel
import TesseraOperations
import TesseraPremises

/// One run of `voucher bulk` that leads to a file, safe to cut off anywhere.
///
/// The operation's id is on the disk before anything is issued, and goes only after the whole file
/// is in its place; a run that goes on asks for the same vouchers and writes the same codes.
///
/// - Source: L3, F18.
struct BulkRun: Sendable {
    /// The operation that issues.
    let operation: OperationID
    private let out: String
    private var note: String { "\(out).operation" }

    /// Begins a run, or goes on with one.
    ///
    /// - Parameters:
    ///   - out: Where the codes go; `-` for standard output.
    ///   - resume: Whether to go on with a run that was cut off.
    ///   - named: The operation id of the command line.
    ///   - derived: The operation that a table stands for.
    ///   - clock: For a new operation id.
    /// - Throws: ``CLIError/fileExists(_:)``, ``CLIError/unfinishedFile(_:)``,
    ///   ``CLIError/nothingToResume(_:)``; ``ModelError/name(_:of:example:)``.
    init(
        out: String, resume: Bool, named: OperationOptions, derived: OperationID?,
        clock: any WallClock
    ) throws {
        self.out = out
        let fresh = try named.given ?? derived ?? OperationID.new(at: clock.now(), SystemChance())
        guard out != "-" else {
            operation = fresh
            return
        }
        let note = "\(out).operation"
        let wasCutOff = Files.exists(note)
        guard resume || !wasCutOff else { throw CLIError.unfinishedFile(out) }
        guard !resume || wasCutOff else { throw CLIError.nothingToResume(out) }
        if wasCutOff {
            let text = String(decoding: try Files.bytes(note, most: 64), as: UTF8.self).trimmed
            guard let noted = OperationID(text) else {
                throw ModelError.name(text, of: "an operation", example: fresh.text)
            }
            operation = noted
        } else {
            guard !Files.exists(out) else { throw CLIError.fileExists(out) }
            operation = fresh
            try Files.write(Array("op_\(fresh.text)\n".utf8), to: note)
        }
    }

    /// Takes the note back of a run that issued nothing.
    func abandon() {
        if out != "-" { Files.remove(note) }
    }

    /// Writes the file.
    ///
    /// - Parameters:
    ///   - plan: What was issued.
    ///   - codes: The codes of the batches, in the order of the plan's wishes.
    ///   - clock: For the progress line.
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``; the run can be resumed then.
    func write(_ plan: BulkPlan, _ codes: [BatchCodes], clock: any WallClock) throws {
        var codes = codes
        var file = try CodeFile(out, columns: plan.columns)
        var progress = Progress("Writing", total: plan.count, clock: clock)
        if let rows = plan.rows {
            for (done, row) in rows.enumerated() {
                try file.append(
                    number: done + 1, &codes[row.wish], index: row.index, cells: row.cells)
                if done & 0xFFF == 0 { progress.report(done) }
            }
        } else {
            for index in 0..<plan.count {
                try file.append(number: index + 1, &codes[0], index: index, cells: [])
                if index & 0xFFF == 0 { progress.report(index) }
            }
        }
        try file.finish()
        progress.finish()
        if out != "-" { Files.remove(note) }
    }
}
