import HTTPTypes
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct TillEndpointTests {
    @Test
    func `a gift card is checked, taken once, and the same answer comes again`() async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 5_000)
        try await scene.serve { service in
            let checked = try await service.ask(.post, "/v1/checks", "{\"voucher\":\"\(token)\"}")
            #expect(checked.status == 200)
            #expect(checked.value["balance"]?["amount"]?.integer == 5_000)
            let body =
                "{\"voucher\":\"\(token)\",\"amount\":{\"amount\":1250,\"currency\":\"EUR\"}}"
            let first = try await service.post("/v1/redemptions", body, named: "r-1")
            #expect(first.status == 201)
            #expect(first.value["balance"]?["amount"]?.integer == 3_750)
            #expect(first.headers[.idempotentReplayed] == nil)
            let again = try await service.post("/v1/redemptions", body, named: "r-1")
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
            let other =
                "{\"voucher\":\"\(token)\",\"amount\":{\"amount\":1251,\"currency\":\"EUR\"}}"
            let reused = try await service.post("/v1/redemptions", other, named: "r-1")
            #expect(reused.status == 422)
            #expect(reused.code == "idempotency_key_reused")
        }
    }

    @Test
    func `another currency is refused by name`() async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 5_000)
        try await scene.serve { service in
            let said = try await service.post(
                "/v1/redemptions",
                "{\"voucher\":\"\(token)\",\"amount\":{\"amount\":1250,\"currency\":\"USD\"}}",
                named: "r-1")
            #expect(said.status == 409)
            #expect(said.code == "currency_mismatch")
        }
    }

    @Test
    func `a hold is captured in part and a redemption put back`() async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 5_000)
        try await scene.serve { service in
            let held = try await service.post(
                "/v1/holds",
                "{\"voucher\":\"\(token)\",\"amount\":{\"amount\":2000,\"currency\":\"EUR\"}}",
                named: "h-1")
            #expect(held.status == 201)
            let hold = try #require(held.value["hold"]?.string)
            let taken = try await service.post(
                "/v1/holds/\(hold)/capture",
                "{\"amount\":{\"amount\":1500,\"currency\":\"EUR\"}}", named: "c-1")
            #expect(taken.status == 201)
            #expect(taken.value["balance"]?["amount"]?.integer == 3_500)
            let redemption = try #require(taken.value["redemption"]?.string)
            let story = try await service.get("/v1/redemptions/\(redemption)")
            #expect(story.value["event"]?.string == "redeemed")
            let back = try await service.post(
                "/v1/redemptions/\(redemption)/reversals", "{\"reason\":\"wrong article\"}",
                named: "b-1")
            #expect(back.status == 201)
            #expect(back.value["balance"]?["amount"]?.integer == 5_000)
            let released = try await service.post(
                "/v1/holds/\(hold)/release", "{}", named: "x-1")
            #expect(released.status == 409)
            let other = try await service.post(
                "/v1/holds",
                "{\"voucher\":\"\(token)\",\"amount\":{\"amount\":2000,\"currency\":\"EUR\"}}",
                named: "h-2")
            let second = try #require(other.value["hold"]?.string)
            let given = try await service.post(
                "/v1/holds/\(second)/release", "{}", named: "x-2")
            #expect(given.value["released"]?["amount"]?.integer == 2_000)
        }
    }
}
