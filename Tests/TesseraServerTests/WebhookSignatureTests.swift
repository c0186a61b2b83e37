import Foundation
import TesseraAnswers
import TesseraCrypto
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// Signatures as receivers check them.
struct WebhookSignatureTests {
    @Test
    func `a signature is HMAC-SHA-256 over id, seconds and body`() throws {
        // 32 bytes of 0x2a; the rest made with Python's hmac and base64.
        let secret = try WebhookSecret(SecretBytes([UInt8](repeating: 0x2A, count: 32)))

        #expect(secret.exposed == "whsec_KioqKioqKioqKioqKioqKioqKioqKioqKioqKioqKio=")
        #expect(
            secret.signature(
                id: "msg_1", time: Timestamp(milliseconds: 1_796_126_400_999),
                body: Array(#"{"test":2432232314}"#.utf8))
                == "v1,uIre163aUiN3eYMHG3N8X1wUsupcj2ysia2mpTQ79BA=")
        #expect(throws: CryptoError.secretLength(byteCount: 31, wanted: 32)) {
            try WebhookSecret(SecretBytes([UInt8](repeating: 0x2A, count: 31)))
        }
    }

    @Test(
        .enabled(
            if: IndependentReceiver.isInstalled || IndependentReceiver.isDemanded,
            "no second receiver: run Tests/Tools/install-readers.sh"))
    func `an independent receiver believes a message, and no other`() async throws {
        let scene = try await ServerScene()
        let endpoint = try await scene.counter.addWebhook(
            WebhookWish(url: "https://hooks.example/", types: [], label: ""), for: nil,
            operation: scene.ids.next()
        ).endpoint
        _ = try await scene.gift(cents: 2_500)
        let kept = KeptMessages()
        let dispatcher = WebhookDispatcher(
            scene.counter, kept, name: "one", write: WebhookService.body)
        _ = try await dispatcher.endpoints()
        try await dispatcher.work(on: endpoint.id)
        let message = try #require(await kept.messages.first)
        let secret = try scene.counter.webhookSecret(of: endpoint).exposed

        let said = { (message: WebhookMessage, secret: String, at: Int64) in
            try IndependentReceiver.said(message, secret, at: at)
        }
        #expect(try said(message, secret, message.seconds) == "voucher.issued")
        #expect(
            try said(message, "whsec_" + String(repeating: "A", count: 43) + "=", message.seconds)
                == "refused: No matching signature found")
        #expect(
            try said(message, secret, message.seconds + 301) == "refused: Message timestamp too old"
        )
        let changed = WebhookMessage(
            id: message.id, seconds: message.seconds, signature: message.signature,
            body: message.body + Array(" ".utf8))
        #expect(
            try said(changed, secret, message.seconds) == "refused: No matching signature found")
    }
}

/// Keeps what is sent.
private actor KeptMessages: WebhookSender {
    private(set) var messages: [WebhookMessage] = []

    func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookAnswer {
        messages.append(message)
        return .answered(status: 200, retryAfterSeconds: nil)
    }
}

/// Another program's word about a message: `Tests/Tools/check-webhook.py`, which uses
/// standardwebhooks.
private enum IndependentReceiver {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let python = root.appending(path: ".build/readers/bin/python3")
    static let isInstalled = FileManager.default.isExecutableFile(atPath: python.path)
    /// Where nobody looks at skipped tests, a missing receiver is a failure.
    static let isDemanded = ProcessInfo.processInfo.environment["CI"] == "true"

    static func said(_ message: WebhookMessage, _ secret: String, at: Int64) throws -> String {
        let (input, output) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = python
        process.arguments = [root.appending(path: "Tests/Tools/check-webhook.py").path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let question = JSONValue.record(
            ("secret", .string(secret)), ("at", .integer(at)),
            ("body", .string(String(decoding: message.body, as: UTF8.self))),
            (
                "headers",
                .record(
                    ("webhook-id", .string(message.id)),
                    ("webhook-timestamp", .string("\(message.seconds)")),
                    ("webhook-signature", .string(message.signature)))
            ))
        try input.fileHandleForWriting.write(contentsOf: Data(question.text.utf8))
        try input.fileHandleForWriting.close()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
