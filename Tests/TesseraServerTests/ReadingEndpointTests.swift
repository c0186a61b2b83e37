import TesseraModel
import TesseraOperations
import Testing

@testable import TesseraServer

/// What an auditor may look at beside reports, and that looking is all.
struct ReadingEndpointTests {
    private static let auditor = Caller(
        name: "operator eva-1", scopes: [.check, .look, .reports, .settle], acceptor: nil,
        till: nil, worker: nil)

    private static let callers = ServerScene.callers.merging(["auditor": auditor]) { $1 }

    @Test
    func `whoever reads reports reads what they are about`() async throws {
        let scene = try await PartyScene()
        try await scene.server.publish()
        let callers = KnownCallers(callers: ReadingEndpointTests.callers)
        try await scene.server.serve(callers) { service in
            try await scene.admitBakery(service)
            let paired = try await service.post(
                "/v1/devices", "{\"device\":\"till-9\",\"at\":\"bakery\"}", named: "d-1")
            #expect(paired.status == 201)
            for path in [
                "programmes", "programmes/1", "shops", "partners", "partners/bakery", "devices",
                "devices/till-9", "conflicts",
            ] {
                let said = try await service.get("/v1/\(path)", as: "auditor")
                #expect(said.status == 200, "\(path)")
                let checks = try await service.get("/v1/\(path)", as: "checks")
                #expect(checks.code == "scope_missing", "\(path)")
            }
        }
    }

    @Test
    func `whoever reads reports changes nothing of what they are about`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        try await scene.serve(KnownCallers(callers: ReadingEndpointTests.callers)) { service in
            let writes = [
                ("/v1/programmes", "{\"text\":\"programme: other\"}"),
                ("/v1/partners", "{\"partner\":\"kiosk\"}"),
                ("/v1/partners/kiosk/end", "{\"reason\":\"x\"}"),
                ("/v1/devices", "{\"device\":\"till-9\",\"at\":\"harbour\"}"),
                ("/v1/devices/till-9/revoke", "{\"reason\":\"x\"}"),
            ]
            for (path, body) in writes {
                let said = try await service.post(path, body, as: "auditor", named: "w-1")
                #expect(said.status == 403, "\(path)")
                #expect(said.code == "scope_missing", "\(path)")
            }
            for path in ["operators", "members", "cases", "access-keys", "keys"] {
                let said = try await service.get("/v1/\(path)", as: "auditor")
                #expect(said.code == "scope_missing", "\(path)")
            }
        }
    }
}
