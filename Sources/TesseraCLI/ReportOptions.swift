import ArgumentParser
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises
import TesseraReports

/// Where a report goes besides the terminal.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write it as CSV to this file, which is replaced; - for standard output.",
            valueName: "file"))
    var csv: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write its picture as SVG to this file, which is replaced; - for standard output.",
            valueName: "file"))
    var svg: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    /// Reads the book, makes a report of it, and hands it out in the forms that were asked for.
    ///
    /// - Parameter question: Which report.
    /// - Throws: ``CLIError/usage(_:hint:)`` if two forms were asked for on standard output, or for
    ///   options that do not go together; ``CLIError/fileUnwritable(_:reason:)``; what can be wrong
    ///   with the data folder; as ``Counter/report(answering:)``.
    func report(_ question: ReportQuestion) throws {
        guard [csv == "-", svg == "-", speaking.json].count(where: { $0 }) < 2 else {
            throw CLIError.usage(
                "Two forms of the report were asked for on standard output.",
                hint: "Name a file in place of -, or leave --json away.")
        }
        // Begun before the book is read, so that nobody waits for a file that cannot be written.
        let forms = try [(csv, Form.csv), (svg, Form.svg)].compactMap { path, form in
            try path.map { path in
                (path, form, path == "-" ? nil : try DraftFile(for: path))
            }
        }
        let report: Report
        do {
            report = try shop.atCounter(.reading) { counter in
                try await counter.report(answering: question)
            }
        } catch let error as ReportError {
            throw CLIError.usage(of: error) ?? error
        }
        let speech = speaking.speech
        for (path, form, draft) in forms {
            let text = try form.text(of: report)
            try draft?.write(Array(text.utf8))
            try draft?.finish()
            if draft == nil {
                Output.standard.write(text)
            } else {
                speech.remark("Written: \(path)")
            }
        }
        guard csv != "-", svg != "-" else { return }
        Output.standard.write(
            speech.json ? JSONWriter.text(of: report) : TextTable.text(of: report))
    }

    private enum Form {
        case csv, svg

        func text(of report: Report) throws(ReportError) -> String {
            switch self {
            case .csv: CSVWriter.text(of: report)
            case .svg: try report.picture()
            }
        }
    }
}

/// On which days a report counts.
struct SpanOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The first day that counts, 2026-11-01; all if not said.", valueName: "day"))
    var since: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The last day that counts; today if not said.", valueName: "day"))
    var until: String?

    /// The days that were asked for.
    ///
    /// - Throws: ``ModelError/day(_:)``; ``CLIError/usage(_:hint:)`` if the last is before the
    ///   first.
    var span: Span {
        get throws {
            let first = try since.map(ValidityOptions.day)
            let last = try until.map(ValidityOptions.day)
            do throws(ReportError) {
                return try Span(from: first, through: last)
            } catch {
                throw CLIError.usage(of: error) ?? error
            }
        }
    }
}

extension CLIError {
    /// A question that does not go together, as wrong usage with the options' names.
    ///
    /// - Parameter error: What is wrong with it.
    /// - Returns: `nil` for what is an answer of its own.
    fileprivate static func usage(of error: ReportError) -> CLIError? {
        switch error {
        case .severalLadders(let names):
            .usage(
                error.message, hint: "Name one with --ladder: \(names.joined(separator: ", "))")
        case .daysReversed:
            .usage(error.message, hint: "Give --since a day that is not after --until.")
        case .dayToCome: .usage(error.message, hint: "Give an earlier --since.")
        case .batchTwice: .usage(error.message, hint: "Name each label once.")
        case .unknownLadder, .nothingToDraw: nil
        }
    }
}
