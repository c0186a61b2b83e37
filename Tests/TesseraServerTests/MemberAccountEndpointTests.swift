import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct MemberAccountEndpointTests {
    @Test
    func `units go on an account and off it, once for each name`() async throws {
        let scene = try await ServerScene()
        let path = "/v1/members/\(try await scene.member().number.text)"
        try await scene.serve { service in
            let body = "{\"asset\":\"points\",\"amount\":120,\"reason\":\"welcome\"}"
            let credited = try await service.post("\(path)/credits", body, named: "c-1")
            #expect(credited.status == 201)
            #expect(credited.code == "credited")
            #expect(credited.value["balance"]?["amount"]?.integer == 120)
            let again = try await service.post("\(path)/credits", body, named: "c-1")
            #expect(again.bytes == credited.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
            let debited = try await service.post(
                "\(path)/debits", "{\"asset\":\"points\",\"amount\":50,\"reason\":\"mug\"}",
                named: "d-1")
            #expect(debited.value["balance"]?["amount"]?.integer == 70)
            let tooMuch = try await service.post(
                "\(path)/debits", "{\"asset\":\"points\",\"amount\":71,\"reason\":\"mug\"}",
                named: "d-2")
            #expect(tooMuch.status == 409)
            #expect(tooMuch.code == "insufficient_holding")
            let unknown = try await service.post(
                "\(path)/credits", "{\"asset\":\"point\",\"amount\":1,\"reason\":\"x\"}",
                named: "c-2")
            #expect(unknown.code == "unknown_asset")
            let none = try await service.post(
                "\(path)/credits", "{\"asset\":\"points\",\"amount\":0,\"reason\":\"x\"}",
                named: "c-3")
            #expect(none.status == 400)
            #expect(none.pointer == "/amount")
            let member = try await service.get(path)
            let holding = member.value["holdings"]?.array?.first
            #expect(holding?["balance"]?["amount"]?.integer == 70)
            #expect(member.value["movements"]?.array?.map { $0["units"]?.integer } == [120, -50])
        }
    }

    @Test
    func `a lost card is replaced once, and the old one is refused`() async throws {
        let scene = try await ServerScene()
        let member = try await scene.member()
        let old = try await scene.card(of: member)
        let path = "/v1/members/\(member.number.text)"
        try await scene.serve { service in
            let made = try await service.post("\(path)/reissue", "{}", named: "r-1")
            #expect(made.status == 201)
            #expect(made.value["replaces"]?.string == member.card.voucherText)
            let again = try await service.post("\(path)/reissue", "{}", named: "r-1")
            #expect(again.bytes == made.bytes)
            #expect(again.headers[.idempotentReplayed] == "true")
            let refused = try await service.ask(
                .post, "/v1/recognitions", "{\"card\":\"\(old)\"}")
            #expect(refused.status == 409)
            #expect(refused.code == "revoked")
            let new = try #require(made.value["token"]?.string)
            let known = try await service.ask(
                .post, "/v1/recognitions", "{\"card\":\"\(new)\"}")
            #expect(known.value["member"]?.string == member.number.text)
        }
    }

    @Test
    func `a code from a phone greets as often as one likes and admits once`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let number = try await scene.member().number.text
        try await scene.serve { service in
            let shown = try await service.get("/v1/members/\(number)/live-code")
            #expect(shown.value["seconds_left"]?.integer == 30)
            #expect(shown.headers[.cacheControl] == "no-store")
            let live = try #require(shown.value["live"]?.string)
            for _ in 0..<2 {
                let seen = try await service.ask(
                    .post, "/v1/recognitions", "{\"card\":\"\(live)\"}", as: "checks")
                #expect(seen.status == 200)
                #expect(seen.value["name"]?.string == "Ana")
                #expect(seen.value["tiers"]?.array?.first?["level"]?.string == "new")
            }
            let admitted = try await service.ask(
                .post, "/v1/admissions", "{\"card\":\"\(live)\"}", as: "checks")
            #expect(admitted.status == 200)
            #expect(admitted.value["entry"]?.string == "live")
            let again = try await service.ask(
                .post, "/v1/admissions", "{\"card\":\"\(live)\"}", as: "checks")
            #expect(again.status == 409)
            #expect(again.code == "live_code_used")
        }
    }
}
