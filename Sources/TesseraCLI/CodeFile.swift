import Glibc
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraPremises

/// A file of codes being written: one line a voucher, in the form that its name asks for.
///
/// Written under another name and renamed when it is whole; a run that was cut off leaves only that
/// other name behind, and the one that goes on uses it again.
struct CodeFile: ~Copyable {
    /// What a line looks like.
    enum Form {
        /// One JSON object a line.
        case jsonLines
        /// Comma-separated values with a line of column names.
        case csv
        /// The token alone.
        case text

        /// The form that a file's name asks for: `.csv`, `.txt`, and JSON lines for all others.
        init(path: String) {
            if path.hasSuffix(".csv") {
                self = .csv
            } else {
                self = path.hasSuffix(".txt") ? .text : .jsonLines
            }
        }
    }

    /// How much is gathered before the system is asked to take it.
    private static let pieceByteCount = 1 << 18

    // `nil` for standard output.
    private let draft: DraftFile?
    private let form: Form
    private let columns: [String]
    private var pending: [UInt8] = []

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: The file, or `-` for standard output.
    ///   - columns: The names of the cells that go with each voucher.
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``.
    init(_ path: String, columns: [String]) throws(CLIError) {
        self.columns = columns.map { CodeFile.ownColumns.contains($0) ? "csv_\($0)" : $0 }
        form = Form(path: path)
        draft = path == "-" ? nil : try DraftFile(for: path, isResumed: true)
        pending.reserveCapacity(CodeFile.pieceByteCount + 4_096)
        if form == .csv {
            appendCSV(CodeFile.ownColumns + self.columns)
        }
    }

    private static let ownColumns = ["number", "voucher", "token", "typed_code"]

    /// Appends a voucher's line.
    ///
    /// - Parameters:
    ///   - number: From 1.
    ///   - codes: The codes of its batch.
    ///   - index: Its index in the batch.
    ///   - cells: The cells that go with it, one for each column.
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``; ``CryptoError`` of suite 2.
    mutating func append(
        number: Int, _ codes: inout BatchCodes, index: Int, cells: [String]
    ) throws {
        switch form {
        case .text: try codes.appendToken(at: index, to: &pending)
        case .jsonLines:
            pending += "{\"number\":\(number),\"voucher\":\"".utf8
            codes.appendVoucher(at: index, to: &pending)
            pending += "\",\"token\":\"".utf8
            try codes.appendToken(at: index, to: &pending)
            pending += "\",\"typed_code\":\"".utf8
            codes.appendTypedCode(at: index, to: &pending)
            pending.append(UInt8(ascii: "\""))
            for (name, cell) in zip(columns, cells) {
                pending.append(UInt8(ascii: ","))
                JSONValue.string(name).append(to: &pending)
                pending.append(UInt8(ascii: ":"))
                JSONValue.string(cell).append(to: &pending)
            }
            pending.append(UInt8(ascii: "}"))
        case .csv:
            pending += "\(number),".utf8
            codes.appendVoucher(at: index, to: &pending)
            pending.append(UInt8(ascii: ","))
            try codes.appendToken(at: index, to: &pending)
            pending.append(UInt8(ascii: ","))
            codes.appendTypedCode(at: index, to: &pending)
            for cell in cells {
                pending.append(UInt8(ascii: ","))
                CSVText.append(cell, to: &pending)
            }
        }
        pending.append(UInt8(ascii: "\n"))
        if pending.count >= CodeFile.pieceByteCount { try flush() }
    }

    private mutating func appendCSV(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { pending.append(UInt8(ascii: ",")) }
            CSVText.append(cell, to: &pending)
        }
        pending.append(UInt8(ascii: "\n"))
    }

    private mutating func flush() throws(CLIError) {
        if let draft {
            try draft.write(pending)
        } else {
            try Files.put(pending, to: STDOUT_FILENO, path: "standard output")
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// Puts the whole file in its place.
    ///
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``.
    consuming func finish() throws(CLIError) {
        try flush()
        try draft?.finish()
    }
}
