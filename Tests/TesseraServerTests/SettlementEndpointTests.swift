import HTTPTypes
import TesseraAnswers
import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import Testing

@testable import TesseraServer

struct SettlementEndpointTests {
    /// A till of the bakery that took 12.00 and told it.
    private func sold(_ scene: PartyScene, _ service: Asking) async throws -> OfflineTill {
        try await scene.admitBakery(service)
        let card = try await scene.gift(cents: 5_000, service)
        let till = try await scene.till("till-7", service)
        _ = try till.redeem(card, operation: scene.server.ids.next()) { _ in
            .amount(Sample.euros(cents: 1_200))
        }
        let said = try await service.upload(try till.upload().bytes)
        try till.take(receipt: said.bytes)
        return till
    }

    @Test
    func `a settlement is rehearsed, booked once, and recomputed by the partner`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            let till = try await sold(scene, service)
            let draft = try await service.post(
                "/v1/settlements", "{\"partner\":\"bakery\",\"rehearsal\":true}", named: "s-0")
            #expect(draft.status == 200)
            #expect(draft.value["code"]?.string == "draft")
            let none = try await service.get("/v1/settlements?partner=bakery")
            #expect(none.value["items"]?.array?.isEmpty == true)

            let body = "{\"partner\":\"bakery\"}"
            let settled = try await service.post("/v1/settlements", body, named: "s-1")
            #expect(settled.status == 201)
            #expect(settled.value["code"]?.string == "settled")
            let total = settled.value["totals"]?.array?.first
            #expect(total?["honoured"]?.integer == 1_200)
            #expect(total?["fee"]?.integer == 30)
            #expect(total?["net"]?.integer == 1_170)
            let again = try await service.post("/v1/settlements", body, named: "s-1")
            #expect(again.bytes == settled.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
            let more = try await service.post("/v1/settlements", body, named: "s-2")
            #expect(more.status == 200)
            #expect(more.value["code"]?.string == "nothing_to_settle")

            let file = try await service.get("/v1/settlements/bakery/1?format=file", as: "bakery")
            #expect(
                file.headers[.contentDisposition] == "attachment; filename=\"bakery-1.json\"")
            let read = try #require(StatementFile.read(file.bytes))
            let findings = StatementCheck(
                read, against: try till.answeredClaims(), of: [till.pairing.device]
            ).findings()
            #expect(findings.isEmpty)
            let sheet = try await service.get("/v1/settlements/bakery/1/lines", as: "bakery")
            let lines = String(decoding: sheet.bytes, as: UTF8.self).split(separator: "\n")
            #expect(sheet.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(lines.count == 2)
            #expect(lines[0].hasPrefix("sequence,operation,time,till,ruling"))
            let shown = try await service.get("/v1/settlements/bakery/1", as: "bakery")
            #expect(shown.value["lines"]?.array?.count == 1)
        }
    }

    @Test
    func `a correction stands in the next settlement`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            _ = try await sold(scene, service)
            try await service.post("/v1/settlements", "{\"partner\":\"bakery\"}", named: "s-1")
            let corrected = try await service.post(
                "/v1/settlements/bakery/disputes",
                "{\"amount\":{\"amount\":250,\"currency\":\"EUR\"},\"favour\":\"issuer\","
                    + "\"reason\":\"counted twice\"}", named: "c-1")
            #expect(corrected.status == 201)
            #expect(corrected.value["amount"]?["amount"]?.integer == -250)
            let next = try await service.post(
                "/v1/settlements", "{\"partner\":\"bakery\"}", named: "s-2")
            #expect(next.value["totals"]?.array?.first?["net"]?.integer == -250)
            let page = try await service.get("/v1/settlements?limit=1", as: "bakery")
            #expect(page.value["items"]?.array?.first?["number"]?.integer == 1)
            let cursor = try #require(page.value["next"]?.string)
            let rest = try await service.get("/v1/settlements?after=\(cursor)", as: "bakery")
            #expect(rest.value["items"]?.array?.map { $0["number"]?.integer } == [2])

            let foreign = try await service.post(
                "/v1/settlements/bakery/disputes",
                "{\"amount\":{\"amount\":250,\"currency\":\"USD\"},\"favour\":\"partner\","
                    + "\"reason\":\"x\"}", named: "c-2")
            #expect(foreign.value["pointer"]?.string == "/amount/currency")
            let strange = try await service.post(
                "/v1/settlements/bakery/disputes",
                "{\"amount\":{\"amount\":250,\"currency\":\"EUR\"},\"favour\":\"partner\","
                    + "\"about\":\"rd_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE\",\"reason\":\"x\"}", named: "c-3")
            #expect(strange.status == 404)
        }
    }

    @Test
    func `settlements of others are not shown, and unknown ones are not there`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            _ = try await sold(scene, service)
            try await service.post("/v1/partners", "{\"partner\":\"cafe-sol\"}", named: "p-2")
            let number = try await service.get("/v1/settlements/bakery/1")
            #expect(number.status == 404)
            #expect(number.code == "unknown_settlement")
            #expect(try await service.get("/v1/settlements/nobody/1").status == 404)
            #expect(try await service.get("/v1/settlements/bakery/0").status == 400)
            for path in ["/v1/settlements?partner=cafe-sol", "/v1/settlements/cafe-sol/1"] {
                let said = try await service.get(path, as: "bakery")
                #expect(said.status == 403)
                #expect(said.code == "place_not_yours")
            }
            let shop = try await service.post(
                "/v1/settlements", "{\"partner\":\"harbour\"}", named: "s-1")
            #expect(shop.status == 404)
        }
    }
}
