import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// Tables of vouchers, looked at and issued by the service.
struct SheetEndpointTests {
    private static let csv = "name,amount\\nAna,25.00\\nBudi,fifty\\nChi,10.00\\nDag,1.2.3\\n"

    private static func body(_ more: String = "") -> String {
        "{\"kind\":\"gift\",\"csv\":\"\(csv)\"\(more)}"
    }

    @Test
    func `a table is looked at row by row and nothing is issued`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.post, "/v1/sheet-checks", SheetEndpointTests.body())
            #expect(said.status == 200, "\(said.value.text)")
            #expect(said.value["rows"]?.integer == 4)
            #expect(said.value["count"]?.integer == 2)
            #expect(said.value["bad_rows"]?.integer == 2)
            let problems = said.value["problems"]?.array ?? []
            #expect(problems.compactMap { $0["row"]?.integer } == [3, 5])
            #expect(problems.compactMap { $0["fault"]?.string } == ["bad_amount", "bad_amount"])
            #expect(said.value["worth"]?.array?.first?["amount"]?.integer == 3_500)
            #expect(try await service.get("/v1/batches").value["items"]?.array?.isEmpty == true)
        }
    }

    @Test
    func `a table with bad rows is issued only if they are to be left`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let refused = try await service.post(
                "/v1/sheets", SheetEndpointTests.body(), named: "s-1")
            #expect(refused.code == "bad_rows")
            let skipping = SheetEndpointTests.body(",\"skip_bad\":true")
            let issued = try await service.post("/v1/sheets", skipping, named: "s-2")
            #expect(issued.status == 201, "\(issued.value.text)")
            #expect(issued.value["count"]?.integer == 2)
            #expect(issued.value["skipped"]?.integer == 2)
            #expect(issued.value["batches"]?.array?.count == 2)
            let again = try await service.post("/v1/sheets", skipping, named: "s-2")
            #expect(again.bytes == issued.bytes)
            let operation = issued.value["operation"]?.string ?? ""
            let codes = try await service.ask(
                .post, "/v1/sheet-codes",
                SheetEndpointTests.body(",\"skip_bad\":true,\"operation\":\"\(operation)\""))
            let lines = String(decoding: codes.bytes, as: UTF8.self).split(separator: "\n")
            #expect(lines[0] == "row,voucher,token,typed_code,name,amount")
            #expect(lines.dropFirst().map { $0.split(separator: ",")[4] } == ["Ana", "Chi"])
            #expect(lines.count == 3)
        }
    }

    @Test
    func `codes are given for the table that was issued and for no other`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let skipping = SheetEndpointTests.body(",\"skip_bad\":true")
            let issued = try await service.post("/v1/sheets", skipping, named: "s-1")
            let operation = issued.value["operation"]?.string ?? ""
            let other =
                "{\"kind\":\"gift\",\"csv\":\"amount\\n7.00\\n\",\"operation\":\"\(operation)\"}"
            let refused = try await service.ask(.post, "/v1/sheet-codes", other)
            #expect(refused.code == "idempotency_key_reused")
            let none = try await service.ask(
                .post, "/v1/sheet-codes",
                SheetEndpointTests.body(
                    ",\"skip_bad\":true,\"operation\":\"op_01HZZZZZZZZZZZZZZZZZZZZZZZ\""))
            #expect(none.status == 400)
        }
    }

    @Test
    func `what is no table is refused`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(
                .post, "/v1/sheet-checks", "{\"kind\":\"gift\",\"csv\":\"name,wert\\nAna,1\\n\"}")
            #expect(said.code == "not_a_table")
        }
    }
}
