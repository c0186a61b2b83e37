import TesseraLedger
import TesseraModel

/// The name of a place that news is sent to, `whe_01k…`.
package struct WebhookEndpointID: Hashable, Sendable {
    /// The operation that made it.
    let operation: OperationID

    /// The endpoint that an operation makes.
    package init(_ operation: OperationID) { self.operation = operation }

    /// Reads the name; `nil` for anything else.
    package init?(_ text: String) {
        guard text.hasPrefix("whe_"), let operation = OperationID(String(text.dropFirst(4))),
            text == WebhookEndpointID(operation).text
        else { return nil }
        self.operation = operation
    }

    /// The name, in lower case, as slips want it.
    package var text: String { "whe_\(operation.text.lowercased())" }
}

/// A place that news is sent to, with what somebody wants to be told there.
package struct WebhookEndpoint: Hashable, Sendable {
    /// How many there are at most, over all.
    package static let mostCount = 100
    /// How long the secret before the present one still signs.
    static let overlapMilliseconds: Int64 = 86_400_000

    /// Its name.
    package let id: WebhookEndpointID
    /// 1 at first, one more with every change.
    package let version: Int64
    /// What can be changed.
    package let content: Content

    /// What stands on the slip.
    package struct Content: Hashable, Sendable, Codable {
        /// Where to.
        package var url: String
        /// What about, in order; empty for everything.
        package var types: [WebhookEventType]
        /// A word for people.
        package var label: String
        /// Whose it is; `nil` for the issuer's own. Others are told what happens at their place.
        package let acceptor: ShopID?
        /// Why nothing is sent; `nil` while it is.
        package var stop: Stop?
        /// Which secret signs, counted from 1.
        package var secretNumber: Int
        /// Until when the one before it signs as well.
        package var overlap: Timestamp?
        /// When it was made.
        package let createdAt: Timestamp
        /// A digest of the wish that made it, by which a repeated wish is known.
        package let made: String
    }

    /// Why nothing is sent.
    package enum Stop: String, Hashable, Sendable, Codable {
        /// Somebody wants it so.
        case paused
        /// The receiver said that it is gone for good.
        case gone
        /// No try had an answer for five days.
        case failing
    }

    /// What somebody wants to be told.
    ///
    /// - Returns: Whether news is for this endpoint by what it is about.
    package func wants(_ type: WebhookEventType) -> Bool {
        content.types.isEmpty || content.types.contains(type)
    }

    init(id: WebhookEndpointID, version: Int64, _ content: Content) {
        (self.id, self.version, self.content) = (id, version, content)
    }

    init(id: WebhookEndpointID, _ slip: Slip) throws(LedgerError) {
        self.id = id
        version = slip.version
        content = try CompactText.value(
            Content.self, of: String(decoding: slip.value, as: UTF8.self))
    }
}

/// The slips that webhooks stand on.
enum WebhookSlip {
    static let endpoints = "webhook/"

    static func endpoint(_ id: WebhookEndpointID) -> String { endpoints + id.text }
    static func removed(_ id: WebhookEndpointID) -> String { "webhook-removed/\(id.text)" }
    static func progress(_ id: WebhookEndpointID) -> String { "webhook-progress/\(id.text)" }
    static func lease(_ id: WebhookEndpointID) -> String { "webhook-lease/\(id.text)" }
    static func deliveries(_ id: WebhookEndpointID) -> String { "delivery/\(id.text)/" }
    static func dues(_ id: WebhookEndpointID) -> String { "delivery-due/\(id.text)/" }

    /// Numbers in a row sort as texts when they are equally long.
    static func padded(_ number: Int64) -> String {
        let digits = "\(max(0, number))"
        return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
    }

    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        Array(try CompactText.text(of: value).utf8)
    }
}

/// What is kept of an endpoint that was removed, so that the wish for it, sent again, does not
/// bring it back. Its address is forgotten.
struct RemovedWebhook: Hashable, Sendable, Codable {
    /// When it was made.
    let createdAt: Timestamp
    /// A digest of the wish that made it.
    let made: String
}

/// How far an endpoint has been told the journal.
struct WebhookProgress: Hashable, Sendable, Codable {
    /// The last number of the journal that was looked at.
    var through: Int64
    /// Since when no try had an answer; `nil` after one that had.
    var failingSince: Timestamp?
}
