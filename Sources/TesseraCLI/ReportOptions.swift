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
    /// - Parameter make: Makes the report.
    /// - Throws: ``CLIError/usage(_:hint:)`` if two forms were asked for on standard output;
    ///   ``CLIError/nothingToDraw(_:)``; ``CLIError/fileUnwritable(_:reason:)``; what can be wrong
    ///   with the data folder; what `make` throws.
    func report(
        _ make: @escaping @Sendable (ReportInput, Counter) async throws -> Report
    ) throws {
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
        let report = try shop.atCounter(.reading) { counter in
            try await make(try await counter.reportInput(), counter)
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

        func text(of report: Report) throws(CLIError) -> String {
            switch self {
            case .csv: return CSVWriter.text(of: report)
            case .svg:
                guard let text = SVGWriter.text(of: report) else {
                    throw .nothingToDraw(report.title)
                }
                return text
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
            if let first, let last, last < first {
                throw CLIError.usage(
                    "The last day, \(last.text), is before the first, \(first.text).",
                    hint: "Give --since a day that is not after --until.")
            }
            return Span(first: first, last: last)
        }
    }
}
