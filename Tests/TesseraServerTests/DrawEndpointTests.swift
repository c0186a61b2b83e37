import HTTPTypes
import TesseraAnswers
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct DrawEndpointTests {
    @Test
    func `a draw is promised, closed, drawn once, and anybody can draw it again`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let members = [try await scene.member("Ana"), try await scene.member("Ion")]
        let numbers = members.map(\.number.text)
        try await scene.serve { service in
            for (index, number) in numbers.enumerated() {
                try await service.post(
                    "/v1/events",
                    "{\"event\":\"purchase\",\"member\":\"\(number)\",\"basket\":{\"lines\":[{"
                        + "\"item\":\"machine\",\"category\":\"devices\","
                        + "\"price\":{\"amount\":7000,\"currency\":\"EUR\"}}]}}",
                    named: "p-\(index)")
            }
            let list = try await service.get("/v1/draws")
            #expect(list.item(0)?["draw"]?.string == "winter")
            let open = try await service.get("/v1/draws/winter")
            #expect(open.value["state"]?.string == "open")
            #expect(open.value["tickets"]?.integer == 14)
            let early = try await service.ask(.post, "/v1/draws/winter/run", "{}")
            #expect(early.status == 409)
            #expect(early.code == "draw_still_open")
            #expect(try await service.get("/v1/draws/winter/record").code == "draw_still_open")
        }
        scene.clock.set(try #require(Timestamp(rfc3339: "2026-12-06T09:00:00Z")))
        try await scene.serve { service in
            let closed = try await service.get("/v1/draws/winter/record")
            #expect(closed.value["closed"]?["tickets"]?.integer == 14)
            #expect(closed.value["result"] == nil)
            let drawn = try await service.ask(.post, "/v1/draws/winter/run", "{}")
            #expect(drawn.status == 200)
            let winner = try #require(
                drawn.value["winners"]?.array?.first?["member"]?.string)
            let again = try await service.ask(.post, "/v1/draws/winter/run", "{}")
            #expect(again.headers[.idempotentReplayed] == "true")
            #expect(again.value["winners"] == drawn.value["winners"])
            let record = try await service.get("/v1/draws/winter/record")
            let file = try CompactText.value(DrawRecord.self, of: record.text)
            #expect(file.problems(digest: Digest.sha256) == [])
            let loser = try #require(numbers.first { $0 != winner })
            let proof = try await service.get("/v1/draws/winter/proofs/\(loser)")
            let shown = try CompactText.value(LoserProof.self, of: proof.text)
            #expect(
                shown.problems(
                    against: file.closed, winners: file.result?.winners ?? [],
                    digest: Digest.sha256) == [])
            let won = try await service.get("/v1/draws/winter/proofs/\(winner)")
            #expect(won.status == 409)
            #expect(won.code == "ticket_has_won")
            let unknown = try await service.get("/v1/draws/wintr")
            #expect(unknown.status == 404)
            #expect(unknown.code == "unknown_draw")
            #expect(unknown.value["hint"]?.string == "Did you mean winter?")
        }
    }

    @Test
    func `a case is listed while it is open, and resolved and closed once`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        try await scene.serve { service in
            let said = try await service.post(
                "/v1/events", "{\"event\":\"complaint\"}", named: "c-1")
            let opened = try #require(said.value["operation"]?.string)
            let list = try await service.get("/v1/cases")
            #expect(list.item(0)?["case"]?.string == opened)
            #expect(try await service.get("/v1/cases?late=true").value["items"]?.array == [])
            let path = "/v1/cases/\(opened)"
            let unowned = try await service.post(
                "\(path)/actions", "{\"action\":\"assign\"}", named: "w-0")
            #expect(unowned.status == 400)
            #expect(unowned.code == "case_unfit")
            let resolved = try await service.post(
                "\(path)/actions", "{\"action\":\"resolve\"}", named: "w-1")
            #expect(resolved.status == 201)
            #expect(resolved.code == "case_resolve")
            #expect(resolved.value["state"]?.string == "resolved")
            let again = try await service.post(
                "\(path)/actions", "{\"action\":\"resolve\"}", named: "w-1")
            #expect(again.bytes == resolved.bytes)
            let twice = try await service.post(
                "\(path)/actions", "{\"action\":\"resolve\"}", named: "w-2")
            #expect(twice.status == 409)
            #expect(twice.code == "case_resolved")
            try await service.post("\(path)/actions", "{\"action\":\"close\"}", named: "w-3")
            #expect(try await service.get("/v1/cases").value["items"]?.array == [])
            #expect(try await service.get("/v1/cases?all=true").item(0)?["late"]?.bool == false)
            #expect(try await service.get(path).value["state"]?.string == "closed")
            let unknown = try await service.get("/v1/cases/op_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE")
            #expect(unknown.status == 404)
            #expect(unknown.code == "case_unknown")
        }
    }

    @Test
    func `messages are streamed, one a line`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let ana = try await scene.member().number.text
        try await scene.serve { service in
            #expect(try await service.get("/v1/messages").bytes == [])
            for name in ["v-1", "v-2"] {
                try await service.post(
                    "/v1/events", "{\"event\":\"visit\",\"member\":\"\(ana)\"}", named: name)
            }
            let all = try await service.get("/v1/messages")
            #expect(all.headers[.contentType] == "application/x-ndjson")
            let lines = try all.text.split(separator: "\n").map {
                try JSONValue(reading: Array($0.utf8))
            }
            #expect(lines.map { $0["template"]?.string } == ["welcome", "welcome"])
            #expect(lines.allSatisfy { $0["member"]?.string == ana })
            #expect(
                lines.allSatisfy { SharedShapes.shape("message").misfit(of: $0) == nil })
        }
    }
}
