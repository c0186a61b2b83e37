import Foundation
import TesseraAnswers
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// What only the program itself can show.
@Suite(.serialized)
struct RunningServiceTests {
    private static let tools = RunningService.root.appending(path: "Tests/Tools").path

    @Test
    func `a client written from the document alone issues, checks, redeems, reverses`()
        async throws
    {
        let service = try await RunningService()
        let said = try await Shell.say(
            "python3 \(RunningServiceTests.tools)/http-client.py \(service.base) \(service.key)",
            in: service.home)
        #expect(said.status == 0, "\(said.text)")
        // What was done over the network stands in the same book, and commands work meanwhile.
        let status = try await Shell.say("tessera voucher show vch_0_0", in: service.home)
        #expect(status.text.contains("€50.00"), "\(status.text)")
        let ended = try await service.end(with: SIGTERM)
        #expect(ended == 0)
    }

    @Test(arguments: [nil] + (ScratchSchema.server.map { [$0] } ?? []))
    func `killed under load it has lost nothing that it acknowledged`(
        server: String?
    ) async throws {
        let schema = server == nil ? nil : try ScratchSchema()
        let service = try await RunningService(ledger: schema?.text)
        let home = service.home
        let load = Task {
            try await Shell.say(
                "python3 \(RunningServiceTests.tools)/http-load.py \(service.base) "
                    + "\(service.key) book.json", in: home)
        }
        try await Shell.off { Thread.sleep(forTimeInterval: 2) }
        try await service.end(with: SIGKILL)
        let loaded = try await load.value
        #expect(loaded.status == 0, "\(loaded.text)")
        try await service.start()
        let checked = try await Shell.say(
            "python3 \(RunningServiceTests.tools)/http-load.py \(service.base) \(service.key) "
                + "book.json --again", in: home)
        #expect(checked.status == 0, "\(checked.text)")
        try await service.end(with: SIGTERM)
        let verified = try await Shell.say("tessera ledger verify", in: home)
        #expect(verified.status == 0, "\(verified.text)")
    }

    @Test(.enabled(if: ScratchSchema.server != nil, "no PostgreSQL configured"))
    func `of two services on one book either may die, and the other answers as it would have`()
        async throws
    {
        let schema = try ScratchSchema()
        let first = try await RunningService(ledger: schema.text)
        let second = try await RunningService(beside: first)
        let (home, key, both) = (first.home, first.key, "\(first.base),\(second.base)")
        let tool = "python3 \(RunningServiceTests.tools)/http-load.py"
        let load = Task {
            try await Shell.say("\(tool) \(both) \(key) book.json --seconds 5", in: home)
        }
        try await Shell.off { Thread.sleep(forTimeInterval: 2) }
        try await first.end(with: SIGKILL)
        let loaded = try await load.value
        #expect(loaded.status == 0, "\(loaded.text)")
        let checked = try await Shell.say(
            "\(tool) \(second.base) \(key) book.json --again", in: home)
        #expect(checked.status == 0, "\(checked.text)")
        // What one of them is told counts at the other at once.
        try await first.start()
        let revoked = try await Shell.say(
            """
            name=$(curl --silent --oauth2-bearer \(key) \(first.base)/v1/access-keys \
              | grep --only-matching 'key_[a-z0-9]*' | head -1)
            curl --silent --oauth2-bearer \(key) --header 'Content-Type: application/json' \
              --data '{"reason":"lost"}' \(first.base)/v1/access-keys/$name/revoke > answer
            curl --silent --oauth2-bearer \(key) \(second.base)/v1/access-keys
            """, in: home)
        #expect(revoked.text.contains("\"code\":\"key_revoked\""), "\(revoked.text)")
        try await first.end(with: SIGTERM)
        try await second.end(with: SIGTERM)
        let verified = try await Shell.say("tessera ledger verify", in: home)
        #expect(verified.status == 0, "\(verified.text)")
    }

    @Test
    func `a shop's day from many tills, a kill half way: no error, nothing lost, the book sound`()
        async throws
    {
        let home = try TemporaryFolder()
        let said = try await Shell.say(
            "python3 \(RunningServiceTests.tools)/http-soak.py $(dirname $(command -v tessera)) "
                + "--seconds 6 --in .", in: home)
        #expect(said.status == 0, "\(said.text)")
        #expect(said.text.contains("killed, and started again"))
        #expect(said.text.hasSuffix("0 wrong\n"))
    }

    @Test
    func `with its files it speaks TLS and nothing else`() async throws {
        let home = try TemporaryFolder()
        let made = try await Shell.say(
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
                + "-keyout tls.key -out tls.crt", in: home)
        #expect(made.status == 0, "\(made.text)")
        let service = try await RunningService([
            "--certificate", "\(home.path)/tls.crt", "--certificate-key", "\(home.path)/tls.key",
        ])
        let said = try await Shell.say(
            "curl --silent --cacert tls.crt --resolve localhost:\(service.port):127.0.0.1 "
                + "https://localhost:\(service.port)/readyz", in: home)
        #expect(said.text == "{\"status\":\"ready\"}\n")
        let plain = try await Shell.say("curl --silent \(service.base)/readyz", in: home)
        #expect(plain.status != 0)
        try await service.end(with: SIGTERM)
    }

    @Test
    func `slow, silent and swollen callers cost nobody else anything`() async throws {
        let service = try await RunningService(["--idle-seconds", "1"])
        let said = try await Shell.say(
            "python3 \(RunningServiceTests.tools)/http-abuse.py 127.0.0.1 \(service.port)",
            in: service.home)
        #expect(said.status == 0, "\(said.text)")
        try await service.end(with: SIGTERM)
    }

    @Test(
        .enabled(
            if: RunningService.hasTools, "no schemathesis: run Tests/Tools/install-readers.sh"))
    func `nothing that fits the document, or nearly, makes it stumble`() async throws {
        let service = try await RunningService()
        let tools = RunningService.python.deletingLastPathComponent().path
        let checks =
            "not_a_server_error,status_code_conformance,content_type_conformance,"
            + "response_schema_conformance,response_headers_conformance"
        // News is waited for up to half a minute, lines of JSON are nothing that it can make, and
        // it would take its own key back; every other operation is tried.
        let said = try await Shell.say(
            "set -o pipefail; \(tools)/schemathesis run \(service.base)/openapi.json "
                + "--header 'Authorization: Bearer \(service.key)' --checks \(checks) "
                + "--phases examples,coverage,fuzzing --max-examples 10 --seed 1 "
                + "--suppress-health-check all --exclude-path /v1/webhook-events --no-color "
                + "--exclude-path /v1/event-imports --exclude-operation-id revoke_access_key "
                + "| tail -60", in: service.home)
        #expect(said.status == 0, "\(said.text)")
        let valid = try await Shell.say(
            "curl --silent \(service.base)/openapi.json > openapi.json && "
                + "\(tools)/python3 -m openapi_spec_validator openapi.json", in: service.home)
        #expect(valid.status == 0, "\(valid.text)")
        try await service.end(with: SIGTERM)
    }

    @Test
    func `a canary in a request is in no line of the log`() async throws {
        let service = try await RunningService()
        let canary = "TZ1CANARY0000SECRET"
        let said = try await Shell.say(
            """
            for path in v1/checks v1/\(canary) 'readyz?\(canary)=1'; do
              curl --silent --request POST --header 'Content-Type: application/json' \
                --header 'Authorization: Bearer \(canary)' --header 'traceparent: \(canary)' \
                --data '{"voucher":"\(canary)"}' "\(service.base)/$path"
            done
            curl --silent --header 'Authorization: Bearer \(service.key)' \(service.base)/metrics
            """, in: service.home)
        #expect(said.status == 0)
        #expect(!said.text.contains(canary), "\(said.text)")
        try await service.end(with: SIGTERM)
        let log = String(decoding: service.log, as: UTF8.self)
        #expect(log.contains("\"endpoint\":\"check\""))
        #expect(!log.contains(canary), "\(log)")
        #expect(!log.contains(service.key))
    }
}
