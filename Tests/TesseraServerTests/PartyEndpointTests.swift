import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct PartyEndpointTests {
    @Test
    func `a partner gets keys at once, so vouchers can be issued for it`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            let first = try await service.post("/v1/partners", PartyScene.bakery, named: "p-1")
            #expect(first.status == 201)
            #expect(first.value["code"]?.string == "agreed")
            #expect(first.value["version"]?.integer == 1)
            #expect(first.value["keys"]?.array?.count == 4)
            #expect(first.value["agreement"]?["fee_basis_points"]?.integer == 250)
            #expect(first.value["agreement"]?["offline_per_day"]?["amount"]?.integer == 10_000)
            #expect(first.value["agreement"]?["last_day"]?.string == "2029-11-30")
            #expect(try await scene.gift(cents: 5_000, service).hasPrefix("T"))
            let again = try await service.post("/v1/partners", PartyScene.bakery, named: "p-1")
            #expect(again.status == 201)
            #expect(again.headers[.idempotentReplayed] == "true")
            let other = try await service.post("/v1/partners", PartyScene.bakery, named: "p-2")
            #expect(other.status == 409)
            #expect(other.code == "partner_exists")
            let shop = try await service.post(
                "/v1/partners", "{\"partner\":\"harbour\"}", named: "p-3")
            #expect(shop.code == "acceptor_kind_fixed")
        }
    }

    @Test
    func `an agreement is changed by who has read it, and what is not said stays`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let read = try await service.get("/v1/partners/bakery")
            #expect(read.headers[.eTag] == "\"v1\"")
            let body = "{\"agreement\":{\"fee_basis_points\":300}}"
            let blind = try await service.ask(
                .put, "/v1/partners/bakery", body, named: "e-0")
            #expect(blind.status == 428)
            let changed = try await service.ask(
                .put, "/v1/partners/bakery", body, named: "e-1", [.ifMatch: "\"v1\""])
            #expect(changed.status == 200)
            #expect(changed.headers[.eTag] == "\"v2\"")
            #expect(changed.value["name"]?.string == "Bakery")
            #expect(changed.value["agreement"]?["fee_basis_points"]?.integer == 300)
            #expect(changed.value["agreement"]?["offline_uses"]?.integer == 10)
            let stale = try await service.ask(
                .put, "/v1/partners/bakery", body, named: "e-2", [.ifMatch: "\"v1\""])
            #expect(stale.status == 412)
            let again = try await service.ask(
                .put, "/v1/partners/bakery", body, named: "e-1", [.ifMatch: "\"v1\""])
            #expect(again.status == 200)
            #expect(again.headers[.idempotentReplayed] == "true")
            let ended = try await service.post(
                "/v1/partners/bakery/end", "{\"reason\":\"closed\"}", named: "x-1")
            #expect(ended.value["reason"]?.string == "closed")
            let twice = try await service.post(
                "/v1/partners/bakery/end", "{\"reason\":\"closed\"}", named: "x-2")
            #expect(twice.status == 409)
        }
    }

    @Test
    func `what does not fit an agreement is named by its place`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            func pointer(_ agreement: String) async throws -> String? {
                let said = try await service.post(
                    "/v1/partners", "{\"partner\":\"bakery\",\"agreement\":\(agreement)}",
                    named: "p-\(agreement.utf8.count)")
                #expect(said.status == 400)
                return said.value["pointer"]?.string
            }
            #expect(
                try await pointer("{\"fee_basis_points\":10001}")
                    == "/agreement/fee_basis_points")
            #expect(
                try await pointer("{\"use_price\":{\"amount\":5,\"currency\":\"USD\"}}")
                    == "/agreement/use_price/currency")
            #expect(
                try await pointer("{\"fresh_hours\":48,\"kit_hours\":24}")
                    == "/agreement/kit_hours")
            #expect(try await pointer("{\"currency\":\"EUX\"}") == "/agreement/currency")
            let unknown = try await service.get("/v1/partners/nobody")
            #expect(unknown.status == 404)
            let shop = try await service.get("/v1/partners/harbour")
            #expect(shop.status == 404)
        }
    }

    @Test
    func `a partner's key sees itself alone and changes nothing`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            try await service.post("/v1/partners", "{\"partner\":\"cafe-sol\"}", named: "p-2")
            let all = try await service.get("/v1/partners?limit=1")
            #expect(all.value["items"]?.array?.first?["acceptor"]?.string == "bakery")
            #expect(all.value["next"]?.string == "bakery")
            let rest = try await service.get("/v1/partners?after=bakery")
            #expect(rest.value["items"]?.array?.map { $0["acceptor"]?.string } == ["cafe-sol"])
            let own = try await service.get("/v1/partners", as: "bakery")
            #expect(own.value["items"]?.array?.map { $0["acceptor"]?.string } == ["bakery"])
            #expect(try await service.get("/v1/partners/bakery", as: "bakery").status == 200)
            for path in ["/v1/partners/cafe-sol", "/v1/limits"] {
                let said = try await service.get(path, as: "bakery")
                #expect(said.status == 403)
                #expect(said.code == "place_not_yours")
            }
            let shops = try await service.get("/v1/shops", as: "bakery")
            #expect(shops.value["items"]?.array?.isEmpty == true)
            let ours = try await service.get("/v1/shops")
            #expect(
                ours.value["items"]?.array?.map { $0["shop"]?.string } == ["harbour", "market"])
            let writes = [
                ("/v1/partners", "{\"partner\":\"own\"}"),
                ("/v1/partners/bakery/end", "{\"reason\":\"x\"}"),
                ("/v1/operators", "{\"operator\":\"eve\",\"role\":\"admin\"}"),
                ("/v1/limits", "{\"gifts\":true,\"per\":\"all\",\"uses\":1}"),
                ("/v1/devices", "{\"device\":\"till-9\",\"at\":\"bakery\"}"),
                ("/v1/settlements", "{\"partner\":\"bakery\"}"),
            ]
            for (path, body) in writes {
                let said = try await service.post(path, body, as: "bakery", named: "w")
                #expect(said.status == 403)
                #expect(said.code == "place_not_yours")
            }
            #expect(try await service.get("/v1/partners", as: "checks").code == "scope_missing")
        }
    }

    @Test
    func `operators are appointed, listed and dismissed`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            let ana = try await service.post(
                "/v1/operators", "{\"operator\":\"ana-7\",\"role\":\"cashier\",\"at\":\"harbour\"}",
                named: "o-1")
            #expect(ana.status == 201)
            #expect(ana.value["code"]?.string == "appointed")
            let dan = try await service.post(
                "/v1/operators", "{\"operator\":\"dan-2\",\"role\":\"partner\",\"at\":\"bakery\"}",
                named: "o-2")
            #expect(dan.value["acceptor"]?.string == "bakery")
            let nowhere = try await service.post(
                "/v1/operators", "{\"operator\":\"dan-3\",\"role\":\"partner\"}", named: "o-3")
            #expect(nowhere.value["pointer"]?.string == "/at")
            let strange = try await service.post(
                "/v1/operators", "{\"operator\":\"dan-3\",\"role\":\"cashier\",\"at\":\"moon\"}",
                named: "o-4")
            #expect(strange.status == 404)
            let own = try await service.get("/v1/operators", as: "bakery")
            #expect(own.value["items"]?.array?.map { $0["operator"]?.string } == ["dan-2"])
            let gone = try await service.post(
                "/v1/operators/ana-7/dismiss", "{\"reason\":\"moved\"}", named: "o-5")
            #expect(gone.status == 200)
            #expect(gone.value["reason"]?.string == "moved")
            let again = try await service.post(
                "/v1/operators/ana-7/dismiss", "{\"reason\":\"moved\"}", named: "o-5")
            #expect(again.headers[.idempotentReplayed] == "true")
            let twice = try await service.post(
                "/v1/operators/ana-7/dismiss", "{\"reason\":\"moved\"}", named: "o-6")
            #expect(twice.status == 409)
            let nobody = try await service.post(
                "/v1/operators/eve/dismiss", "{\"reason\":\"moved\"}", named: "o-7")
            #expect(nobody.status == 404)
        }
    }

    @Test
    func `a limit is set, counted and ended`() async throws {
        let scene = try await PartyScene()
        let token = try await scene.server.gift(cents: 5_000)
        try await scene.serve { service in
            let set = try await service.post(
                "/v1/limits",
                "{\"gifts\":true,\"per\":\"code\",\"each_day\":true,"
                    + "\"amount\":{\"amount\":2000,\"currency\":\"EUR\"}}", named: "l-1")
            #expect(set.status == 201)
            let id = try #require(set.value["limit"]?.string)
            #expect(
                set.value["sentence"]?.string
                    == "Gift cards may be used up to €20.00 for each code and day.")
            let body =
                "{\"voucher\":\"\(token)\",\"amount\":{\"amount\":1500,\"currency\":\"EUR\"}}"
            #expect(try await service.post("/v1/redemptions", body, named: "r-1").status == 201)
            #expect(try await service.post("/v1/redemptions", body, named: "r-2").status == 409)
            let list = try await service.get("/v1/limits")
            let used = list.value["items"]?.array?.first?["most_used"]
            #expect(used?["amount"]?.integer == 1_500)
            let ended = try await service.post("/v1/limits/\(id)/end", "{}", named: "l-2")
            #expect(ended.status == 200)
            #expect(ended.value["code"]?.string == "limit_ended")
            let twice = try await service.post("/v1/limits/\(id)/end", "{}", named: "l-3")
            #expect(twice.status == 404)
            let neither = try await service.post(
                "/v1/limits", "{\"per\":\"all\",\"uses\":1}", named: "l-4")
            #expect(neither.value["pointer"]?.string == "/campaign")
            let both = try await service.post(
                "/v1/limits",
                "{\"gifts\":true,\"per\":\"all\",\"uses\":1,"
                    + "\"amount\":{\"amount\":1,\"currency\":\"EUR\"}}", named: "l-5")
            #expect(both.value["pointer"]?.string == "/uses")
        }
    }
}
