import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// A partner whose tills have a network, and ask the book instead of a kit.
struct PartnerOnlineTests {
    private static func amount(_ cents: Int64) -> String {
        "\"amount\":{\"amount\":\(cents),\"currency\":\"EUR\"}"
    }

    /// Asks the bakery's own question about a code.
    private func check(_ code: String, _ service: Asking) async throws -> Asking.Said {
        try await service.ask(
            .post, "/v1/checks", "{\"voucher\":\"\(code)\"}", as: "bakery")
    }

    private func redeem(
        _ code: String, _ cents: Int64, _ service: Asking, as key: String = "bakery",
        named name: String
    ) async throws -> Asking.Said {
        try await service.post(
            "/v1/redemptions", "{\"voucher\":\"\(code)\",\(Self.amount(cents))}", as: key,
            named: name)
    }

    private func expectNo(_ said: Asking.Said, _ code: String) {
        #expect(said.status == 409, "\(said.value.text)")
        #expect(said.code == code)
    }

    @Test
    func `it checks and takes what was issued for it, and the settlement pays for it`()
        async throws
    {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let issued = try await service.post(
                "/v1/vouchers",
                "{\"kind\":\"gift\",\(Self.amount(5_000)),\"for\":\"bakery\"}", named: "g-1")
            let card = try #require(issued.value["vouchers"]?.array?.first)
            let token = try #require(card["token"]?.string)
            let typed = try #require(card["typed_code"]?.string)
            let worth = try await check(token, service)
            #expect(worth.status == 200, "\(worth.value.text)")
            #expect(worth.value["balance"]?["amount"]?.integer == 5_000)
            let first = try await redeem(token, 1_250, service, named: "r-1")
            #expect(first.status == 201, "\(first.value.text)")
            #expect(first.value["shop"]?.string == "bakery")
            let second = try await redeem(typed, 750, service, named: "r-2")
            #expect(second.value["balance"]?["amount"]?.integer == 3_000)
            let redemption = try #require(second.value["redemption"]?.string)
            let back = try await service.post(
                "/v1/redemptions/\(redemption)/undo", "{}", as: "bakery", named: "u-1")
            #expect(back.value["balance"]?["amount"]?.integer == 3_750)

            let settled = try await service.post(
                "/v1/settlements", "{\"partner\":\"bakery\"}", named: "s-1")
            let total = settled.value["totals"]?.array?.first
            #expect(total?["honoured"]?.integer == 2_000)
            #expect(total?["returned"]?.integer == 750)
            #expect(total?["fee"]?.integer == 31)
            #expect(total?["net"]?.integer == 1_219)
        }
        let audit = try await scene.server.counter.ledger.audit()
        #expect(audit.findings.isEmpty)
    }

    @Test
    func `it takes what was issued for its group`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await service.post(
                "/v1/partners", "{\"partner\":\"bakery\",\"groups\":[\"old-town\"]}", named: "p-1")
            let issued = try await service.post(
                "/v1/vouchers",
                "{\"kind\":\"gift\",\(Self.amount(500)),\"for\":\"old-town\"}", named: "g-1")
            let token = try #require(issued.value["vouchers"]?.array?.first?["token"]?.string)
            #expect(try await check(token, service).status == 200)
            #expect(try await redeem(token, 500, service, named: "r-1").status == 201)
        }
    }

    @Test
    func `what is for others is neither shown nor taken, and nobody else takes what is its own`()
        async throws
    {
        let scene = try await PartyScene()
        let ours = try await scene.server.gift(cents: 500)
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let theirs = try await scene.gift(cents: 500, service)
            expectNo(try await check(ours, service), "wrong_audience")
            expectNo(try await redeem(ours, 500, service, named: "r-1"), "wrong_audience")
            expectNo(
                try await redeem(theirs, 500, service, as: "all", named: "r-2"), "wrong_audience")
            let basket = try await service.post(
                "/v1/baskets",
                "{\"vouchers\":[\"\(theirs)\",\"\(ours)\"],"
                    + "\"due\":{\"amount\":600,\"currency\":\"EUR\"}}",
                as: "bakery", named: "k-1")
            expectNo(basket, "wrong_audience")
            let held = try await service.post(
                "/v1/holds", "{\"voucher\":\"\(theirs)\",\"all\":true}", as: "bakery",
                named: "h-1")
            let hold = try #require(held.value["hold"]?.string)
            expectNo(
                try await service.post("/v1/holds/\(hold)/capture", "{}", named: "c-1"),
                "wrong_audience")
            let taken = try await service.post(
                "/v1/holds/\(hold)/capture", "{}", as: "bakery", named: "c-2")
            #expect(taken.status == 201, "\(taken.value.text)")
        }
    }

    @Test
    func `a member's card shown at a partner says nothing of the member`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let member = try await service.post(
                "/v1/members", "{\"name\":\"Ana Pop\"}", named: "m-1")
            let card = try #require(member.value["token"]?.string)
            let own = try await service.ask(.post, "/v1/checks", "{\"voucher\":\"\(card)\"}")
            #expect(own.value["name"]?.string == "Ana Pop")
            let said = try await check(card, service)
            expectNo(said, "wrong_audience")
            #expect(!String(decoding: said.bytes, as: UTF8.self).contains("Ana"))
        }
    }

    @Test
    func `what the agreement does not cover is refused, and what was taken before is not`()
        async throws
    {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let token = try await scene.gift(cents: 5_000, service)
            let hold = try await service.post(
                "/v1/holds", "{\"voucher\":\"\(token)\",\(Self.amount(100))}", as: "bakery",
                named: "h-1")
            let held = try #require(hold.value["hold"]?.string)
            // Sent again after the agreement has ended, it gets the same answer.
            #expect(try await redeem(token, 1_250, service, named: "r-1").status == 201)
            let campaigns = "{\"agreement\":{\"gifts\":false}}"
            _ = try await service.ask(
                .put, "/v1/partners/bakery", campaigns, named: "e-1", [.ifMatch: "\"v1\""])
            expectNo(try await check(token, service), "not_accepted_here")
            expectNo(try await redeem(token, 100, service, named: "r-2"), "not_accepted_here")
            let days = "{\"agreement\":{\"gifts\":true,\"first_day\":\"2026-12-02\"}}"
            _ = try await service.ask(
                .put, "/v1/partners/bakery", days, named: "e-2", [.ifMatch: "\"v2\""])
            expectNo(try await redeem(token, 100, service, named: "r-3"), "not_accepted_here")
            try await service.post(
                "/v1/partners/bakery/end", "{\"reason\":\"closed\"}", named: "x-1")
            expectNo(try await check(token, service), "agreement_ended")
            expectNo(try await redeem(token, 100, service, named: "r-4"), "agreement_ended")
            expectNo(
                try await service.post(
                    "/v1/holds/\(held)/capture", "{}", as: "bakery", named: "c-1"),
                "agreement_ended")
        }
    }

    @Test
    func `a place that nobody knows takes nothing`() async throws {
        let scene = try await PartyScene()
        let token = try await scene.server.gift(cents: 500)
        try await scene.serve { service in
            let said = try await service.post(
                "/v1/redemptions",
                "{\"voucher\":\"\(token)\",\"all\":true,\"shop\":\"nowhere\"}", named: "r-1")
            #expect(said.status == 404)
            #expect(said.code == "unknown_acceptor")
        }
    }
}
