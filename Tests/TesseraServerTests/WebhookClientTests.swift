import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Synchronization
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// Messages on their way over a real connection, and addresses that are not what they seem.
struct WebhookClientTests {
    @Test
    func `a message arrives with its headers, and its answer comes back`() async throws {
        let heard = Heard()
        try await heard.listen { port in
            let client = WebhookClient(reach: .loopbackToo, resolver: heard)
            let answer = await client.send(
                message, to: try WebhookURL("http://hooks.example:\(port)/taken?a=b"))
            #expect(answer == .answered(status: 200, retryAfterSeconds: nil))
        }

        let request = try #require(heard.requests.first)
        #expect(request.target == "/taken?a=b")
        #expect(request.host?.hasPrefix("hooks.example:") == true)
        #expect(request.headers[.contentType] == "application/json")
        #expect(request.headers[.named("webhook-id")] == "msg_1")
        #expect(request.headers[.named("webhook-timestamp")] == "1796126400")
        #expect(request.headers[.named("webhook-signature")] == "v1,c2lnbmVk")
        #expect(request.body == Array("{}".utf8))
    }

    @Test
    func `a name is looked up once, and what it says later does not count`() async throws {
        let heard = Heard()
        heard.say([[127, 0, 0, 1]], then: [[169, 254, 169, 254]])
        try await heard.listen { port in
            let client = WebhookClient(reach: .loopbackToo, resolver: heard)
            let url = try WebhookURL("http://hooks.example:\(port)/taken")
            #expect(
                await client.send(message, to: url)
                    == .answered(status: 200, retryAfterSeconds: nil))
            #expect(heard.questions == ["hooks.example"])
            #expect(await client.send(message, to: url) == .unanswered(.addressRefused))
        }

        #expect(heard.requests.count == 1)
    }

    @Test(
        arguments: [
            [[127, 0, 0, 1]], [[8, 8, 8, 8], [127, 0, 0, 1]], [[10, 0, 0, 1]],
            [[UInt8](repeating: 0, count: 15) + [1]],
        ] as [[[UInt8]]])
    func `a live shop asks no machine of its own network`(addresses: [[UInt8]]) async throws {
        let heard = Heard()
        heard.say(addresses, then: addresses)
        try await heard.listen { port in
            let client = WebhookClient(reach: .internet, resolver: heard)
            for scheme in ["http", "https"] {
                let url = try WebhookURL("\(scheme)://hooks.example:\(port)/taken")
                #expect(await client.send(message, to: url) == .unanswered(.addressRefused))
            }
        }

        #expect(heard.requests.isEmpty)
    }

    @Test(arguments: [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "localhost", "[::1]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    ])
    func `this machine is not asked however it is spelt`(host: String) async throws {
        let heard = Heard()
        try await heard.listen { port in
            let client = WebhookClient(reach: .internet, resolver: SystemResolver())
            let answer = await client.send(
                message, to: try WebhookURL("https://\(host):\(port)/taken"))
            // A resolver may not know a spelling at all.
            #expect(
                [.unanswered(.addressRefused), .unanswered(.nameUnknown)].contains(answer))
        }

        #expect(heard.requests.isEmpty)
    }

    @Test
    func `nothing is followed, and an endless answer is left`() async throws {
        let heard = Heard()
        try await heard.listen { port in
            let client = WebhookClient(reach: .loopbackToo, resolver: heard)
            let moved = await client.send(
                message, to: try WebhookURL("http://hooks.example:\(port)/moved"))
            #expect(moved == .answered(status: 302, retryAfterSeconds: nil))
            let endless = await client.send(
                message, to: try WebhookURL("http://hooks.example:\(port)/endless"))
            #expect(endless == .answered(status: 200, retryAfterSeconds: nil))
            let later = await client.send(
                message, to: try WebhookURL("http://hooks.example:\(port)/later"))
            #expect(later == .answered(status: 503, retryAfterSeconds: 120))
        }

        #expect(heard.requests.map(\.target) == ["/moved", "/endless", "/later"])
    }

    @Test
    func `a receiver that says nothing is left, and a name that is nothing is told`() async throws {
        let heard = Heard()
        try await heard.listen { port in
            var client = WebhookClient(reach: .loopbackToo, resolver: heard)
            client.timeout = .milliseconds(200)
            let silent = await client.send(
                message, to: try WebhookURL("http://hooks.example:\(port)/silent"))
            #expect(silent == .unanswered(.timeout))
            heard.say([], then: [])
            let unknown = await client.send(
                message, to: try WebhookURL("http://hooks.example:\(port)/taken"))
            #expect(unknown == .unanswered(.nameUnknown))
        }
    }

    private let message = WebhookMessage(
        id: "msg_1", seconds: 1_796_126_400, signature: "v1,c2lnbmVk", body: Array("{}".utf8))
}

/// A receiver on loopback, and the look-up of its name.
private final class Heard: WebhookResolver {
    struct Request: Sendable {
        let target: String
        let host: String?
        let headers: HTTPFields
        let body: [UInt8]
    }

    private struct State {
        var requests: [Request] = []
        var questions: [String] = []
        var now: [[UInt8]] = [[127, 0, 0, 1]]
        var later: [[UInt8]] = [[127, 0, 0, 1]]
    }

    private let state = Mutex(State())

    var requests: [Request] { state.withLock { $0.requests } }
    var questions: [String] { state.withLock { $0.questions } }

    /// What the next look-up says, and all after it.
    func say(_ now: [[UInt8]], then later: [[UInt8]]) {
        state.withLock { ($0.now, $0.later) = (now, later) }
    }

    func addresses(of host: String) async -> [WebhookAddress] {
        state.withLock { state in
            state.questions.append(host)
            let said = state.now
            state.now = state.later
            return said.compactMap(WebhookAddress.init)
        }
    }

    /// Takes connections while a test works.
    func listen(_ work: @escaping @Sendable (Int) async throws -> Void) async throws {
        let router = Router()
        router.post("**") { request, _ in try await self.answer(to: request) }
        let server = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            logger: Logger(label: "receiver") { _ in SwiftLogNoOpLogHandler() })
        try await server.test(.live) { client in
            try await work(try #require(client.port))
        }
    }

    private func answer(to request: Hummingbird.Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1_024)
        state.withLock {
            $0.requests.append(
                Request(
                    target: request.uri.string, host: request.head.authority,
                    headers: request.headers,
                    body: Array(body.readableBytesView)))
        }
        switch request.uri.path {
        case "/moved":
            return Response(status: .found, headers: [.location: "/taken"])
        case "/later":
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "120"])
        case "/endless":
            let piece = ByteBuffer(repeating: 0x20, count: 4_096)
            return Response(
                status: .ok, body: ResponseBody(asyncSequence: AsyncStream { piece }))
        case "/silent":
            // Longer than the client waits, and no longer than its end waits for it.
            try await Task.sleep(for: .seconds(1))
            return Response(status: .ok)
        default: return Response(status: .ok)
        }
    }
}
