import Foundation
import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct CampaignEndpointTests {
    private static func body(_ yaml: String, since: String? = nil) -> String {
        JSONValue.record(("text", .string(yaml)), ("since", since.map { .string($0) })).text
    }

    @Test
    func `a programme is published once and told in words`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            #expect(try await service.get("/v1/programmes").code == "no_programme")
            let body = CampaignEndpointTests.body(ServerScene.programme)
            let first = try await service.post("/v1/programmes", body, named: "p-1")
            #expect(first.status == 201)
            #expect(first.value["version"]?.integer == 1)
            #expect(first.value["campaigns"]?.integer == 4)
            let again = try await service.post("/v1/programmes", body, named: "p-1")
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
            try await service.post("/v1/programmes", body, named: "p-2")
            let page = try await service.get("/v1/programmes?limit=1")
            #expect(page.item(0)?["version"]?.integer == 1)
            #expect(page.value["next"]?.string == "1")
            let last = try await service.get("/v1/programmes?limit=1&after=1")
            #expect(last.item(0)?["version"]?.integer == 2)
            #expect(last.value["next"] == nil)
            #expect(try await service.get("/v1/programmes?after=7").pointer == "after")
            let told = try await service.get("/v1/programmes/1")
            #expect(told.value["text"]?.string == ServerScene.programme)
            let campaign = told.value["in_words"]?.array?.first
            #expect(campaign?["campaign"]?.string == "stamps")
            #expect(campaign?["state"]?.string == "running")
            let unknown = try await service.get("/v1/programmes/3")
            #expect(unknown.status == 404)
            #expect(unknown.code == "unknown_version")
        }
    }

    @Test
    func `all mistakes are told with their lines, and nothing is published`() async throws {
        let scene = try await ServerScene()
        let wrong = ServerScene.programme.replacing("units: 1 }", with: "unit: 1 }")
            .replacing("on: purchase", with: "on: purchas")
        try await scene.serve { service in
            let body = CampaignEndpointTests.body(wrong)
            let refused = try await service.post("/v1/programmes", body, named: "p-1")
            #expect(refused.status == 400)
            #expect(refused.code == "programme_unknown_key")
            let reasons = refused.value["reasons"]?.array ?? []
            #expect(
                reasons.first?["message"]?.string
                    == "programme:19: there is no key called unit here. Did you mean units?")
            #expect(reasons.count == 2)
            let checked = try await service.ask(.post, "/v1/programme-checks", body)
            #expect(checked.status == 200)
            #expect(checked.code == "mistaken")
            let mistakes = checked.value["mistakes"]?.array ?? []
            #expect(mistakes.map { $0["line"]?.integer } == [19, 27])
            #expect(mistakes.first?["hint"]?.string == "Did you mean units?")
            #expect(try await service.get("/v1/programmes").code == "no_programme")
        }
    }

    @Test
    func `a check finds what gives everything away`() async throws {
        let scene = try await ServerScene()
        let free = """
            programme: harbour
            campaigns:
              half:
                number: 1
                title: Half
                terms: Half of everything.
                rules:
                  - { id: one, on: purchase, then: [{ percent: 50 }] }
              other:
                number: 2
                title: The other half
                terms: The other half of everything.
                rules:
                  - { id: two, on: purchase, then: [{ percent: 50 }] }
            """
        try await scene.serve { service in
            let good = try await service.ask(
                .post, "/v1/programme-checks",
                CampaignEndpointTests.body(ServerScene.programme))
            #expect(good.code == "checked")
            #expect(good.value["rules"]?.integer == 4)
            let bad = try await service.ask(
                .post, "/v1/programme-checks", CampaignEndpointTests.body(free))
            #expect(bad.code == "gives_everything")
            let worst = bad.value["worst"]?.array?.first
            #expect(worst?["rules"]?.array == [.string("half/one"), .string("other/two")])
            #expect(worst?["everything"]?.bool == true)
        }
    }

    @Test
    func `a draft is tried on what happened, and nothing is booked`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let ana = try await scene.member().number.text
        let draft = ServerScene.programme.replacing("units: 1 }", with: "units: 3 }")
        try await scene.serve { service in
            try await service.post(
                "/v1/events", "{\"event\":\"visit\",\"member\":\"\(ana)\"}", named: "v-1")
            let tried = try await service.ask(
                .post, "/v1/programme-replays", CampaignEndpointTests.body(draft))
            #expect(tried.status == 200)
            func credited(_ side: String) -> Int64? {
                tried.value[side]?["rules"]?.array?
                    .first { $0["rule"]?.string == "stamps/earn" }?["credited"]?["points"]?.integer
            }
            #expect(credited("recorded") == 1)
            #expect(credited("draft") == 3)
            let later = try await service.ask(
                .post, "/v1/programme-replays",
                CampaignEndpointTests.body(draft, since: "2026-12-02"))
            #expect(later.value["draft"]?["accepted"]?.integer == 0)
            #expect(try await service.get("/v1/programmes").value["items"]?.array?.count == 1)
        }
    }

    @Test
    func `campaigns, draws, cases and messages are the office's alone`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let body = CampaignEndpointTests.body(ServerScene.programme)
        try await scene.serveShop(Sample.market) { service in
            for path in [
                "programmes", "programmes/1", "draws", "draws/winter", "draws/winter/record",
                "draws/winter/proofs/mem_604173310862", "cases",
                "cases/op_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE", "messages",
            ] {
                for key in ["bakery", "shop"] {
                    let said = try await service.get("/v1/\(path)", as: key)
                    #expect(said.status == 403)
                    #expect(said.code == "place_not_yours")
                }
                #expect(try await service.get("/v1/\(path)", as: "checks").code == "scope_missing")
            }
            let published = try await service.post(
                "/v1/programmes", body, as: "bakery", named: "p-1")
            #expect(published.code == "place_not_yours")
            for path in ["programme-checks", "programme-replays"] {
                let said = try await service.ask(.post, "/v1/\(path)", body, as: "bakery")
                #expect(said.code == "place_not_yours")
            }
            let drawn = try await service.ask(.post, "/v1/draws/winter/run", "{}", as: "bakery")
            #expect(drawn.code == "place_not_yours")
            let worked = try await service.post(
                "/v1/cases/op_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE/actions", "{\"action\":\"close\"}",
                as: "bakery", named: "w-1")
            #expect(worked.code == "place_not_yours")
        }
    }
}
