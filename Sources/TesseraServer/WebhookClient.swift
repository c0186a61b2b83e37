import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import TesseraModel
import TesseraOperations

/// Sends messages over HTTP, to the internet and to nobody else.
///
/// The name is looked up once, every address that it stands for is looked at, and the connection is
/// made to the first of these very addresses: a second look-up, which could say something else,
/// does not happen. Nothing is followed, no proxy is asked, and of the answer only its head counts.
struct WebhookClient: WebhookSender {
    let reach: WebhookReach
    let resolver: any WebhookResolver
    /// How long sending and its answer may take.
    var timeout = TimeAmount.seconds(15)
    /// How much of an answer is read, so that its connection ends well.
    private static let mostByteCount = 64 * 1_024

    func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookAnswer {
        let deadline = NIODeadline.now() + timeout
        // The client looks its host up under the name that Foundation reads; were it another one,
        // it would be looked up a second time.
        guard URL(string: url.text)?.host == url.host else { return .unanswered(.nameUnknown) }
        let addresses = await resolver.addresses(of: url.host)
        guard let address = addresses.first else { return .unanswered(.nameUnknown) }
        // One private address among public ones is no accident either.
        guard addresses.allSatisfy({ reach.allows($0, isSecure: url.isSecure) }) else {
            return .unanswered(.addressRefused)
        }
        let client = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
            configuration: configuration(for: url, address))
        let answer = await withDeadline(deadline) {
            try await said(to: message, url, client, deadline)
        }
        try? await client.shutdown()
        return answer
    }

    private func configuration(
        for url: WebhookURL, _ address: WebhookAddress
    ) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5), read: .seconds(10)), decompression: .disabled)
        configuration.dnsOverride = [url.host: address.text]
        configuration.httpVersion = .http1Only
        return configuration
    }

    private func said(
        to message: WebhookMessage, _ url: WebhookURL, _ client: HTTPClient,
        _ deadline: NIODeadline
    ) async throws -> WebhookAnswer {
        var request = HTTPClientRequest(url: url.text)
        request.method = .POST
        request.headers = [
            "content-type": "application/json", "user-agent": "Tessera",
            "webhook-id": message.id, "webhook-timestamp": "\(message.seconds)",
            "webhook-signature": message.signature,
        ]
        request.body = .bytes(message.body)
        let response = try await client.execute(request, deadline: deadline)
        let wait = response.headers.first(name: "retry-after").flatMap { Int64($0) }
        var count = 0
        do {
            for try await piece in response.body {
                count += piece.readableBytes
                if count > WebhookClient.mostByteCount { break }
            }
        } catch {
            // The head was the answer.
        }
        return .answered(status: Int(response.status.code), retryAfterSeconds: wait)
    }

    // The client's own deadline ends with the answer's head.
    private func withDeadline(
        _ deadline: NIODeadline, _ work: @escaping @Sendable () async throws -> WebhookAnswer
    ) async -> WebhookAnswer {
        await withTaskGroup(of: WebhookAnswer.self) { group in
            group.addTask {
                do {
                    return try await work()
                } catch let error as HTTPClientError where error.isTimeout {
                    return .unanswered(.timeout)
                } catch {
                    return .unanswered(.unreachable)
                }
            }
            group.addTask {
                let left = max(0, (deadline - NIODeadline.now()).nanoseconds)
                try? await Task.sleep(for: .nanoseconds(left))
                return .unanswered(.timeout)
            }
            let first = await group.next() ?? .unanswered(.timeout)
            group.cancelAll()
            return first
        }
    }
}

extension HTTPClientError {
    fileprivate var isTimeout: Bool {
        [.deadlineExceeded, .readTimeout, .connectTimeout, .writeTimeout].contains(self)
    }
}
