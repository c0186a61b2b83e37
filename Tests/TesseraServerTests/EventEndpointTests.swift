import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct EventEndpointTests {
    private static func purchase(_ cents: Int64, of member: String, currency: String = "EUR")
        -> String
    {
        "{\"event\":\"purchase\",\"member\":\"\(member)\","
            + "\"basket\":{\"lines\":[{\"item\":\"latte\","
            + "\"category\":\"drinks\",\"quantity\":2,"
            + "\"price\":{\"amount\":\(cents),\"currency\":\"\(currency)\"}}]}}"
    }

    @Test
    func `a purchase is recorded once, its prices in minor units`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let ana = try await scene.member().number.text
        try await scene.serve { service in
            let body = EventEndpointTests.purchase(1_050, of: ana)
            let looked = try await service.post("/v1/events?trial=true", body, named: "p-0")
            #expect(looked.status == 200)
            #expect(looked.code == "looked_at")
            #expect(looked.value["at"] == nil)
            let first = try await service.post("/v1/events", body, named: "p-1")
            #expect(first.status == 201)
            #expect(first.code == "recorded")
            #expect(first.value["basket"]?["due"]?["amount"]?.integer == 2_100)
            let grant = first.value["grants"]?.array?.first
            #expect(grant?["draw"]?.string == "winter")
            #expect(grant?["tickets"]?.integer == 2)
            let again = try await service.post("/v1/events", body, named: "p-1")
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
            let other = EventEndpointTests.purchase(1_051, of: ana)
            let reused = try await service.post("/v1/events", other, named: "p-1")
            #expect(reused.status == 422)
            #expect(reused.code == "idempotency_key_reused")
            let operation = try #require(first.value["operation"]?.string)
            let why = try await service.get("/v1/events/\(operation)")
            #expect(why.value["rules"]?.array?.first?["rule"]?.string == "raffle/ticket")
            #expect(why.value["rules"]?.array?.first?["granted"]?.bool == true)
            #expect(try await service.get("/v1/events").value["items"]?.array?.count == 1)
        }
    }

    @Test(arguments: [
        ("{\"event\":\"party\"}", "/event"),
        ("{\"event\":\"visit\",\"operation\":\"op_1\"}", "/operation"),
        ("{\"event\":\"visit\",\"amount\":{\"amount\":-1,\"currency\":\"EUR\"}}", "/amount/amount"),
        (
            "{\"event\":\"goodwill\",\"amount\":{\"amount\":5,\"currency\":\"USD\"}}",
            "/amount/currency"
        ),
        (
            "{\"event\":\"purchase\",\"basket\":{\"lines\":[{\"item\":\"a\",\"category\":\"b\","
                + "\"price\":4}]}}", "/basket/lines/0/price"
        ),
        (
            "{\"event\":\"purchase\",\"basket\":{\"lines\":[{\"item\":\"a\",\"category\":\"b\","
                + "\"price\":{\"amount\":4,\"currency\":\"EUR\"}},{\"item\":\"a\",\"category\":"
                + "\"b\",\"price\":{\"amount\":4,\"currency\":\"USD\"}}]}}",
            "/basket/lines/1/price/currency"
        ),
    ])
    func `what does not fit an event is named by its place`(
        body: String, pointer: String
    ) async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        try await scene.serve { service in
            let said = try await service.post("/v1/events", body, named: "e-1")
            #expect(said.status == 400)
            #expect(said.pointer == pointer)
        }
    }

    @Test
    func `events that the rules or the book refuse say why`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let early = try await service.post(
                "/v1/events", "{\"event\":\"visit\"}", named: "v-0")
            #expect(early.status == 409)
            #expect(early.code == "no_programme")
        }
        try await scene.publish()
        try await scene.serve { service in
            let unknown = try await service.post(
                "/v1/events", "{\"event\":\"visit\",\"member\":\"mem_604173310862\"}", named: "v-1")
            #expect(unknown.status == 404)
            #expect(unknown.code == "unknown_member")
            let future = try await service.post(
                "/v1/events", "{\"event\":\"visit\",\"at\":\"2027-11-22T10:00:00Z\"}", named: "v-2")
            #expect(future.status == 400)
            #expect(future.code == "event_in_the_future")
            let none = try await service.get("/v1/events/op_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE")
            #expect(none.status == 404)
            #expect(none.code == "unknown_event")
        }
    }

    @Test
    func `events come in pages, of one member or one kind if asked`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let ana = try await scene.member("Ana").number.text
        let ion = try await scene.member("Ion").number.text
        try await scene.serve { service in
            for (index, member) in [ana, ion, ana, ion, ana].enumerated() {
                try await service.post(
                    "/v1/events", "{\"event\":\"visit\",\"member\":\"\(member)\"}",
                    named: "v-\(index)")
            }
            try await service.post(
                "/v1/events", EventEndpointTests.purchase(300, of: ana), named: "p-1")
            let first = try await service.get("/v1/events?limit=2&member=\(ana)")
            #expect(first.value["items"]?.array?.count == 2)
            let next = try #require(first.value["next"]?.string)
            let second = try await service.get("/v1/events?limit=2&member=\(ana)&after=\(next)")
            #expect(
                second.value["items"]?.array?.map { $0["event"]?.string } == [
                    "visit", "purchase",
                ])
            #expect(second.value["next"] == nil)
            let bought = try await service.get("/v1/events?kind=purchase")
            #expect(bought.value["items"]?.array?.count == 1)
            #expect(try await service.get("/v1/events?kind=party").status == 400)
        }
    }

    @Test
    func `what is due is recorded once`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let ana = try await scene.member(birthday: "1990-12-02").number.text
        scene.clock.set(try #require(Timestamp(rfc3339: "2026-12-02T12:00:00Z")))
        try await scene.serve { service in
            let first = try await service.ask(.post, "/v1/due-events")
            #expect(first.status == 200)
            #expect(first.value["recorded"]?.array?.map { $0["member"]?.string } == [ana])
            let again = try await service.ask(.post, "/v1/due-events")
            #expect(again.value["recorded"]?.array == [])
            #expect(again.value["members"]?.integer == 1)
        }
    }

    @Test
    func `a shop sees and records its own events, a partner none`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let ana = try await scene.member().number.text
        let visit = "{\"event\":\"visit\",\"member\":\"\(ana)\"}"
        try await scene.serveShop(Sample.market) { service in
            let elsewhere = try await service.post("/v1/events", visit, named: "v-1")
            let operation = try #require(elsewhere.value["operation"]?.string)
            #expect(
                try await service.get("/v1/events", as: "shop").value["items"]?.array == [])
            let hidden = try await service.get("/v1/events/\(operation)", as: "shop")
            #expect(hidden.status == 404)
            #expect(hidden.code == "unknown_event")
            let own = try await service.post("/v1/events", visit, as: "shop", named: "v-2")
            #expect(own.status == 201)
            let foreign = try await service.post(
                "/v1/events", "{\"event\":\"visit\",\"shop\":\"harbour\"}", as: "shop",
                named: "v-3")
            #expect(foreign.code == "place_not_yours")
            let mine = try await service.get("/v1/events", as: "shop")
            #expect(mine.item(0)?["operation"] == own.value["operation"])
            #expect(mine.value["items"]?.array?.count == 1)
            #expect(
                try await service.ask(.post, "/v1/due-events", as: "shop").code
                    == "place_not_yours")
            let partner = try await service.post("/v1/events", visit, as: "bakery", named: "v-4")
            #expect(partner.status == 403)
            #expect(partner.code == "place_not_yours")
            #expect(
                try await service.get("/v1/events", as: "bakery").code == "place_not_yours")
        }
    }
}
