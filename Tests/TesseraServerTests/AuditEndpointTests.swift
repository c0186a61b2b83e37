import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// What the office sees of the journal, the keys, and codes as pictures.
struct AuditEndpointTests {
    @Test
    func `the journal says how far it is sealed, and the audit that the book is sound`()
        async throws
    {
        let scene = try await ServerScene()
        _ = try await scene.gift(cents: 500)
        try await scene.serve { service in
            let journal = try await service.get("/v1/journal")
            #expect(journal.status == 200)
            #expect(journal.value["operations"]?.integer == 1)
            #expect(journal.value["sealed"]?.integer == 0)
            #expect(journal.value["unsealed"]?.integer == 1)
            #expect(journal.value["head"]?.string == String(repeating: "0", count: 64))
            #expect(journal.value["last_sealed_at"] == nil)
            #expect(journal.value["last_booked_at"]?.string == Sample.noon.rfc3339)
            let audit = try await service.get("/v1/audit")
            #expect(audit.status == 200)
            #expect(audit.value["code"]?.string == "sound")
            #expect(audit.value["operations"]?.integer == 1)
            #expect(audit.value["unsealed"]?.integer == 1)
            #expect(audit.value["findings"]?.array?.isEmpty == true)
            #expect(audit.value["found"]?.integer == 0)
        }
    }

    @Test(arguments: ["/v1/journal", "/v1/audit", "/v1/keys"])
    func `whoever acts for one place, or only checks, sees none of it`(path: String) async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let bakery = try await service.get(path, as: "bakery")
            #expect(bakery.status == 403)
            #expect(bakery.code == "place_not_yours")
            let checks = try await service.get(path, as: "checks")
            #expect(checks.status == 403)
            #expect(checks.code == "scope_missing")
        }
    }

    @Test
    func `each key says who uses it, and nothing of its secret`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            _ = try await scene.till("till-7", service)
            let said = try await service.get("/v1/keys")
            #expect(said.status == 200)
            let keys = try #require(said.value["items"]?.array)
            #expect(keys.count == 8)
            let own = keys.filter { $0["audience"]?.integer == 0 }
            #expect(own.count == 4)
            #expect(own.allSatisfy { $0["devices"]?.array?.isEmpty == true })
            for key in keys where key["audience"]?.integer != 0 {
                #expect(key["acceptors"]?.text == "[\"bakery\"]")
                #expect(key["devices"]?.text == "[\"till-7\"]")
                #expect(key["state"]?.string == "active")
            }
        }
    }

    @Test
    func `a text becomes a picture of a code, and what no code holds is refused`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let said = try await service.ask(.post, "/v1/symbols", "{\"text\":\"TESSERA 1\"}")
            #expect(said.status == 200)
            #expect(said.headers[.contentType] == "image/svg+xml")
            #expect(
                said.text.hasPrefix(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\">"))
            let lower = try await service.ask(.post, "/v1/symbols", "{\"text\":\"tessera\"}")
            #expect(lower.status == 400)
            #expect(lower.code == "not_alphanumeric")
        }
    }
}
