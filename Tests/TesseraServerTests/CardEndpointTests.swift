import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// Cards that open from links, over the wire.
struct CardEndpointTests {
    private func link(_ service: Asking, _ path: String, _ body: String = "{}") async throws
        -> String
    {
        let made = try await service.ask(.post, path, body)
        #expect(made.status == 201)
        #expect(made.code == "link_made")
        let secret = try #require(made.value["secret"]?.string)
        #expect(made.value["link"]?.string == "/card#\(secret)")
        return secret
    }

    private func open(_ service: Asking, _ secret: String) async throws -> Asking.Said {
        try await service.ask(.post, "/v1/cards", "{\"secret\":\"\(secret)\"}", as: nil)
    }

    private func voucher(_ scene: ServerScene, cents: Int64 = 5_000) async throws -> String {
        let token = try await scene.gift(cents: cents)
        return try await scene.counter.check(token, at: Sample.till1).voucher.position.voucherText
    }

    @Test
    func `a member's card opens for whoever has its link, and for nobody else`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let member = try await scene.member("Ana Pop")
        try await scene.serve { service in
            let path = "/v1/members/\(member.number.text)/card-links"
            let secret = try await link(service, path)
            try await service.post(
                "/v1/members/\(member.number.text)/credits",
                "{\"asset\":\"points\",\"amount\":120,\"reason\":\"welcome\"}", named: "c-1")

            let card = try await open(service, secret)

            #expect(card.status == 200)
            #expect(card.headers[.cacheControl] == "no-store")
            #expect(card.value["card"]?.string == member.number.text)
            #expect(card.value["name"]?.string == "Ana")
            #expect(card.value["kind"]?.string == "member")
            #expect(card.value["live_key"]?.string?.count == 64)
            let holding = card.value["holdings"]?.array?.first
            #expect(holding?["balance"]?["amount"]?.integer == 120)
            #expect(card.value["tiers"]?.array?.first?["level"]?.string == "new")
            #expect(
                card.value["places"]?.array?.map { $0["name"]?.string } == ["Harbour", "Market"])
            #expect(card.value["may_be_given"]?.bool == false)
            let text = String(decoding: card.bytes, as: UTF8.self)
            #expect(!text.contains("example.org") && !text.contains("Pop"))

            #expect(try await service.ask(.delete, path).status == 204)
            let ended = try await open(service, secret)
            let unknown = try await open(service, "tcl_nothing")
            #expect(ended.status == 404 && unknown.status == 404)
            #expect(ended.code == "card_link_ended" && unknown.code == "card_link_ended")
            #expect(ended.value["message"]?.string == unknown.value["message"]?.string)
            #expect(try await service.ask(.delete, path).status == 204)
        }
    }

    @Test
    func `a voucher is given away once, and its old code is refused`() async throws {
        let scene = try await ServerScene()
        let name = try await voucher(scene)
        try await scene.serve { service in
            let secret = try await link(service, "/v1/vouchers/\(name)/card-links")
            let card = try await open(service, secret)
            #expect(card.value["balance"]?["amount"]?.integer == 5_000)
            #expect(card.value["may_be_given"]?.bool == true)
            #expect(card.value["live_key"] == nil)
            let old = try #require(card.value["token"]?.string)

            // Sent twice, at once and forty days later, by the scene.
            let given = try await service.ask(
                .post, "/v1/cards/handovers",
                "{\"secret\":\"\(secret)\",\"message\":\"Happy birthday\"}", as: nil, named: "g-1")

            #expect(given.status == 201)
            #expect(given.code == "handed_on")
            let other = try await service.ask(
                .post, "/v1/cards/handovers",
                "{\"secret\":\"\(secret)\",\"message\":\"Other words\"}", as: nil, named: "g-1")
            #expect(other.status == 422)
            #expect(other.code == "idempotency_key_reused")
            #expect(try await open(service, secret).status == 404)
            let refused = try await service.ask(.post, "/v1/checks", "{\"voucher\":\"\(old)\"}")
            #expect(refused.status == 409)
            let new = try #require(given.value["secret"]?.string)
            let gift = try await open(service, new)
            #expect(gift.value["gift"]?["message"]?.string == "Happy birthday")
            #expect(gift.value["movements"]?.array?.map { $0["what"]?.string } == ["received"])
        }
    }

    @Test
    func `a member's card is not given away`() async throws {
        let scene = try await ServerScene()
        let member = try await scene.member()
        try await scene.serve { service in
            let secret = try await link(
                service, "/v1/members/\(member.number.text)/card-links")
            let said = try await service.ask(
                .post, "/v1/cards/handovers", "{\"secret\":\"\(secret)\"}", as: nil, named: "g-1")
            #expect(said.status == 409)
            #expect(said.code == "card_not_givable")
        }
    }

    @Test
    func `a link of an erased member opens nothing`() async throws {
        let scene = try await ServerScene()
        let member = try await scene.member()
        try await scene.serve { service in
            let path = "/v1/members/\(member.number.text)"
            let secret = try await link(service, "\(path)/card-links")
            try await service.post("\(path)/erasure", "{\"reason\":\"asked\"}", named: "e-1")
            #expect(try await open(service, secret).code == "card_link_ended")
            let again = try await service.ask(.post, "\(path)/card-links", "{}")
            #expect(again.status == 409)
            #expect(again.code == "member_erased")
        }
    }

    @Test
    func `who looks after links is who looks after cards`() async throws {
        let scene = try await ServerScene()
        let member = try await scene.member()
        let name = try await voucher(scene)
        try await scene.serve { service in
            for path in [
                "/v1/members/\(member.number.text)/card-links", "/v1/vouchers/\(name)/card-links",
            ] {
                #expect(try await service.ask(.post, path, "{}", as: nil).status == 401)
                for key in ["checks", "bakery"] {
                    #expect(try await service.ask(.post, path, "{}", as: key).status == 403)
                    #expect(try await service.ask(.delete, path, as: key).status == 403)
                }
            }
            let secret = try await link(
                service, "/v1/vouchers/\(name)/card-links", "{\"message\":\"For you\"}")
            let card = try await open(service, secret)
            #expect(card.value["gift"]?["message"]?.string == "For you")
            #expect(
                try await service.ask(.delete, "/v1/vouchers/\(name)/card-links").status == 204)
            #expect(try await open(service, secret).status == 404)
        }
    }

    @Test
    func `whoever tries links is told to wait`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            for _ in 1...10 {
                #expect(try await open(service, "tcl_guess").status == 404)
            }
            let said = try await open(service, "tcl_guess")
            #expect(said.status == 429)
            #expect(said.code == "too_many_tries")
            #expect(said.headers[.retryAfter] == "6")
        }
    }
}
