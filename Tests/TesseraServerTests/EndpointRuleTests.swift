import HTTPTypes
import Hummingbird
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// What every endpoint keeps to, and what happens when one stumbles.
struct EndpointRuleTests {
    @Test
    func `what is asked with GET changes nothing`() {
        let questions = Service.endpoints.filter { $0.method == .get }

        #expect(questions.count > 20)
        for endpoint in questions {
            #expect(!endpoint.isNamedWrite && !endpoint.isEdit, "\(endpoint.name)")
            #expect(endpoint.body == nil, "\(endpoint.name)")
        }
    }

    @Test
    func `no address has room for a secret`() async throws {
        let secrets = ["token", "code", "secret", "password", "pin", "csrf", "contact"]
        for parameter in Service.endpoints.flatMap(\.parameters) {
            #expect(!secrets.contains(parameter.name), "\(parameter.name)")
        }
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 500)
        try await scene.serve { service in
            for path in ["/v1/vouchers/\(token)", "/v1/members/\(token)"] {
                let said = try await service.get(path)
                #expect([400, 404].contains(said.status))
                #expect(!String(decoding: said.bytes, as: UTF8.self).contains(token))
            }
        }
    }

    @Test
    func `no answer sends anybody elsewhere`() {
        for answer in Service.endpoints.flatMap(\.answers) {
            #expect(![300, 301, 302, 303, 305, 307, 308].contains(answer.status))
            #expect(!answer.headers.contains { $0.name.lowercased() == "location" })
        }
    }

    @Test
    func `a parameter that comes twice is refused`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.get("/v1/operators?limit=5&limit=500")
            #expect(said.status == 400)
            #expect(said.value["pointer"]?.string == "limit")
            #expect(try await service.get("/v1/operators?limit=5").status == 200)
        }
    }

    @Test
    func `a shop begins with nobody who can sign in`() async throws {
        let scene = try await ServerScene()
        #expect(try await scene.counter.accessKeys().isEmpty)
        #expect(try await scene.counter.register().operators.isEmpty)
        try await scene.serve(KeyDoor()) { service in
            for name in ["admin", "root", "tessera", "operator"] {
                let (said, _) = try await AccessEndpointTests.signIn(service, name, name)
                #expect(said.code == "sign_in_refused")
            }
        }
    }

    @Test
    func `an error that nobody foresaw is told without its words`() async throws {
        let scene = try await ServerScene()
        try await scene.serve(StumblingDoor()) { service in
            let said = try await service.get("/v1/operators")
            #expect(said.status == 500)
            #expect(said.code == "fault")
            let text = String(decoding: said.bytes, as: UTF8.self)
            for word in ["canary", "SELECT", "StumblingDoor", "Sources/", ".swift"] {
                #expect(!text.contains(word), "\(text)")
            }
            // It goes on, and whoever needs no door comes in.
            #expect(try await service.get("/healthz", as: nil).status == 200)
        }
    }
}

/// Throws what no room of ours throws.
private struct StumblingDoor: Door {
    private struct Stumble: Error, CustomStringConvertible {
        var description: String { "canary: SELECT secret FROM StumblingDoor" }
    }

    func caller(
        of request: Request, isWrite: Bool, from address: String, _ counter: Counter
    ) async throws -> Caller {
        throw Stumble()
    }
}
