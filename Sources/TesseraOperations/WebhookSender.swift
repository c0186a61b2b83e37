import TesseraCrypto
import TesseraModel

/// What is sent: the bytes, and the headers that say who sends them.
package struct WebhookMessage: Hashable, Sendable {
    /// The message's id, `webhook-id`.
    package let id: String
    /// When it is sent, in seconds since 1970, `webhook-timestamp`.
    package let seconds: Int64
    /// Signatures with a space between them, `webhook-signature`.
    package let signature: String
    /// JSON.
    package let body: [UInt8]

    /// A message.
    package init(id: String, seconds: Int64, signature: String, body: [UInt8]) {
        self.id = id
        self.seconds = seconds
        self.signature = signature
        self.body = body
    }
}

extension WebhookMessage {
    /// Something that happened, signed with each of some secrets.
    package init(
        _ news: WebhookNews, body: [UInt8], signedWith secrets: [WebhookSecret], at now: Timestamp
    ) {
        let signatures = secrets.map { $0.signature(id: news.id, time: now, body: body) }
        self.init(
            id: news.id, seconds: now.seconds, signature: signatures.joined(separator: " "),
            body: body)
    }
}

/// Why a message has no answer.
package enum WebhookFault: String, Hashable, Sendable, Codable, CaseIterable {
    /// The name of the host stands for nothing.
    case nameUnknown = "name_unknown"
    /// The host is in a private network, and was not asked.
    case addressRefused = "address_refused"
    /// Nobody takes connections there, or the certificate is not the host's.
    case unreachable
    /// There was no answer in time.
    case timeout
}

/// What came back.
package enum WebhookAnswer: Hashable, Sendable {
    /// An answer, and how long to wait if it says so.
    case answered(status: Int, retryAfterSeconds: Int64?)
    /// None.
    case unanswered(WebhookFault)

    /// Whether the receiver has it.
    package var isTaken: Bool {
        if case .answered(200...299, _) = self { true } else { false }
    }

    /// Whether the receiver wants nothing any more.
    package var isGone: Bool {
        if case .answered(410, _) = self { true } else { false }
    }
}

/// Brings messages to their receivers.
package protocol WebhookSender: Sendable {
    /// Sends a message once, and waits for the answer for fifteen seconds at most.
    ///
    /// - Parameters:
    ///   - message: What.
    ///   - url: Where to; followed nowhere else.
    /// - Returns: What came back, or why nothing did.
    func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookAnswer
}
