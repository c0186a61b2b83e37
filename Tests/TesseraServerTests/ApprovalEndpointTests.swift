import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// The second person over HTTP: concept 12, M16, M31, M32.
struct ApprovalEndpointTests {
    private typealias Scene = ApprovalScene

    private static func named(_ headers: HTTPFields, _ name: String) -> HTTPFields {
        var headers = headers
        headers[.idempotencyKey] = name
        return headers
    }

    // Issues as the office does, in a session.
    private static func issue(
        _ service: Asking, _ headers: HTTPFields, _ cents: Int64, _ more: String = "",
        named name: String
    ) async throws -> Asking.Said {
        try await service.ask(
            .post, "/v1/vouchers", Scene.gift(cents, more), as: nil, named(headers, name))
    }

    // Takes €6.00 at the till and gives the path that puts it back.
    private static func redeemed(
        _ service: Asking, _ headers: HTTPFields, _ token: String
    ) async throws -> String {
        let said = try await service.ask(
            .post, "/v1/redemptions",
            "{\"voucher\":\"\(token)\",\"amount\":{\"amount\":600,\"currency\":\"EUR\"}}",
            as: nil, named(headers, "take"))
        #expect(said.status == 201)
        let redemption = try #require(said.value["redemption"]?.string)
        return "/v1/redemptions/\(redemption)/reversals"
    }

    @Test
    func `whoever is only named as the second person has not agreed`() async throws {
        let scene = try await Scene()
        try await scene.server.serve(KeyDoor()) { service in
            let eva = try await Scene.signIn(service, "eva-1", atTill: false)
            let said = try await Self.issue(
                service, eva, 2_500, ",\"approved_by\":\"dan-2\"", named: "i-1")
            #expect(said.status == 403)
            #expect(said.code == "approval_unproven")
            let alone = try await Self.issue(service, eva, 2_500, named: "i-1")
            #expect(alone.status == 403)
            #expect(alone.code == "approval_required")
        }
        #expect(try await scene.agreements() == [])
        #expect(try await scene.server.counter.ledger.batches(after: nil, limit: 9) == [])
    }

    @Test(arguments: Store.available)
    func `the PIN at the till lets it through once, and the log has both names`(
        store: Store
    ) async throws {
        let scene = try await Scene(store)
        let token = try await scene.server.gift(cents: 1_000)
        let wanted = try await scene.server.reversalID("back")
        try await scene.server.serve(KeyDoor()) { service in
            let ana = try await Scene.signIn(service, "ana-7", atTill: true)
            let path = try await Self.redeemed(service, ana, token)
            let alone = try await service.ask(
                .post, path, "{\"reason\":\"returned\"}", as: nil, Self.named(ana, "alone"))
            #expect(alone.code == "approval_required")
            let body =
                "{\"reason\":\"returned\"" + Scene.approval("dan-2", pin: "582916") + "}"
            let first = try await service.ask(
                .post, path, body, as: nil, Self.named(ana, wanted))
            #expect(first.status == 201)
            #expect(first.value["returned"]?["amount"]?.integer == 600)
            // Whoever lost the answer sends the same, though the PIN is another one by now.
            try await scene.server.counter.setPIN("918273", of: Sample.dan, by: .terminal)
            let again = try await service.ask(
                .post, path, body, as: nil, Self.named(ana, wanted))
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
        }
        #expect(
            try await scene.agreements() == [
                [
                    "agreed", "operator:dan-2", "operator:ana-7", "device:till-1",
                    "reverse \(wanted)",
                ]
            ])
        #expect(try await scene.server.counter.ledger.audit().findings == [])
    }

    @Test
    func `an unknown second person and a wrong PIN are one answer, and count as wrong tries`()
        async throws
    {
        let scene = try await Scene()
        let token = try await scene.server.gift(cents: 1_000)
        try await scene.server.serve(KeyDoor()) { service in
            let ana = try await Scene.signIn(service, "ana-7", atTill: true)
            let path = try await Self.redeemed(service, ana, token)
            func tried(_ name: String, _ pin: String) async throws -> Asking.Said {
                let body = "{\"reason\":\"r\"" + Scene.approval(name, pin: pin) + "}"
                return try await service.ask(.post, path, body, as: nil, Self.named(ana, "t"))
            }
            let unknown = try await tried("nobody", "582916")
            for _ in 0..<5 {
                let wrong = try await tried("dan-2", "582917")
                #expect(wrong.status == 403)
                #expect(wrong.code == "approval_unproven")
                #expect(wrong.value["message"] == unknown.value["message"])
                #expect(unknown.code == wrong.code)
            }
            let waits = try await tried("dan-2", "582916")
            #expect(waits.status == 429)
            #expect(waits.code == "too_many_tries")
            #expect(waits.headers[.retryAfter] == "300")
            let signIn = try await service.ask(
                .post, "/v1/sessions",
                "{\"operator\":\"dan-2\",\"pin\":\"582916\",\"device\":\"till-1\"}", as: nil)
            #expect(signIn.code == "too_many_tries")
        }
        let refused = [
            "agreement_refused", "operator:dan-2", "operator:ana-7", "device:till-1", nil,
        ]
        #expect(
            try await scene.agreements() == [
                ["agreement_refused", "operator:nobody", "operator:ana-7", "device:till-1", nil]
            ] + Array(repeating: refused, count: 5))
    }

    @Test
    func `a password agrees where there is no till, and a PIN does not`() async throws {
        let scene = try await Scene()
        try await scene.server.serve(KeyDoor()) { service in
            let eva = try await Scene.signIn(service, "eva-1", atTill: false)
            let pin = try await Self.issue(
                service, eva, 2_500, Scene.approval("dan-2", pin: "582916"), named: "i-1")
            #expect(pin.code == "approval_unproven")
            let words = Scene.words["dan-2"] ?? ""
            let both = try await Self.issue(
                service, eva, 2_500,
                ",\"approval\":{\"operator\":\"dan-2\",\"pin\":\"582916\","
                    + "\"password\":\"\(words)\"}",
                named: "i-1")
            #expect(both.status == 400)
            #expect(both.value["pointer"]?.string == "/approval")
            let password = try await Self.issue(
                service, eva, 2_500, Scene.approval("dan-2", password: words), named: "i-1")
            #expect(password.status == 201)
            let oneself = try await Self.issue(
                service, eva, 2_500,
                Scene.approval("eva-1", password: Scene.words["eva-1"] ?? ""), named: "i-2")
            #expect(oneself.code == "approval_required")
            let cashier = try await Self.issue(
                service, eva, 2_500,
                Scene.approval("ana-7", password: Scene.words["ana-7"] ?? ""), named: "i-3")
            #expect(cashier.code == "approval_required")
        }
    }

    @Test
    func `whoever supervises another shop agrees to nothing here`() async throws {
        let scene = try await Scene(second: Sample.market)
        let token = try await scene.server.gift(cents: 1_000)
        try await scene.server.serve(KeyDoor()) { service in
            let ana = try await Scene.signIn(service, "ana-7", atTill: true)
            let path = try await Self.redeemed(service, ana, token)
            let body = "{\"reason\":\"r\"" + Scene.approval("dan-2", pin: "582916") + "}"
            let said = try await service.ask(.post, path, body, as: nil, Self.named(ana, "t"))
            #expect(said.status == 403)
            #expect(said.code == "operator_not_allowed")
        }
    }

    @Test
    func `a program's word is enough if its key is for that and for all shops`() async throws {
        let scene = try await Scene()
        func key(_ scopes: Set<AccessScope>, at shop: ShopID? = nil) async throws -> String {
            try await scene.server.counter.issueAccessKey(
                AccessKeyOrder(name: "p", scopes: scopes, acceptor: shop, expiresAt: nil),
                by: .terminal
            ).text
        }
        let bound = try await key([.issue, .approve], at: Sample.harbour)
        let (plain, trusted) = (try await key([.issue]), try await key([.issue, .approve]))
        let body = Scene.gift(2_500, ",\"operator\":\"eva-1\",\"approved_by\":\"dan-2\"")
        try await scene.server.serve(KeyDoor()) { service in
            for other in [bound, plain] {
                let said = try await service.post("/v1/vouchers", body, as: other, named: "i-1")
                #expect(said.code == "approval_unproven")
            }
            let said = try await service.post("/v1/vouchers", body, as: trusted, named: "i-1")
            #expect(said.status == 201)
        }
        let line = try #require(try await scene.agreements().first)
        #expect(line[0] == "vouched")
        #expect(line[1]?.hasPrefix("key_") == true)
        #expect(line[2] == "operator:dan-2")
        #expect(line[4]?.hasPrefix("issue op_") == true)
        #expect(line[4]?.hasSuffix(" of operator:eva-1") == true)
    }
}

extension ServerScene {
    /// An operation's id that is sent as it is, so that the log can be asked for it.
    fileprivate func reversalID(_ name: String) async throws -> String { "op_\(ids.next().text)" }
}
