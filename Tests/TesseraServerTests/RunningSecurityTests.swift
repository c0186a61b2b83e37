import Foundation
import HTTPTypes
import TesseraAnswers
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// What only the program itself can show to somebody who wants in.
@Suite(.serialized)
struct RunningSecurityTests {
    private static let tools = RunningService.root.appending(path: "Tests/Tools").path

    // F13, F15; ten million of them: `make guess`
    @Test
    func `guesses over the wire take nothing and keep no genuine code out`() async throws {
        let service = try await RunningService()
        let said = try await Shell.say(
            "python3 \(Self.tools)/http-guess.py \(service.base) \(service.key) 4000",
            in: service.home)
        #expect(said.status == 0, "\(said.text)")
        try await service.end(with: SIGTERM)
        let verified = try await Shell.say("tessera ledger verify", in: service.home)
        #expect(verified.status == 0, "\(verified.text)")
    }

    @Test
    func `TLS 1.2 and 1.3 are spoken, with a key of its own for each line, and nothing older`()
        async throws
    {
        let home = try await Self.certificate()
        let service = try await RunningService([
            "--certificate", "\(home.path)/tls.crt", "--certificate-key", "\(home.path)/tls.key",
        ])
        // SECLEVEL=0, so that it is the service which refuses and not this client.
        let line =
            "openssl s_client -connect 127.0.0.1:\(service.port) -brief </dev/null"
        for (options, isTaken, wanted) in [
            ("", true, "TLSv1.3"), ("-tls1_2", true, "TLSv1.2"),
            ("-tls1_1 -cipher DEFAULT@SECLEVEL=0", false, "alert"),
            ("-tls1 -cipher DEFAULT@SECLEVEL=0", false, "alert"),
            ("-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256", true, "ECDHE-RSA-AES128-GCM-SHA256"),
            ("-tls1_2 -cipher AES256-GCM-SHA384", false, "alert"),
            ("-tls1_2 -cipher ECDHE-RSA-AES256-SHA384", false, "alert"),
            ("-tls1_2 -cipher ECDHE-RSA-AES128-SHA@SECLEVEL=0", false, "alert"),
        ] {
            let said = try await Shell.say("\(line) \(options)", in: home)
            #expect((said.status == 0) == isTaken, "\(options): \(said.text)")
            #expect(said.text.contains(wanted), "\(options): \(said.text)")
        }
        let head = try await Shell.say(
            "curl --silent --include --insecure https://127.0.0.1:\(service.port)/healthz",
            in: home)
        #expect(
            head.text.contains("Strict-Transport-Security: max-age=63072000; includeSubDomains"))
        try await service.end(with: SIGTERM)
    }

    @Test
    func `a receiver whose certificate nobody vouches for is sent nothing`() async throws {
        let home = try await Self.certificate()
        let service = try await RunningService([
            "--certificate", "\(home.path)/tls.crt", "--certificate-key", "\(home.path)/tls.key",
        ])
        let client = WebhookClient(reach: .loopbackToo, resolver: SystemResolver())
        let answer = await client.send(
            WebhookMessage(id: "msg_1", seconds: 1, signature: "v1,c2lnbmVk", body: []),
            to: try WebhookURL("https://localhost:\(service.port)/healthz"))
        guard case .unanswered = answer else {
            Issue.record("\(answer)")
            return
        }
        try await service.end(with: SIGTERM)
        #expect(!String(decoding: service.log, as: UTF8.self).contains("\"answered\""))
    }

    @Test
    func `a caller's address is the last word of a proxy that we know and nobody else's`()
        async throws
    {
        let ask = "curl --silent --output answer --header 'X-Forwarded-For: 192.0.2.7, 192.0.2.8' "
        let stranger = try await RunningService()
        _ = try await Shell.say("\(ask) \(stranger.base)/healthz", in: stranger.home)
        try await stranger.end(with: SIGTERM)
        let known = try await RunningService(["--trusted-proxies", "127.0.0.1"])
        _ = try await Shell.say("\(ask) \(known.base)/healthz", in: known.home)
        try await known.end(with: SIGTERM)

        #expect(Self.answered(stranger).compactMap { $0["address"]?.string } == ["127.0.0.1"])
        #expect(Self.answered(known).compactMap { $0["address"]?.string } == ["192.0.2.8"])
        let times = (Self.answered(stranger) + Self.answered(known)).map { $0["at"]?.string }
        #expect(times.allSatisfy { $0?.hasSuffix("Z") == true })
    }

    /// Genuine codes, keys and words that were sent, taken, refused and misspelt.
    @Test
    func `no code, key or password that was sent is in a log, a figure or an error`()
        async throws
    {
        let service = try await RunningService()
        let said = try await Shell.say(
            """
            python3 \(Self.tools)/http-canary.py \(service.base) \(service.key) canaries \
              | tee answers
            """, in: service.home)
        #expect(said.status == 0, "\(said.text)")
        try await service.end(with: SIGTERM)
        let canaries = try String(contentsOfFile: "\(service.home.path)/canaries", encoding: .utf8)
            .split(separator: "\n").map(String.init)
        let log = String(decoding: service.log, as: UTF8.self)
        #expect(canaries.count >= 12)
        for canary in canaries {
            #expect(!log.contains(canary), "\(canary) is logged")
            #expect(!said.text.contains(canary), "\(canary) is told")
        }
        #expect(log.contains("\"code\":\"tag_mismatch\""), "\(log)")
        #expect(said.text.contains("tessera_wrong_codes_total"))
    }

    private static func certificate() async throws -> TemporaryFolder {
        let home = try TemporaryFolder()
        let made = try await Shell.say(
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
                + "-keyout tls.key -out tls.crt", in: home)
        #expect(made.status == 0, "\(made.text)")
        return home
    }

    private static func answered(_ service: RunningService) -> [JSONValue] {
        service.log.split(separator: 10).compactMap { try? JSONValue(reading: Array($0)) }
            .filter { $0["message"]?.string == "answered" }
    }
}
