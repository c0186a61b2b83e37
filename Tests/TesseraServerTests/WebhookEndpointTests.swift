import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct WebhookEndpointTests {
    private static let wish =
        #"{"url":"https://hooks.example/news","types":["voucher.redeemed"],"label":"till"}"#

    @Test
    func `an endpoint is added once, and its secret is told then and not later`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let made = try await service.post(
                "/v1/webhook-endpoints", Self.wish, named: "w-1")
            #expect(made.status == 201)
            let id = try #require(made.value["endpoint"]?.string)
            let secret = try #require(made.value["secret"]?.string)
            #expect(secret.hasPrefix("whsec_"))
            #expect(secret.count == 50)
            #expect(made.value["state"]?.string == "sending")
            let again = try await service.post(
                "/v1/webhook-endpoints", Self.wish, named: "w-1")
            #expect(again.bytes == made.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
            let other = try await service.post(
                "/v1/webhook-endpoints", #"{"url":"https://hooks.example/"}"#, named: "w-1")
            #expect(other.status == 422)
            #expect(other.code == "idempotency_key_reused")

            let read = try await service.get("/v1/webhook-endpoints/\(id)")
            #expect(read.value["secret"] == nil)
            #expect(read.value["types"]?.array == [.string("voucher.redeemed")])
            #expect(read.value["label"]?.string == "till")
            #expect(read.headers[.eTag] == "\"v1\"")
            let list = try await service.get("/v1/webhook-endpoints")
            #expect(list.value["items"]?.array?.count == 1)
            #expect(list.value["items"]?.array?.first?["endpoint"]?.string == id)
        }
    }

    @Test(arguments: [
        ("http://hooks.example/", "webhook_address_unfit"),
        ("https://user@hooks.example/", "webhook_address_unfit"),
        ("ftp://hooks.example/", "webhook_address_unfit"), ("", "request_unfit"),
    ])
    func `an address that news is not sent to is refused`(url: String, code: String) async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.post(
                "/v1/webhook-endpoints", "{\"url\":\"\(url)\"}", named: "w-1")
            #expect(said.status == 400)
            #expect(said.code == code)
        }
    }

    @Test
    func `a type that nobody knows is refused at its place`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.post(
                "/v1/webhook-endpoints",
                #"{"url":"https://hooks.example/","types":["voucher.issued","webhook.test"]}"#,
                named: "w-1")
            #expect(said.status == 400)
            #expect(said.value["pointer"]?.string == "/types/1")
        }
    }

    @Test
    func `an endpoint is changed by who read it last, and gets another secret`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let made = try await service.post(
                "/v1/webhook-endpoints", Self.wish, named: "w-1")
            let id = try #require(made.value["endpoint"]?.string)
            let path = "/v1/webhook-endpoints/\(id)"
            let change = #"{"types":[],"sending":false,"new_secret":true}"#
            let blind = try await service.ask(.patch, path, change)
            #expect(blind.status == 428)
            let first = try await service.ask(.patch, path, change, [.ifMatch: "\"v1\""])
            #expect(first.status == 200)
            #expect(first.headers[.eTag] == "\"v2\"")
            #expect(first.value["state"]?.string == "paused")
            #expect(first.value["types"]?.array == [])
            let secret = try #require(first.value["secret"]?.string)
            #expect(secret != made.value["secret"]?.string)
            for tag in ["\"v1\"", "v2", "\"v2", "*"] {
                let stale = try await service.ask(.patch, path, change, [.ifMatch: tag])
                #expect(stale.status == 412)
                #expect(stale.code == "stale_edit")
            }
            let unsafe = try await service.ask(
                .patch, path, #"{"url":"http://10.0.0.1/"}"#, [.ifMatch: "\"v2\""])
            #expect(unsafe.code == "webhook_address_unfit")

            #expect(try await service.ask(.delete, path).status == 204)
            #expect(try await service.get(path).code == "unknown_webhook_endpoint")
            #expect(try await service.ask(.delete, path).status == 404)
        }
    }

    @Test
    func `deliveries are listed with their tries, and sent again`() async throws {
        let scene = try await ServerScene()
        let clock = scene.clock
        try await scene.serve { service in
            let made = try await service.post(
                "/v1/webhook-endpoints", #"{"url":"https://hooks.example/"}"#, named: "w-1")
            let id = try #require(made.value["endpoint"]?.string)
            let path = "/v1/webhook-endpoints/\(id)"
            _ = try await scene.gift(cents: 1_000)
            _ = try await scene.gift(cents: 2_000)
            let dispatcher = WebhookDispatcher(
                scene.counter, Unwilling(), name: "one", write: WebhookService.body)
            for id in try await dispatcher.endpoints() { try await dispatcher.work(on: id) }

            let first = try await service.get("\(path)/deliveries?limit=1")
            #expect(first.value["next"]?.string == "dlv_0000000000000001")
            let item = try #require(first.value["items"]?.array?.first)
            #expect(item["state"]?.string == "pending")
            #expect(item["type"]?.string == "voucher.issued")
            #expect(item["attempts"]?.array?.first?["status"]?.integer == 500)
            #expect(item["next_try"] != nil)
            let second = try await service.get(
                "\(path)/deliveries?limit=1&after=dlv_0000000000000001&state=pending")
            #expect(second.value["items"]?.array?.count == 1)
            #expect(second.value["next"] == nil)
            let none = try await service.get("\(path)/deliveries?state=delivered")
            #expect(none.value["items"]?.array == [])

            clock.advance(byMilliseconds: 1_000)
            let again = try await service.ask(
                .post, "\(path)/deliveries/dlv_0000000000000001/resend")
            #expect(again.status == 202)
            #expect(again.value["next_try"]?.string == "2026-12-01T12:00:01Z")
            for name in ["dlv_0000000000000009", "dlv_x", "nonsense"] {
                let unknown = try await service.ask(.post, "\(path)/deliveries/\(name)/resend")
                #expect(unknown.status == 404)
                #expect(unknown.code == "unknown_webhook_delivery")
            }
            let tried = try await service.ask(.post, "\(path)/test")
            #expect(tried.status == 202)
            #expect(tried.value["type"]?.string == "webhook.test")
            let unfit = try await service.get("/v1/webhook-endpoints/whe_1/deliveries")
            #expect(unfit.status == 400)
        }
    }

    @Test
    func `a partner sees its own endpoints and what happens at its place`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let ours = try await service.post(
                "/v1/webhook-endpoints", Self.wish, named: "w-1")
            let theirs = try await service.post(
                "/v1/webhook-endpoints", Self.wish, as: "bakery", named: "w-2")
            #expect(theirs.value["acceptor"]?.string == "bakery")
            let listed = try await service.get("/v1/webhook-endpoints", as: "bakery")
            #expect(listed.value["items"]?.array?.count == 1)
            let id = try #require(ours.value["endpoint"]?.string)
            let path = "/v1/webhook-endpoints/\(id)"
            for said in [
                try await service.get(path, as: "bakery"),
                try await service.get("\(path)/deliveries", as: "bakery"),
                try await service.ask(.delete, path, as: "bakery"),
                try await service.ask(.post, "\(path)/test", as: "bakery"),
                try await service.ask(
                    .post, "\(path)/deliveries/dlv_0000000000000001/resend", as: "bakery"),
                try await service.ask(
                    .patch, path, "{}", as: "bakery", [.ifMatch: "\"v1\""]),
            ] {
                #expect(said.status == 404)
                #expect(said.code == "unknown_webhook_endpoint")
            }
            _ = try await scene.gift(cents: 1_000)
            let seen = try await service.get("/v1/webhook-events?after=0", as: "bakery")
            #expect(seen.value["items"]?.array == [])
            #expect(try await service.get("/v1/webhook-events", as: "checks").status == 403)
        }
    }

    @Test
    func `whoever asks is told the same news, with amounts and without people`() async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 5_000)
        try await scene.serve { service in
            let start = try await service.get("/v1/webhook-events")
            #expect(start.value["items"]?.array == [])
            #expect(start.value["next"]?.integer == 1)
            let redeemed = try await service.post(
                "/v1/redemptions",
                "{\"voucher\":\"\(token)\",\"amount\":{\"amount\":1250,\"currency\":\"EUR\"}}",
                named: "r-1")
            #expect(redeemed.status == 201)
            let reversed = try await service.post(
                "/v1/redemptions/\(redeemed.value["redemption"]?.string ?? "")/reversals",
                #"{"reason":"Mrs Canary came back"}"#, named: "r-2")
            #expect(reversed.status == 201)

            let said = try await service.get("/v1/webhook-events?after=1&wait=30")
            let items = try #require(said.value["items"]?.array)
            #expect(
                items.compactMap { $0["type"]?.string } == ["voucher.redeemed", "voucher.reversed"])
            #expect(said.value["next"]?.integer == 3)
            let data = try #require(items[0]["data"])
            #expect(data["taken"]?["amount"]?.integer == 1_250)
            #expect(data["balance"]?["currency"]?.string == "EUR")
            #expect(data["kind"]?.string == "gift")
            #expect(data["shop"]?.string == "harbour")
            let text = String(decoding: said.bytes, as: UTF8.self)
            for secret in [token, "Canary"] { #expect(!text.contains(secret)) }
            let typed = try await service.get("/v1/webhook-events?after=0&type=voucher.issued")
            #expect(typed.value["items"]?.array?.count == 1)
            #expect(typed.value["next"]?.integer == 3)
        }
    }
}

/// A receiver that has a fault of its own.
private struct Unwilling: WebhookSender {
    func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookAnswer {
        .answered(status: 500, retryAfterSeconds: nil)
    }
}
