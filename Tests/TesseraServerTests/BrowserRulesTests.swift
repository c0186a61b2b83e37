import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// What answers say to browsers, and what the log says of requests.
struct BrowserRulesTests {
    private static let rules = [
        "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy":
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "sandbox",
        "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "no-referrer",
    ]

    @Test
    func `every answer has the rules for browsers, a yes, a no and a fault of the way`()
        async throws
    {
        let scene = try await ServerScene()
        let token = try await scene.gift(cents: 500)
        try await scene.serve { service in
            let answers = [
                try await service.get("/healthz", as: nil), try await service.get("/metrics"),
                try await service.get("/v1/operators"), try await service.get("/nowhere"),
                try await service.get("/v1/operators", as: nil),
                try await service.ask(.options, "/v1/checks"),
                try await service.ask(.post, "/v1/checks", "{\"voucher\":\"\(token)\"}"),
                try await service.ask(.post, "/v1/checks", "not JSON"),
            ]
            for said in answers {
                for (name, value) in Self.rules {
                    #expect(said.headers[.named(name)] == value, "\(said.status) \(name)")
                }
                #expect(said.headers[.strictTransportSecurity] == nil)
            }
        }
    }

    @Test
    func `no answer lets another site read it, whatever site asks`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let headers: HTTPFields = [
                .origin: "https://other.example", .accessControlRequestMethod: "POST",
            ]
            for method in [HTTPRequest.Method.get, .options, .post] {
                let said = try await service.ask(method, "/v1/operators", nil, headers)
                #expect(said.headers[.accessControlAllowOrigin] == nil)
                #expect(said.headers[.accessControlAllowCredentials] == nil)
            }
            let preflight = try await service.ask(.options, "/v1/operators", nil, headers)
            #expect(preflight.status == 405)
        }
    }

    @Test
    func `texts say how they are written`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let metrics = try await service.get("/metrics")
            #expect(
                metrics.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            let found = try await service.get("/v1/operators")
            #expect(found.headers[.contentType] == "application/json")
            let lost = try await service.get("/nowhere")
            #expect(lost.headers[.contentType] == "application/problem+json")
        }
    }

    @Test
    func `TRACE and what is no method of ours are refused`() async throws {
        let scene = try await ServerScene()
        try await scene.serve { service in
            let methods = ["TRACE", "CONNECT", "PURGE", "PROPFIND"]
            for method in methods.compactMap(HTTPRequest.Method.init(rawValue:)) {
                let said = try await service.ask(method, "/healthz", as: nil)
                #expect([404, 405].contains(said.status), "\(method)")
            }
        }
    }

    @Test(
        arguments: [
            (false, [String](), "https", nil),
            (true, [], nil, "max-age=63072000; includeSubDomains"),
            (false, ["127.0.0.1"], "https", "max-age=63072000; includeSubDomains"),
            (false, ["127.0.0.1"], "http", nil), (false, ["10.0.0.1"], "https", nil),
        ] as [(Bool, [String], String?, String?)])
    func `TLS is promised over TLS alone, our own or that of a proxy that we know`(
        isEncrypted: Bool, proxies: [String], said: String?, promise: String?
    ) {
        var headers = HTTPFields()
        var asked = HTTPRequest(method: .get, scheme: nil, authority: "x", path: "/")
        asked.headerFields[.named("X-Forwarded-Proto")] = said
        let rules = BrowserRules(isEncrypted: isEncrypted, trustedProxies: Set(proxies))

        rules.apply(
            to: &headers, of: Request(head: asked, body: RequestBody(buffer: ByteBuffer())),
            from: "127.0.0.1")

        #expect(headers[.strictTransportSecurity] == promise)
    }

    @Test
    func `a refusal is a line of the log: who, what, why, when, and nothing that was sent`()
        async throws
    {
        let scene = try await ServerScene()
        let lines = Lines()
        var logger = Logger(label: "test") { _ in LineKeeper(lines: lines) }
        logger.logLevel = .info
        let settings = try ServiceSettings(options: [:], environment: { _ in nil }, lines: [])
        let server = try buildServer(
            scene.counter, settings, KnownCallers(callers: ServerScene.callers), logger)
        let evil = "x%0d%0aSet-Cookie:%20a=b%0a%7B%22level%22:%22info%22%7D"
        try await server.test(.router) { client in
            let service = Asking(client: client)
            let refused = try await service.get("/v1/access-keys", as: "checks")
            #expect(refused.status == 403)
            let split = try await service.get("/v1/vouchers/\(evil)")
            #expect(split.headers[.setCookie] == nil)
        }
        let said = lines.all.filter { $0.message == "answered" }
        #expect(said.count == 2)
        #expect(said[0].metadata["endpoint"] == "list_access_keys")
        #expect(said[0].metadata["caller"] == "key_checks")
        #expect(said[0].metadata["code"] == "scope_missing")
        #expect(said[0].metadata["status"] == "403")
        #expect(said[0].metadata["address"] != nil)
        #expect(!said.contains { "\($0.metadata)".contains("Set-Cookie") })
    }
}

/// Lines of a log, kept.
private final class Lines: Sendable {
    struct Line: Sendable {
        let message: String
        let metadata: Logger.Metadata
    }

    private let kept = Mutex<[Line]>([])

    var all: [Line] { kept.withLock { $0 } }

    func keep(_ line: Line) { kept.withLock { $0.append(line) } }
}

private struct LineKeeper: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        lines.keep(Lines.Line(message: "\(event.message)", metadata: all))
    }
}
