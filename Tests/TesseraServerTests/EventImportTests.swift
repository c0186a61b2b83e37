import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

struct EventImportTests {
    private func send(
        _ lines: String, _ service: Asking, named name: String = "i-1", as key: String = "all"
    ) async throws -> (said: Asking.Said, lines: [JSONValue]) {
        let said = try await service.ask(
            .post, "/v1/event-imports", lines, as: key, named: name,
            [.contentType: "application/x-ndjson"])
        guard said.status == 200 else { return (said, []) }
        let lines = try said.bytes.split(separator: UInt8(ascii: "\n")).map {
            try JSONValue(reading: Array($0))
        }
        return (said, lines)
    }

    @Test
    func `each line is answered, and the same import again records nothing`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        let ana = try await scene.member().number.text
        let text = """
            {"event":"visit","member":"\(ana)"}

            {"event":"visit","member":"mem_604173310862"}
            {"event":"visit","member":"\(ana)","operation":"till-9/41"}
            {"event":"party"}
            not json
            {"event":"goodwill","member":"\(ana)","amount":{"amount":5,"currency":"USD"}}
            {"event":"visit","member":"\(ana)"}
            """
        try await scene.serve { service in
            let (said, lines) = try await send(text, service)
            #expect(said.headers[.contentType] == "application/x-ndjson")
            #expect(
                lines.map { $0["code"]?.string } == [
                    "recorded", "unknown_member", "recorded", "request_unfit", "body_not_json",
                    "request_unfit", "recorded", "imported",
                ])
            #expect(lines.map { $0["line"]?.integer } == [1, 3, 4, 5, 6, 7, 8, nil])
            #expect(lines[3]["pointer"]?.string == "/event")
            #expect(lines[5]["pointer"]?.string == "/amount/currency")
            #expect(
                lines[7].text
                    == "{\"code\":\"imported\",\"recorded\":3,\"refused\":4,\"repeated\":0}")
            let again = try await send(text, service).lines
            #expect(again[0]["code"]?.string == "repeated")
            #expect(again[0]["operation"] == lines[0]["operation"])
            #expect(
                again[7].text
                    == "{\"code\":\"imported\",\"recorded\":0,\"refused\":4,\"repeated\":3}")
            #expect(try await service.get("/v1/events").value["items"]?.array?.count == 3)

            let single = try await service.post(
                "/v1/events", "{\"event\":\"visit\",\"member\":\"\(ana)\"}", named: "till-9/41")
            #expect(single.headers[.idempotentReplayed] == "true")
            let other = try await send("{\"event\":\"visit\"}", service).lines
            #expect(other[0]["code"]?.string == "idempotency_key_reused")
        }
    }

    @Test
    func `an import needs its name, its type, a programme, and a shop of our own`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let early = try await send("{\"event\":\"visit\"}", service)
            #expect(early.said.status == 409)
            #expect(early.said.code == "no_programme")
        }
        try await scene.publish()
        try await scene.serve { service in
            let nameless = try await service.ask(
                .post, "/v1/event-imports", "", [.contentType: "application/x-ndjson"])
            #expect(nameless.code == "idempotency_key_missing")
            let json = try await service.post("/v1/event-imports", "{}", named: "i-1")
            #expect(json.status == 415)
            let bakery = try await send("{\"event\":\"visit\"}", service, as: "bakery")
            #expect(bakery.said.status == 403)
            #expect(bakery.said.code == "place_not_yours")
            let empty = try await send("", service)
            #expect(empty.lines.map { $0["code"]?.string } == ["imported"])
        }
    }

    @Test
    func `a line without an end stops the import and no more`() async throws {
        let scene = try await ServerScene()
        try await scene.publish()
        try await scene.serve { service in
            let long = String(repeating: " ", count: (4 << 20) + 1)
            let lines = try await send("{\"event\":\"visit\"}\n\(long)", service).lines
            #expect(lines.map { $0["code"]?.string } == ["recorded", "body_too_large"])
            #expect(lines[1]["line"]?.integer == 2)
        }
    }

    @Test
    func `lines are cut wherever the pieces end`() {
        for size in 1...9 {
            var cutter = LineCutter(most: 4)
            var found: [String] = []
            let bytes = Array("ab\n\nabcd\nx".utf8)
            for begin in stride(from: 0, to: bytes.count, by: size) {
                cutter.take(bytes[begin..<min(begin + size, bytes.count)])
                while let line = cutter.next() {
                    found.append(String(decoding: line, as: UTF8.self))
                }
            }
            #expect(found == ["ab", "", "abcd"])
            #expect(String(decoding: cutter.last, as: UTF8.self) == "x")
            #expect(!cutter.isOverlong)
        }
        var cutter = LineCutter(most: 4)
        cutter.take(Array("abcde".utf8))
        let none = cutter.next()
        #expect(none == nil)
        #expect(cutter.isOverlong)
    }
}
