import Foundation
import TesseraAnswers
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// The way of a message from a booking to another program, all of it as in a shop.
@Suite(
    .serialized,
    .enabled(
        if: RunningService.hasTools, "no standardwebhooks: run Tests/Tools/install-readers.sh"))
struct WebhookDeliveryTests {
    private static let noon = "2026-11-22T10:00:00Z"
    private static let later = "2026-11-22T10:00:10Z"

    @Test
    func `what is refused is sent again when it is due, and again when somebody wants it`()
        async throws
    {
        let service = try await RunningService(now: Self.noon)
        let endpoint = try await add(service)
        let redeemed = try await service.say(
            """
            tessera voucher issue --amount 50 --json > issued
            token=$(grep --only-matching 'TZ1[0-9A-Z]*' issued | head -1)
            tessera redeem $token --amount 12 --json
            """)
        #expect(redeemed.status == 0, "\(redeemed.text)")
        let refused = try await delivery(of: endpoint, service) { $0.contains("\"status\":500") }
        #expect(refused["state"]?.string == "pending")
        #expect(refused["next_try"]?.string ?? "" > Self.noon)
        // Ten seconds pass by being set: whoever starts then finds what is due.
        #expect(try await service.end(with: SIGTERM) == 0)
        service.now = Self.later
        try await service.start()
        let delivered = try await delivery(of: endpoint, service) { $0.contains("delivered") }
        #expect(delivered.statuses == [500, 204])
        let name = try #require(delivered["delivery"]?.string)
        let resent = try await service.say("tessera webhook resend \(endpoint) \(name)")
        #expect(resent.text == "✓ Waiting  \(name), to be sent again\n")
        let again = try await delivery(of: endpoint, service) { line in
            line.components(separatedBy: "\"status\":204").count == 3
        }
        #expect(again.statuses == [500, 204, 204])
        #expect(again["state"]?.string == "delivered")
        // The receiver believed all of them, under one id.
        let received = try await service.say("cat received")
        let id = try #require(delivered["message"]?.string)
        let lines = [500, 204, 204].map { status in
            #"{"id":"\#(id)","type":"voucher.redeemed","answer":\#(status)}"# + "\n"
        }
        #expect(received.text == lines.joined())
        #expect(try await service.end(with: SIGTERM) == 0)
        _ = try await service.say("kill $(cat receiver)")
    }

    @Test
    func `whoever listens sees what happens, and a program of theirs gets it signed`()
        async throws
    {
        let service = try await RunningService(now: Self.noon)
        let port = try await receive(service)
        let said = try await service.say(
            """
            tessera webhook listen --events voucher.redeemed --count 2 --json \
              --forward-to http://127.0.0.1:\(port)/hooks > heard 2> told &
            until grep --quiet --no-messages whsec_ told; do sleep 0.1; done
            grep --only-matching 'whsec_.*' told > secret
            tessera voucher issue --amount 50 --json > issued
            token=$(grep --only-matching 'TZ1[0-9A-Z]*' issued | head -1)
            tessera redeem $token --amount 12 > answer
            tessera redeem $token --amount 13 > answer
            wait
            grep --count '"type":"voucher.redeemed".*"answer":{"status":500}' heard
            grep --count '"type":"voucher.redeemed".*"answer":{"status":204}' heard
            grep --count '"type":"voucher.redeemed"' received
            env --default-signal=INT tessera webhook listen > nothing 2> again &
            until grep --quiet --no-messages Listening again; do sleep 0.1; done
            kill -INT $!; wait $!; echo $?
            """)
        #expect(said.text == "1\n1\n2\n0\n")
        #expect(try await service.end(with: SIGTERM) == 0)
        _ = try await service.say("kill $(cat receiver)")
    }

    /// Starts a receiver and gives its port.
    private func receive(_ service: RunningService) async throws -> String {
        let tool = RunningService.root.appending(path: "Tests/Tools/receive-webhooks.py").path
        let said = try await service.say(
            """
            seconds=$(date --date \(Self.noon) +%s)
            \(RunningService.python.path) \(tool) . $seconds > receiver.log 2>&1 &
            echo $! > receiver
            until test -s port; do sleep 0.1; done
            cat port
            """)
        return said.text
    }

    /// Adds an endpoint at a receiver that was started now, and gives its id.
    private func add(_ service: RunningService) async throws -> String {
        let port = try await receive(service)
        let said = try await service.say(
            "tessera webhook add http://127.0.0.1:\(port)/hooks --events voucher.redeemed --json")
        let made = try JSONValue(reading: Array(said.text.utf8))
        let secret = try #require(made["secret"]?.string)
        _ = try await service.say("echo \(secret) > secret")
        return try #require(made["endpoint"]?.string)
    }

    /// The one delivery of an endpoint, once it is as somebody waits for it.
    private func delivery(
        of endpoint: String, _ service: RunningService, _ isReady: @Sendable (String) -> Bool
    ) async throws -> JSONValue {
        for _ in 0..<200 {
            let said = try await service.say("tessera webhook deliveries \(endpoint) --json")
            if isReady(said.text) { return try JSONValue(reading: Array(said.text.utf8)) }
            try await Shell.off { Thread.sleep(forTimeInterval: 0.1) }
        }
        Issue.record("no such delivery in twenty seconds")
        return .null
    }
}

extension JSONValue {
    /// What the tries of a delivery were answered with.
    fileprivate var statuses: [Int64] {
        self["attempts"]?.array?.compactMap { $0["status"]?.integer } ?? []
    }
}
