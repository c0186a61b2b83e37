import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct VoucherEndpointTests {
    private static let gift =
        "{\"kind\":\"gift\",\"amount\":{\"amount\":5000,\"currency\":\"EUR\"}}"

    private static func issue(
        _ service: Asking, _ body: String = gift, named name: String = "i-1"
    ) async throws -> (voucher: String, token: String) {
        let said = try await service.post("/v1/vouchers", body, named: name)
        #expect(said.status == 201, "\(said.value.text)")
        let first = try #require(said.value["vouchers"]?.array?.first)
        return (first["voucher"]?.string ?? "", first["token"]?.string ?? "")
    }

    @Test
    func `issued twice under one name they are the same vouchers`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let first = try await service.post(
                "/v1/vouchers", VoucherEndpointTests.gift, named: "i-1")
            let again = try await service.post(
                "/v1/vouchers", VoucherEndpointTests.gift, named: "i-1")
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
        }
    }

    @Test
    func `a voucher is topped up, blocked, let go on, and tells its story`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let (voucher, token) = try await VoucherEndpointTests.issue(service)
            let path = "/v1/vouchers/\(voucher)"
            let more = try await service.post(
                "\(path)/changes", "{\"action\":\"top_up\",\"amount\":250}", named: "c-1")
            #expect(more.value["balance"]?["amount"]?.integer == 5_250)
            let blocked = try await service.post(
                "\(path)/changes", "{\"action\":\"block\",\"reason\":\"lost\"}", named: "c-2")
            #expect(blocked.value["standing"]?.string == "blocked")
            let refused = try await service.post(
                "/v1/redemptions", "{\"voucher\":\"\(token)\",\"all\":true}", named: "r-1")
            #expect(refused.status == 409)
            let unblocked = try await service.post(
                "\(path)/changes", "{\"action\":\"unblock\",\"reason\":\"found\"}", named: "c-3")
            #expect(unblocked.value["standing"]?.string == "active")
            let story = try await service.get(path)
            let events = (story.value["story"]?.array ?? []).compactMap { $0["event"]?.string }
            #expect(events == ["issued", "topped_up", "blocked", "refused", "unblocked"])
        }
    }

    @Test
    func `a lost voucher is replaced by one that holds what is left`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let (voucher, token) = try await VoucherEndpointTests.issue(service)
            let made = try await service.post("/v1/vouchers/\(voucher)/reissue", "{}", named: "x-1")
            #expect(made.status == 201)
            #expect(made.value["replaces"]?.string == voucher)
            let old = try await service.ask(.post, "/v1/checks", "{\"voucher\":\"\(token)\"}")
            #expect(old.status == 409)
            let new = try #require(made.value["token"]?.string)
            let worth = try await service.ask(.post, "/v1/checks", "{\"voucher\":\"\(new)\"}")
            #expect(worth.value["balance"]?["amount"]?.integer == 5_000)
        }
    }

    @Test
    func `a small rest is paid out where the policy says so`() async throws {
        let scene = try await ServerScene()
        _ = try await scene.counter.publish(
            """
            programme: harbour
            policy:
              cash_out_up_to: 5.00
            """, file: "harbour.yaml", operation: scene.ids.next())
        try await scene.serve { service in
            let small = "{\"kind\":\"gift\",\"amount\":{\"amount\":450,\"currency\":\"EUR\"}}"
            let (voucher, _) = try await VoucherEndpointTests.issue(service, small)
            let paid = try await service.post(
                "/v1/vouchers/\(voucher)/cash-out", "{}", named: "p-1")
            #expect(paid.status == 201, "\(paid.value.text)")
            #expect(paid.value["paid"]?["amount"]?.integer == 450)
        }
    }

    @Test
    func `a batch is there at once and its codes are streamed`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let body =
                "{\"kind\":\"discount\",\"campaign\":7,\"percent\":1500,\"count\":5000,"
                + "\"minimum\":{\"amount\":2000,\"currency\":\"EUR\"},\"label\":\"spring\"}"
            let issued = try await service.post("/v1/batches", body, named: "b-1")
            #expect(issued.status == 201)
            #expect(issued.value["count"]?.integer == 5_000)
            let batch = try #require(issued.value["batch"]?.string)
            #expect(try await service.get("/v1/batches/\(batch)").value == issued.value)
            let lines = try await service.get("/v1/batches/\(batch)/codes")
            #expect(lines.bytes.count { $0 == 10 } == 5_000)
            let table = try await service.get("/v1/batches/\(batch)/codes?format=csv")
            #expect(table.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(table.bytes.count { $0 == 10 } == 5_001)
            let last = String(decoding: lines.bytes, as: UTF8.self).split(separator: "\n").last
            let value = try JSONValue(reading: Array((last ?? "").utf8))
            let token = try #require(value["token"]?.string)
            let good = try await service.ask(.post, "/v1/checks", "{\"voucher\":\"\(token)\"}")
            #expect(good.value["voucher"] == value["voucher"])
        }
    }

    @Test
    func `pages show every batch once`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            for number in 1...5 {
                _ = try await VoucherEndpointTests.issue(service, named: "i-\(number)")
            }
            var seen: [String] = []
            var path = "/v1/batches?limit=2"
            while true {
                let page = try await service.get(path)
                seen += (page.value["items"]?.array ?? []).compactMap { $0["batch"]?.string }
                guard let next = page.value["next"]?.string else { break }
                path = "/v1/batches?limit=2&after=\(next)"
            }
            #expect(seen == ["bat_1", "bat_2", "bat_3", "bat_4", "bat_5"])
            #expect(try await service.get("/v1/batches?limit=0").status == 400)
        }
    }

    @Test(arguments: [
        ("{\"kind\":\"gift\"}", "/amount"),
        (
            "{\"kind\":\"gift\",\"percent\":5,\"amount\":{\"amount\":1,\"currency\":\"EUR\"}}",
            "/percent"
        ),
        ("{\"kind\":\"gift\",\"amount\":{\"amount\":1,\"currency\":\"ZZZ\"}}", "/amount/currency"),
        ("{\"kind\":\"discount\",\"campaign\":7}", "/percent"),
        ("{\"kind\":\"discount\",\"percent\":100}", "/campaign"),
        ("{\"kind\":\"entitlement\",\"campaign\":9}", "/terms"),
        ("{\"kind\":\"coat\"}", "/kind"),
    ])
    func `what a voucher lacks is told by its place`(body: String, pointer: String) async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.post("/v1/vouchers", body, named: "i-1")
            #expect(said.status == 400)
            #expect(said.value["pointer"]?.string == pointer)
        }
    }

    @Test
    func `several vouchers cover a basket, and the till puts all of it back`() async throws {
        let scene = try await ServerScene()
        let tokens = [try await scene.gift(cents: 1_500), try await scene.gift(cents: 4_000)]
        try await scene.serve { service in
            let covered = try await service.post(
                "/v1/baskets",
                "{\"vouchers\":[\"\(tokens[0])\",\"\(tokens[1])\"],"
                    + "\"due\":{\"amount\":4000,\"currency\":\"EUR\"}}", named: "k-1")
            #expect(covered.status == 201)
            #expect(covered.value["redemptions"]?.array?.count == 2)
            let basket = try #require(covered.value["basket"]?.string)
            let back = try await service.post(
                "/v1/redemptions/\(basket)/undo", "{}", named: "u-1")
            #expect(back.status == 201)
            #expect(back.value["reversals"]?.array?.count == 2)
        }
    }
}
