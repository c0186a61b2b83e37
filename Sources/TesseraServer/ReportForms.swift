import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraReports

/// In which form a report is answered.
enum ReportForm: String, CaseIterable, Sendable {
    case json, csv, svg

    /// Its media type.
    var type: String {
        switch self {
        case .json: "application/json"
        case .csv: "text/csv"
        case .svg: "image/svg+xml"
        }
    }

    /// The form that an Accept header likes best (RFC 9110, 12.5.1); JSON where it says nothing of
    /// ours, as the standard allows.
    ///
    /// - Parameter accept: The header's value.
    init(accept: String) {
        var best = (form: ReportForm.json, quality: 0)
        for form in ReportForm.allCases {
            let quality = ReportForm.quality(of: form.type, in: accept)
            if quality > best.quality { best = (form, quality) }
        }
        self = best.form
    }

    // In thousandths; the range that names the type most exactly decides.
    private static func quality(of type: String, in accept: String) -> Int {
        let family = String(type.prefix { $0 != "/" }) + "/*"
        var found = (exactness: -1, quality: 0)
        for range in accept.split(separator: ",") {
            let parts = range.split(separator: ";").map { part in
                part.filter { $0 != " " && $0 != "\t" }.lowercased()
            }
            guard let name = parts.first,
                let exactness = ["*/*", family, type].firstIndex(of: name),
                exactness > found.exactness
            else { continue }
            let weight = parts.first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
            found = (exactness, Int(1_000 * min(max(weight ?? 1, 0), 1)))
        }
        return found.quality
    }
}

extension ReportEndpoints {
    /// An endpoint that answers with a report.
    ///
    /// - Parameters:
    ///   - name: As `tessera report` names it, or nearly.
    ///   - summary: What it tells.
    ///   - parameters: What it depends on besides the book.
    ///   - about: What more there is to know.
    ///   - question: What is asked.
    /// - Returns: The endpoint, for the office alone.
    static func report(
        _ name: String, _ summary: String, _ parameters: [Endpoint.Parameter] = [],
        about: String = "",
        _ question: @escaping @Sendable (Call) throws -> ReportQuestion
    ) -> Endpoint {
        let more = about.isEmpty ? "" : "\(about) "
        return Endpoint(
            method: .get, path: "/v1/reports/\(name)", name: "report_\(name)", summary: summary,
            about: more + "What each figure means stands in its `notes` and in docs/reports.md. "
                + "For the office: a key that is bound to one place gets none.",
            part: .reports, access: .scope(.reports),
            parameters: parameters + [
                .query(
                    "format", .word(ReportForm.allCases.map(\.rawValue)),
                    "As Accept wants it if left away; json if that says nothing.")
            ],
            answers: [
                Endpoint.Answer(
                    status: 200, type: ReportForm.json.type,
                    otherTypes: [ReportForm.csv.type, ReportForm.svg.type],
                    about: "The report; CSV ends with the totals, SVG is its picture.",
                    shape: .named("report"), headers: [("Vary", "Accept")])
            ],
            run: { call in
                try call.caller.requireOffice(for: "reports")
                let form =
                    call.parameters["format"].flatMap { ReportForm(rawValue: $0) }
                    ?? ReportForm(accept: call.headers[.accept] ?? "")
                let question = try question(call)
                // One after the other: each reads the whole book.
                let report = try await call.house.readingRoom.pass {
                    try await call.counter.report(answering: question)
                }
                return try reply(report, as: form)
            })
    }

    private static func reply(_ report: Report, as form: ReportForm) throws -> Reply {
        let body: Reply.Content.Body
        switch form {
        case .json: body = .bytes(Array(JSONWriter.text(of: report).utf8))
        case .svg: body = .bytes(Array(try report.picture().utf8))
        case .csv:
            let pieces = CSVStream(report)
            body = .stream { await pieces.next() }
        }
        let charset = form == .csv ? "; charset=utf-8" : ""
        return Reply(
            headers: [("Vary", "Accept")],
            content: Reply.Content(type: form.type + charset, body: body))
    }

    static let exposure = Endpoint(
        method: .get, path: "/v1/reports/exposure", name: "report_exposure",
        summary: "What could be lost at most by devices that are without a network now",
        about: "For each device its limit for a day and the days since its last known record. A "
            + "key that is bound to one place sees the devices there.",
        part: .reports, access: .scope(.reports), parameters: Paging.parameters,
        answers: [.ok("A page of them, by device.", Paging.shape(of: .named("exposure")))],
        run: { call in
            let exposures = try await call.counter.exposure()
            return call.page(
                exposures.filter { call.mayRead($0.acceptor.id) }, by: \.device.id.text, \.value)
        })

    static let shapes: [(name: String, shape: Shape)] = [
        (
            "report",
            .record([
                .required("name", .text(upTo: 64)), .required("title", .text(upTo: 200)),
                .required("as_of", .time, "Up to when it counts."),
                .required(
                    "columns",
                    .list(
                        .record([
                            .required("name", .text(upTo: 200)),
                            .required("title", .text(upTo: 200)),
                            .required("unit", .word(Column.Unit.allCases.map(\.rawValue))),
                        ]))),
                .required("rows", .list(row, most: Int(Int32.max)), "By the names of columns."),
                .required("totals", .choice([row, .null]), "The last line of the table."),
                .required("notes", .list(.text(upTo: 2_000)), "How each figure is defined."),
            ])
        )
    ]

    private static let row = Shape.map(
        .choice([
            .number, .named("money"), .text(TextShape(least: 0, most: 10_000)), .null,
        ]))
}

/// A report as CSV, some thousand lines at a time.
private actor CSVStream {
    private var pieces: CSVPieces

    init(_ report: Report) { pieces = CSVPieces(of: report) }

    func next() -> [UInt8]? { pieces.next().map { Array($0.utf8) } }
}
