import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// What holds for every address.
struct ServiceTests {
    @Test
    func `every operation has a name of its own, and every path parameter is declared`() {
        let names = Service.endpoints.map(\.name)
        #expect(Set(names).count == names.count)
        for endpoint in Service.endpoints {
            let wanted = Set(
                endpoint.path.split(separator: "/").filter { $0.hasPrefix("{") }
                    .map { String($0.dropFirst().dropLast()) })
            let declared = Set(endpoint.parameters.filter(\.isInPath).map(\.name))
            #expect(wanted == declared, "\(endpoint.name)")
        }
    }

    @Test
    func `a known path answers another method with 405 and what there is`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.delete, "/v1/checks")
            #expect(said.status == 405)
            #expect(said.code == "method_not_allowed")
            #expect(said.headers[.allow] == "POST")
            let unknown = try await service.get("/v1/nothing")
            #expect(unknown.status == 404)
            #expect(unknown.code == "unknown_path")
        }
    }

    @Test
    func `whoever is not known is told nothing else`() async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 5_000)
        try await scene.serve { service in
            let nobody = try await service.ask(
                .post, "/v1/checks", "{\"voucher\":\"\(token)\"}", as: nil)
            #expect(nobody.status == 401)
            #expect(nobody.headers[.wwwAuthenticate] == "Bearer realm=\"tessera\"")
            let checksOnly = try await service.ask(
                .post, "/v1/redemptions", "{\"voucher\":\"\(token)\",\"all\":true}",
                as: "checks", named: "r-1")
            #expect(checksOnly.status == 403)
            #expect(checksOnly.code == "scope_missing")
        }
    }

    @Test(
        arguments: [
            ("{", "body_not_json", nil), ("", "body_not_json", nil),
            ("{\"voucher\":1.5}", "body_not_json", nil), ("[]", "request_unfit", ""),
            ("{\"voucher\":7}", "request_unfit", "/voucher"),
            ("{\"code\":\"x\"}", "request_unfit", "/code"), ("{}", "request_unfit", "/voucher"),
            ("{\"voucher\":\"x\",\"expect\":[\"gift\",\"coat\"]}", "request_unfit", "/expect/1"),
        ] as [(String, String, String?)])
    func `what does not fit is refused with its place`(
        body: String, code: String, pointer: String?
    ) async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.post, "/v1/checks", body)
            #expect(said.status == 400)
            #expect(said.code == code)
            #expect(said.value["pointer"]?.string == pointer)
        }
    }

    @Test(arguments: [
        String(repeating: "[", count: 100_000), String(repeating: "{\"voucher\":", count: 80_000),
        "{\"voucher\":" + String(repeating: "[", count: 500_000)
            + String(repeating: "]", count: 500_000) + "}",
        "{\"voucher\":" + String(repeating: "9", count: 1_000_000) + "}",
        "{\"voucher\":1e" + String(repeating: "9", count: 1_000_000) + "}",
        "{\"voucher\":-0." + String(repeating: "0", count: 1_000_000) + "1}",
        "{" + String(repeating: "\"voucher\":\"x\",", count: 60_000) + "\"voucher\":\"x\"}",
        "{\"voucher\":\"x\",\"voucher\":\"y\"}",
        "{\"voucher\":\"x\",\"\\u0076oucher\":\"y\"}",
        "{\"voucher\":\"\\uD800\"}",
    ])
    func `a body that is made to hurt is refused`(body: String) async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.post, "/v1/checks", body)
            #expect(said.status == 400)
            #expect(said.code == "body_not_json")
        }
    }

    @Test
    func `a write without a name of its own is not done`() async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 5_000)
        try await scene.serve { service in
            let body = "{\"voucher\":\"\(token)\",\"all\":true}"
            let unnamed = try await service.ask(.post, "/v1/redemptions", body)
            #expect(unnamed.status == 400)
            #expect(unnamed.code == "idempotency_key_missing")
            let long = String(repeating: "k", count: 256)
            let unfit = try await service.ask(.post, "/v1/redemptions", body, named: long)
            #expect(unfit.code == "idempotency_key_unfit")
            let checked = try await service.ask(.post, "/v1/checks", "{\"voucher\":\"\(token)\"}")
            #expect(checked.value["balance"]?["amount"]?.integer == 5_000)
        }
    }

    @Test
    func `two callers with the same name for a write do not meet`() async throws {
        let scene = try await ServerScene()
        let tokens = [try await scene.gift(cents: 500), try await scene.gift(cents: 700)]
        try await scene.serve { service in
            let first = try await service.post(
                "/v1/redemptions", "{\"voucher\":\"\(tokens[0])\",\"all\":true}", named: "1")
            let second = try await service.ask(
                .post, "/v1/redemptions", "{\"voucher\":\"\(tokens[1])\",\"all\":true}",
                as: "bakery", named: "1")
            #expect(first.status == 201)
            #expect(second.code != "idempotency_key_reused")
        }
    }

    @Test
    func `a body that is too large or of another type is not read`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let large = try await service.ask(
                .post, "/v1/checks",
                "{\"voucher\":\"\(String(repeating: "A", count: 1 << 20))\"}")
            #expect(large.status == 413)
            let form = try await service.ask(
                .post, "/v1/checks", "voucher=1",
                [.contentType: "application/x-www-form-urlencoded"])
            #expect(form.status == 415)
        }
    }

    @Test
    func `the eleventh wrong code waits, and one of ours passes meanwhile`() async throws {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 5_000)
        try await scene.serve { service in
            // Within the tag, where every character is one.
            let middle = token.dropLast(7).last == "0" ? "1" : "0"
            let forged = token.dropLast(8) + middle + token.suffix(7)
            for _ in 0..<10 {
                let said = try await service.ask(
                    .post, "/v1/checks", "{\"voucher\":\"\(forged)\"}")
                #expect(said.status == 422)
            }
            let eleventh = try await service.ask(
                .post, "/v1/checks", "{\"voucher\":\"\(forged)\"}")
            #expect(eleventh.status == 429)
            #expect(eleventh.code == "too_many_wrong_codes")
            #expect(eleventh.headers[.retryAfter] == "6")
            let ours = try await service.ask(.post, "/v1/checks", "{\"voucher\":\"\(token)\"}")
            #expect(ours.status == 200)
        }
    }

    @Test
    func `answers are not kept by anybody between`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.get("/healthz", as: nil)
            #expect(said.headers[.cacheControl] == "no-store")
            #expect(try await service.get("/readyz", as: nil).status == 200)
            #expect(said.headers[.xContentTypeOptions] == "nosniff")
            #expect(said.headers[.named("X-Request-Id")] != nil)
        }
    }

    @Test
    func `every operation of the document has an example that fits`() throws {
        for endpoint in Service.endpoints {
            if let body = endpoint.body, body.type == "application/json" {
                let sample = Samples.request(of: endpoint.name)
                let misfit = sample.flatMap { body.shape.misfit(of: $0) }
                #expect(sample != nil && misfit == nil, "\(endpoint.name) is asked")
            }
            // Bytes and whole documents are not shown.
            guard let answer = endpoint.answers.first, let shape = answer.shape,
                shape != .anything, answer.type != "application/octet-stream"
            else { continue }
            let sample = Samples.answer(of: endpoint.name)
            #expect(sample != nil, "\(endpoint.name) answers")
            if answer.type == "application/json", let sample {
                #expect(shape.misfit(of: sample) == nil, "\(endpoint.name) answers")
            }
        }
    }
}
