import HTTPTypes
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct AccessEndpointTests {
    static let password = "marmalade under nine bridges"

    // A shop where ana-7 has a password that is hashed cheaply.
    static func scene(_ role: OperatorRole = .admin) async throws -> ServerScene {
        var scene = try await ServerScene()
        let quick = try #require(ScryptCost(logN: 4, blockSize: 8, parallelism: 1))
        scene.counter.hasher = PasswordHasher(cost: quick)
        _ = try await scene.counter.appoint(
            OperatorTerms(id: Sample.ana, role: role, acceptor: nil), operation: scene.ids.next())
        try await scene.counter.setPassword(password, of: Sample.ana, by: .terminal)
        return scene
    }

    static func signIn(
        _ service: Asking, _ name: String = "ana-7", _ password: String = password
    ) async throws -> (said: Asking.Said, headers: HTTPFields) {
        let said = try await service.ask(
            .post, "/v1/sessions", "{\"operator\":\"\(name)\",\"password\":\"\(password)\"}",
            as: nil)
        var headers = HTTPFields()
        let cookie = said.headers[.setCookie] ?? ""
        headers[.cookie] = String(cookie.prefix { $0 != ";" })
        if let csrf = said.value["csrf"]?.string { headers[.named("X-CSRF-Token")] = csrf }
        return (said, headers)
    }

    @Test
    func `a session is a cookie for this host that no script reads`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve(KeyDoor()) { service in
            let (said, headers) = try await AccessEndpointTests.signIn(service)
            #expect(said.status == 201)
            let cookie = try #require(said.headers[.setCookie])
            #expect(cookie.hasPrefix("__Host-tessera="))
            #expect(cookie.hasSuffix("; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict"))
            let current = try await service.ask(
                .get, "/v1/sessions/current", as: nil, headers)
            #expect(current.value["operator"]?.string == "ana-7")
        }
    }

    @Test
    func `an unknown name and a wrong password are one answer`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve(KeyDoor()) { service in
            let wrong = try await AccessEndpointTests.signIn(service, "ana-7", "not this one, no")
            let unknown = try await AccessEndpointTests.signIn(service, "nobody", "not this one")
            #expect(wrong.said.status == 401)
            #expect(unknown.said.status == 401)
            #expect(wrong.said.value["message"] == unknown.said.value["message"])
            #expect(wrong.said.code == "sign_in_refused")
        }
    }

    @Test
    func `a write of a session needs the word of our own page`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve(KeyDoor()) { service in
            var (_, headers) = try await AccessEndpointTests.signIn(service)
            headers[.idempotencyKey] = "i-1"
            let body = "{\"kind\":\"gift\",\"amount\":{\"amount\":500,\"currency\":\"EUR\"}}"
            let ours = try await service.ask(.post, "/v1/vouchers", body, as: nil, headers)
            #expect(ours.status == 201)
            headers[.named("X-CSRF-Token")] = nil
            let foreign = try await service.ask(.post, "/v1/vouchers", body, as: nil, headers)
            #expect(foreign.status == 403)
            #expect(foreign.code == "request_forged")
        }
    }

    @Test
    func `a session that was signed out, is over or is made up opens nothing`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve(KeyDoor()) { service in
            let (_, first) = try await AccessEndpointTests.signIn(service)
            let gone = try await service.ask(.delete, "/v1/sessions/current", as: nil, first)
            #expect(gone.status == 204)
            let replayed = try await service.ask(.get, "/v1/sessions/current", as: nil, first)
            #expect(replayed.status == 401)
            let (_, second) = try await AccessEndpointTests.signIn(service)
            scene.clock.advance(byMilliseconds: 31 * 60_000)
            let late = try await service.ask(.get, "/v1/sessions/current", as: nil, second)
            #expect(late.status == 401)
            let forged = try await service.ask(
                .get, "/v1/sessions/current", as: nil, [.cookie: "__Host-tessera=AAAA"])
            #expect(forged.status == 401)
            #expect(forged.code == late.code)
        }
    }

    @Test
    func `a role opens what it is for and nothing else`() async throws {
        let scene = try await AccessEndpointTests.scene(.cashier)
        try await scene.serve(KeyDoor()) { service in
            let (_, headers) = try await AccessEndpointTests.signIn(service)
            let keys = try await service.ask(.get, "/v1/access-keys", as: nil, headers)
            #expect(keys.status == 403)
            #expect(keys.code == "scope_missing")
        }
    }

    @Test
    func `a key opens its scopes until it is taken back`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve(KeyDoor()) { service in
            let (_, headers) = try await AccessEndpointTests.signIn(service)
            let issued = try await service.ask(
                .post, "/v1/access-keys", "{\"name\":\"web shop\",\"scopes\":[\"metrics\"]}",
                as: nil, headers)
            #expect(issued.status == 201)
            let secret = try #require(issued.value["secret"]?.string)
            #expect(try await service.get("/metrics", as: secret).status == 200)
            let other = try await service.get("/v1/access-log", as: secret)
            #expect(other.status == 403)
            let key = try #require(issued.value["key"]?.string)
            let revoked = try await service.ask(
                .post, "/v1/access-keys/\(key)/revoke", "{\"reason\":\"lost\"}", as: nil, headers)
            #expect(revoked.value["reason"]?.string == "lost")
            let keys = try await service.ask(.get, "/v1/access-keys", as: nil, headers)
            #expect(keys.value["items"]?.array?.count == 1)
            let after = try await service.get("/metrics", as: secret)
            #expect(after.status == 401)
            #expect(after.code == "key_revoked")
            let log = try await service.ask(.get, "/v1/access-log?limit=50", as: nil, headers)
            let acts = (log.value["items"]?.array ?? []).compactMap { $0["act"]?.string }
            #expect(acts.suffix(3) == ["signed_in", "key_issued", "key_revoked"])
        }
    }

    @Test
    func `nobody gives out more than they have`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve { service in
            let said = try await service.ask(
                .post, "/v1/access-keys", "{\"name\":\"x\",\"scopes\":[\"issue\"]}",
                as: "bakery")
            #expect(said.status == 403)
            #expect(said.code == "place_not_yours")
        }
    }

    @Test
    func `a key of one partner sees and changes no keys, no passwords and no log`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve { service in
            let issued = try await service.ask(
                .post, "/v1/access-keys", "{\"name\":\"web shop\",\"scopes\":[\"metrics\"]}")
            let key = try #require(issued.value["key"]?.string)
            for (method, path, body) in [
                (.get, "/v1/access-keys", nil), (.get, "/v1/access-log", nil),
                (.post, "/v1/access-keys/\(key)/revoke", "{\"reason\":\"theirs\"}"),
                (.put, "/v1/operators/ana-7/password", "{\"password\":\"four words of theirs\"}"),
            ] as [(HTTPRequest.Method, String, String?)] {
                let said = try await service.ask(method, path, body, as: "bakery")
                #expect(said.status == 403, "\(path)")
                #expect(said.code == "place_not_yours", "\(path)")
            }
            let keys = try await service.get("/v1/access-keys")
            #expect(keys.value["items"]?.array?.first?["revoked_at"] == nil)
        }
        try await scene.serve(KeyDoor()) { service in
            let (said, _) = try await AccessEndpointTests.signIn(service)
            #expect(said.status == 201)
        }
    }

    @Test
    func `whoever asks too often waits, and others do not`() async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 500)
        try await scene.serve(
            KnownCallers(callers: ServerScene.callers), [.requestsPerMinute: "2"]
        ) { service in
            let body = "{\"voucher\":\"\(token)\"}"
            for _ in 0..<2 {
                #expect(try await service.ask(.post, "/v1/checks", body).status == 200)
            }
            let third = try await service.ask(.post, "/v1/checks", body)
            #expect(third.status == 429)
            #expect(third.code == "too_many_requests")
            #expect(third.headers[.retryAfter] == "30")
            let other = try await service.ask(.post, "/v1/checks", body, as: "checks")
            #expect(other.status == 200)
        }
    }
}
