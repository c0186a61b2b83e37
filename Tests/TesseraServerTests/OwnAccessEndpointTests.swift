import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// What those who are signed in do with what they sign in with.
struct OwnAccessEndpointTests {
    private static let password = AccessEndpointTests.password
    private static let another = "another four words here"

    private static func change(
        _ service: Asking, _ headers: HTTPFields, from old: String, to new: String
    ) async throws -> Asking.Said {
        try await service.ask(
            .put, "/v1/sessions/current/password",
            "{\"current\":\"\(old)\",\"password\":\"\(new)\"}", as: nil, headers)
    }

    @Test
    func `a new password ends what was signed in with the old one`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve(KeyDoor()) { service in
            let (_, headers) = try await AccessEndpointTests.signIn(service)
            let (_, elsewhere) = try await AccessEndpointTests.signIn(service)
            let set = try await Self.change(
                service, headers, from: Self.password, to: Self.another)
            #expect(set.status == 204)
            for old in [headers, elsewhere] {
                let said = try await service.ask(.get, "/v1/sessions/current", as: nil, old)
                #expect(said.status == 401)
            }
            let (before, _) = try await AccessEndpointTests.signIn(service)
            #expect(before.code == "sign_in_refused")
            let (after, _) = try await AccessEndpointTests.signIn(service, "ana-7", Self.another)
            #expect(after.status == 201)
        }
    }

    @Test
    func `one's own password is changed by who knows it, from any role, and tries are counted`()
        async throws
    {
        let scene = try await AccessEndpointTests.scene(.cashier)
        try await scene.serve(KeyDoor()) { service in
            let (_, headers) = try await AccessEndpointTests.signIn(service)
            for _ in 0..<10 {
                let wrong = try await Self.change(
                    service, headers, from: "not this one, no", to: Self.another)
                #expect(wrong.code == "sign_in_refused")
            }
            let waits = try await Self.change(
                service, headers, from: Self.password, to: Self.another)
            #expect(waits.code == "too_many_tries")
            scene.clock.advance(byMilliseconds: 60_000)
            let set = try await Self.change(
                service, headers, from: Self.password, to: Self.another)
            #expect(set.status == 204)
        }
    }

    @Test
    func `an admin sets others' passwords, and not the own one without the old one`()
        async throws
    {
        let scene = try await AccessEndpointTests.scene()
        _ = try await scene.counter.appoint(
            OperatorTerms(id: Sample.dan, role: .cashier, acceptor: nil),
            operation: scene.ids.next())
        try await scene.serve(KeyDoor()) { service in
            let (_, headers) = try await AccessEndpointTests.signIn(service)
            let body = "{\"password\":\"\(Self.another)\"}"
            let own = try await service.ask(
                .put, "/v1/operators/ana-7/password", body, as: nil, headers)
            #expect(own.code == "request_unfit")
            let other = try await service.ask(
                .put, "/v1/operators/\(Sample.dan)/password", body, as: nil, headers)
            #expect(other.status == 204)
            let (said, _) = try await AccessEndpointTests.signIn(
                service, Sample.dan.text, Self.another)
            #expect(said.status == 201)
        }
    }

    @Test
    func `whoever is signed in sees where, and ends it with the password alone`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve(KeyDoor()) { service in
            let (_, lost) = try await AccessEndpointTests.signIn(service)
            scene.clock.advance(byMilliseconds: 1_000)
            let (_, phone) = try await AccessEndpointTests.signIn(service)
            scene.clock.advance(byMilliseconds: 1_000)
            let (_, here) = try await AccessEndpointTests.signIn(service)

            let listed = try await service.ask(.get, "/v1/sessions", as: nil, here)
            let items = try #require(listed.value["items"]?.array)
            #expect(items.map { $0["is_current"] } == [.bool(false), .bool(false), .bool(true)])
            let first = try #require(items[0]["session"]?.string)
            #expect(!String(decoding: listed.bytes, as: UTF8.self).contains("tss_"))
            let unconfirmed = try await service.ask(
                .post, "/v1/sessions/end", "{\"current\":\"something else, no\"}", as: nil, here)
            #expect(unconfirmed.code == "sign_in_refused")
            let ended = try await service.ask(
                .post, "/v1/sessions/end",
                "{\"current\":\"\(Self.password)\",\"session\":\"\(first)\"}", as: nil, here)
            #expect(ended.value["items"]?.array?.count == 2)
            #expect(
                try await service.ask(.get, "/v1/sessions/current", as: nil, lost).status == 401)
            let rest = try await service.ask(
                .post, "/v1/sessions/end", "{\"current\":\"\(Self.password)\"}", as: nil, here)
            #expect(rest.value["items"]?.array?.count == 1)
            #expect(
                try await service.ask(.get, "/v1/sessions/current", as: nil, phone).status == 401)
            #expect(
                try await service.ask(.get, "/v1/sessions/current", as: nil, here).status == 200)
        }
    }

    @Test
    func `who signs in again has another session, and the old one is over`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve(KeyDoor()) { service in
            let (_, first) = try await AccessEndpointTests.signIn(service)
            let again = try await service.ask(
                .post, "/v1/sessions",
                "{\"operator\":\"ana-7\",\"password\":\"\(Self.password)\"}", as: nil,
                [.cookie: try #require(first[.cookie])])
            let cookie = String((again.headers[.setCookie] ?? "").prefix { $0 != ";" })
            #expect(cookie != first[.cookie])
            #expect(
                try await service.ask(.get, "/v1/sessions/current", as: nil, first).status == 401)
            #expect(
                try await service.ask(.get, "/v1/sessions/current", as: nil, [.cookie: cookie])
                    .status == 200)
        }
    }

    @Test
    func `an admin ends every session of somebody`() async throws {
        let scene = try await AccessEndpointTests.scene()
        try await scene.serve(KeyDoor()) { service in
            let (_, headers) = try await AccessEndpointTests.signIn(service)
            let said = try await service.ask(
                .post, "/v1/operators/ana-7/sign-out", as: nil, headers)
            #expect(said.status == 204)
            #expect(
                try await service.ask(.get, "/v1/sessions/current", as: nil, headers).status == 401)
        }
    }
}
