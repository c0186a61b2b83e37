import HTTPTypes
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// How often somebody may ask, and what they are told of it.
struct RateLimitTests {
    private static let policy = HTTPField.Name.named("RateLimit-Policy")
    private static let limit = HTTPField.Name.named("RateLimit")

    @Test
    func `every answer says how many requests are left and when there is one more`()
        async throws
    {
        let scene = try await ServerScene()
        try await scene.serve(
            KnownCallers(callers: ServerScene.callers), [.requestsPerMinute: "3"]
        ) { service in
            func ask() async throws -> Asking.Said { try await service.get("/v1/batches") }
            let first = try await ask()
            #expect(first.headers[Self.policy] == "\"caller\";q=3;w=60")
            #expect(first.headers[Self.limit] == "\"caller\";r=2;t=20")
            #expect(try await ask().headers[Self.limit] == "\"caller\";r=1;t=20")
            scene.clock.advance(byMilliseconds: 5_000)
            #expect(try await ask().headers[Self.limit] == "\"caller\";r=0;t=15")
            let none = try await ask()
            #expect(none.status == 429)
            #expect(none.headers[Self.limit] == "\"caller\";r=0;t=15")
            #expect(none.headers[.retryAfter] == "15")
            #expect(none.value["hint"]?.string == "Wait 15 s.")
        }
    }

    @Test
    func `whoever tries keys waits, and whoever has one does not`() async throws {
        let scene = try await ServerScene()
        let order = AccessKeyOrder(
            name: "reports", scopes: [.metrics], acceptor: nil, expiresAt: nil)
        let key = try await scene.counter.issueAccessKey(order, by: .terminal).text
        try await scene.serve(KeyDoor(), [.requestsPerMinute: "3"]) { service in
            let wrong = [String(key.dropLast(4)) + "0000", "tsk_0", ""]
            for guess in wrong {
                let said = try await service.get("/metrics", as: guess)
                #expect(said.status == 401)
                #expect(said.headers[Self.policy] == "\"address\";q=3;w=60")
            }
            for guess in [wrong[0], nil] {
                let said = try await service.get("/metrics", as: guess)
                #expect(said.status == 429)
                #expect(said.code == "too_many_requests")
                #expect(said.headers[.retryAfter] == "20")
            }
            let session = try await service.ask(
                .get, "/v1/sessions/current", as: nil, [.cookie: "__Host-tessera=AAAA"])
            #expect(session.status == 429)
            #expect(try await service.get("/metrics", as: key).status == 200)
            // A key that is good, and not for this, is counted by its name.
            let other = try await service.get("/v1/access-log", as: key)
            #expect(other.status == 403)
            #expect(other.headers[Self.limit] == "\"caller\";r=1;t=20")
        }
    }

    @Test
    func `a thousand a second are let through, and no setting promises more`() throws {
        let limiter = RateLimiter(perMinute: 60_000)
        let burst = (0..<60_001).map { _ in limiter.count("key_a", at: Sample.noon).waitSeconds }
        #expect(burst.count { $0 == nil } == 60_000)
        let second = Sample.noon.advanced(byMilliseconds: 1_000)
        let later = (0..<1_001).map { _ in limiter.count("key_a", at: second).waitSeconds }
        #expect(later.count { $0 == nil } == 1_000)
        #expect(
            throws: ConfigurationError.serviceSetting(
                "requests_per_minute", allowed: "from 1 to 60000", source: "--requests-per-minute")
        ) {
            try ServiceSettings(
                options: [.requestsPerMinute: "60001"], environment: { _ in nil }, lines: [])
        }
    }

    @Test
    func `a number that divides no minute is rounded to fewer`() {
        let limiter = RateLimiter(perMinute: 7_000)
        for _ in 0..<7_000 { _ = limiter.count("key_a", at: Sample.noon) }
        let minute = Sample.noon.advanced(byMilliseconds: 60_000)
        let later = (0..<7_000).map { _ in limiter.count("key_a", at: minute).waitSeconds }
        #expect(later.count { $0 == nil } == 6_666)
    }

    @Test
    func `however many addresses ask, so many are remembered and no more`() {
        let limiter = RateLimiter(perMinute: 1)
        #expect(limiter.count("first", at: Sample.noon).waitSeconds == nil)
        #expect(limiter.count("first", at: Sample.noon).waitSeconds == 60)
        for number in 1..<RateLimiter.most {
            _ = limiter.count("address \(number)", at: Sample.noon)
        }
        #expect(limiter.count("first", at: Sample.noon).waitSeconds == 60)
        #expect(limiter.count("one more", at: Sample.noon).waitSeconds == nil)
        #expect(limiter.count("first", at: Sample.noon).waitSeconds == nil)
    }

    @Test(
        arguments: [
            ("203.0.113.9", "203.0.113.9"), ("10.0.0.1, 203.0.113.9", "203.0.113.9"),
            ("203.0.113.9 ", "203.0.113.9"), ("2001:db8::7", "2001:db8::7"),
            ("203.0.113.9,", nil), ("203.0.113.9, ", nil), ("", nil), (" ", nil), (",", nil),
            ("unknown", nil), ("cafe", nil), ("203.0.113.9 x", "203.0.113.9"),
            ("10.0.0.1, nobody.example", nil),
            ("1234567890.1234567890.1234567890.1234567890.12", nil),
        ] as [(String, String?)])
    func `of what a proxy forwards the last address counts, and nothing in front of it`(
        header: String, address: String?
    ) {
        #expect(Porter.lastAddress(of: header) == address)
    }
}
