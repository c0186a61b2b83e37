import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// At which till something happens, and who may say so.
struct OwnTillTests {
    private static func amount(_ cents: Int64) -> String {
        "\"amount\":{\"amount\":\(cents),\"currency\":\"EUR\"}"
    }

    @Test
    func `a paired till is itself, whatever it is told to be`() async throws {
        let scene = try await PartyScene()
        let counter = scene.server.counter
        try await scene.serve { service in
            try await scene.admitBakery(service)
            for till in ["till-7", "till-8"] { _ = try await scene.till(till, service) }
        }
        _ = try await counter.appoint(
            OperatorTerms(id: Sample.ana, role: .partner, acceptor: ShopID("bakery")),
            operation: scene.server.ids.next())
        try await counter.setPIN("739204", of: Sample.ana, by: .terminal)
        try await scene.server.serve { service in
            _ = try await scene.gift(cents: 5_000, service)
        }
        try await scene.server.serve(KeyDoor()) { service in
            let signedIn = try await service.ask(
                .post, "/v1/sessions",
                "{\"operator\":\"ana-7\",\"pin\":\"739204\",\"device\":\"till-7\"}", as: nil)
            #expect(signedIn.status == 201, "\(signedIn.value.text)")
            var headers = HTTPFields()
            headers[.cookie] = String(
                (signedIn.headers[.setCookie] ?? "").prefix { $0 != ";" })
            headers[.named("X-CSRF-Token")] = signedIn.value["csrf"]?.string
            let batch = try await counter.ledger.batches(after: nil, limit: 1)[0]
            let token = try await counter.issued(batch.first).token
            func sell(_ more: String, named name: String) async throws -> Asking.Said {
                try await service.ask(
                    .post, "/v1/redemptions",
                    "{\"voucher\":\"\(token)\",\(Self.amount(100))\(more)}", as: nil,
                    named: name, headers)
            }
            for more in [",\"till\":\"till-8\"", ",\"operator\":\"ben-2\""] {
                let other = try await sell(more, named: "r-0")
                #expect(other.status == 403, "\(other.value.text)")
                #expect(other.code == "place_not_yours")
            }
            let own = try await sell("", named: "r-1")
            #expect(own.value["till"]?.string == "till-7")
            #expect(own.value["operator"]?.string == "ana-7")
            let redemption = try #require(own.value["redemption"]?.string)
            let path = "/v1/redemptions/\(redemption)/undo"
            let undone = try await service.ask(
                .post, path, "{\"till\":\"till-8\"}", as: nil, named: "u-0", headers)
            #expect(undone.code == "place_not_yours")
            let back = try await service.ask(.post, path, "{}", as: nil, named: "u-1", headers)
            #expect(back.status == 201, "\(back.value.text)")
        }
    }

    @Test
    func `a key names no till that is paired with somebody else`() async throws {
        let scene = try await PartyScene()
        try await scene.serve { service in
            try await scene.admitBakery(service)
            try await service.post("/v1/partners", "{\"partner\":\"cafe-sol\"}", named: "p-2")
            let theirs = try await service.post(
                "/v1/devices", "{\"device\":\"till-9\",\"at\":\"cafe-sol\"}", named: "d-9")
            #expect(theirs.status == 201)
            let token = try await scene.gift(cents: 500, service)
            for path in ["/v1/checks", "/v1/redemptions"] {
                let said = try await service.post(
                    path, "{\"voucher\":\"\(token)\",\"till\":\"till-9\"}", as: "bakery",
                    named: "r-1")
                #expect(said.status == 403, "\(path)")
                #expect(said.code == "place_not_yours")
            }
        }
    }
}
