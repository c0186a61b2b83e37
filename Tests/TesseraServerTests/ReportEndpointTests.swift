import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraReports
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct ReportEndpointTests {
    /// A report's address behind `/v1/reports/`, and its rows; written down, none reckoned here.
    struct Expected: Sendable, CustomTestStringConvertible {
        let path: String
        let rows: String
        var testDescription: String { path }
    }

    @Test(arguments: Expected.all)
    func `a report is answered with the figures of the book`(expected: Expected) async throws {
        let scene = try await ServerScene()
        try await scene.trade()
        try await scene.serve { service in
            let said = try await service.get("/v1/reports/\(expected.path)")
            #expect(said.status == 200)
            #expect(said.headers[.contentType] == "application/json")
            #expect(said.value["as_of"]?.string == Sample.noon.rfc3339)
            // A member's number is drawn anew for each book.
            let rows = said.value["rows"]?.text.replacing(#/mem_[0-9]+/#, with: "mem_0")
            #expect(rows == expected.rows)
        }
    }

    @Test
    func `a report is to the byte what the command writes`() async throws {
        let scene = try await ServerScene()
        try await scene.trade()
        let question = ReportQuestion.redemptions(by: .label, campaign: nil, in: .all)
        let report = try await scene.counter.report(answering: question)
        try await scene.serve { service in
            let said = try await service.get("/v1/reports/redemptions?by=label")
            #expect(said.text == JSONWriter.text(of: report))
        }
    }
}

/// How reports are asked for, and who gets none.
struct ReportAskingTests {
    @Test
    func `CSV and the picture come where format or Accept wants them`() async throws {
        let scene = try await ServerScene()
        try await scene.trade()
        try await scene.serve { service in
            let csv = try await service.get("/v1/reports/nps?format=csv")
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(
                csv.text == """
                    channel,answers,promoters,passives,detractors,score\r
                    mail,2,1,0,1,0.00\r
                    total,2,1,0,1,0.00\r

                    """)
            let accepted = try await service.ask(
                .get, "/v1/reports/nps", nil, [.accept: "text/csv, application/json;q=0.9"])
            #expect(accepted.bytes == csv.bytes)
            #expect(accepted.headers[.vary] == "Accept")
            let picture = try await service.ask(
                .get, "/v1/reports/expiry", nil, [.accept: "image/*"])
            #expect(picture.headers[.contentType] == "image/svg+xml")
            #expect(picture.text.hasPrefix("<svg xmlns="))
            let named = try await service.ask(
                .get, "/v1/reports/nps?format=json", nil, [.accept: "text/csv"])
            #expect(named.headers[.contentType] == "application/json")
        }
    }

    @Test(arguments: [
        ("", ReportForm.json), ("*/*", .json), ("text/html", .json), ("text/csv", .csv),
        ("text/csv;q=0.2, application/json", .json), ("application/json;q=0, */*", .csv),
        ("TEXT/CSV ; q=1, image/svg+xml;q=0.9", .csv), ("image/svg+xml", .svg),
        ("text/*;q=0.5, application/json;q=0.4", .csv),
    ])
    func `an Accept header is weighed as the standard says`(header: String, form: ReportForm) {
        #expect(ReportForm(accept: header) == form)
    }

    @Test
    func `a long report is streamed in pieces that are the whole`() throws {
        let columns = [Column("n", .count)]
        let report = Report(
            name: "n", title: "N", asOf: Sample.noon, columns: columns,
            rows: (1...5).map { [.integer($0)] }, totals: [.integer(15)], notes: [])
        #expect(
            Array(CSVPieces(of: report, rowCount: 2))
                == ["n\r\n1\r\n2\r\n", "3\r\n4\r\n", "5\r\n15\r\n"])
        let none = Report(
            name: "n", title: "N", asOf: Sample.noon, columns: columns, rows: [], notes: [])
        #expect(Array(CSVPieces(of: none)) == ["n\r\n"])
    }

    @Test(arguments: [
        ("redemptions?since=2026-12-01&until=2026-11-01", 400, "days_reversed"),
        ("redemptions?since=yesterday", 400, "request_unfit"),
        ("redemptions?by=colour", 400, "request_unfit"),
        ("redemptions?campaign=stamp", 404, "unknown_campaign"),
        ("redemptions?bye=day", 400, "request_unfit"),
        ("redemptions?by=day&by=label", 400, "request_unfit"),
        ("batches", 400, "request_unfit"),
        ("batches?batch=HN-03:15", 400, "request_unfit"),
        ("batches?batch=HN-03:flyer:15.00", 400, "request_unfit"),
        ("batches?batch=HN-03:flyer:-1", 400, "request_unfit"),
        ("batches?batch=HN-03:flyer:1&batch=HN-03:card:2", 400, "batch_twice"),
        ("tax", 400, "request_unfit"), ("tax?vat_basis_points=0", 400, "request_unfit"),
        ("cohorts?months=37", 400, "request_unfit"),
        ("tiers?ladder=teir", 404, "unknown_ladder"),
        ("tiers?since=2027-01-01", 400, "day_to_come"),
        ("cases?format=svg", 404, "nothing_to_draw"),
        ("costs?acquisition=-1", 400, "request_unfit"), ("revenue", 404, "unknown_path"),
    ])
    func `a question that does not fit says why`(
        path: String, status: Int, code: String
    ) async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        try await scene.serve { service in
            let said = try await service.get("/v1/reports/\(path)")
            #expect(said.status == status)
            #expect(said.code == code)
        }
    }

    @Test
    func `no report is told to a partner's key, nor without the scope`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            for endpoint in ReportEndpoints.all where endpoint.name != "report_exposure" {
                let path = endpoint.name == "report_tax" ? "?vat_basis_points=1" : ""
                let said = try await service.get(endpoint.path + path, as: "bakery")
                #expect(said.status == 403)
                #expect(said.code == "place_not_yours")
                let checks = try await service.get(endpoint.path, as: "checks")
                #expect(checks.status == 403)
                #expect(checks.code == "scope_missing")
            }
        }
    }

    @Test
    func `a partner sees what could be lost by its own devices`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            _ = try await scene.till("till-7", service)
            try await service.post("/v1/partners", "{\"partner\":\"cafe-sol\"}", named: "p-2")
            try await service.post(
                "/v1/devices", "{\"device\":\"sol-1\",\"at\":\"cafe-sol\"}", named: "d-1")
            let all = try await service.get("/v1/reports/exposure?limit=1")
            #expect(all.item(0)?["device"]?.string == "sol-1")
            #expect(all.value["next"]?.string == "sol-1")
            let own = try await service.get("/v1/reports/exposure", as: "bakery")
            #expect(own.value["items"]?.array?.count == 1)
            #expect(own.item(0)?["device"]?.string == "till-7")
            #expect(own.item(0)?["days"]?.integer == 1)
            #expect(own.item(0)?["now"]?["amount"]?.integer == 10_000)
            #expect(own.item(0)?["uses_now"]?.integer == 10)
        }
    }

    @Test
    func `a shop without a programme has reports of its vouchers`() async throws {
        let scene = try await ServerScene()
        _ = try await scene.gift(cents: 5_000)
        try await scene.serve { service in
            let said = try await service.get("/v1/reports/expiry")
            #expect(
                said.value["rows"]?.text
                    == #"[{"amount":{"amount":5000,"currency":"EUR"},"month":"2027-12","#
                    + #""of":"EUR","pieces":1}]"#)
            let none = try await service.get("/v1/reports/tiers")
            #expect(none.status == 404)
            #expect(none.code == "unknown_ladder")
        }
    }

    @Test
    func `numbers with decimals are read where they are wanted, and nowhere else`() throws {
        let bytes = Array("[1.22,-0.05,7]".utf8)
        let read = try JSONValue(reading: bytes, decimals: true)
        #expect(
            read
                == .array([.decimal(122, digits: 2), .decimal(-5, digits: 2), .integer(7)]))
        #expect(read.text == "[1.22,-0.05,7]")
        #expect(throws: RequestError.bodyNotJSON) { try JSONValue(reading: bytes) }
    }
}
