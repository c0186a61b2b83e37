import TesseraModel

/// Why news is not sent where somebody wants it.
package enum WebhookError: ExplainedError {
    /// There is no endpoint with this id, or it is somebody else's.
    case unknownEndpoint(WebhookEndpointID)
    /// The endpoint has no such delivery, or it is older than they are kept.
    case unknownDelivery(String)
    /// There are as many endpoints as there may be.
    case tooManyEndpoints(most: Int)
    /// The address is none that news is sent to.
    case addressUnfit(WebhookAddressFault)

    package var code: String {
        switch self {
        case .unknownEndpoint: "unknown_webhook_endpoint"
        case .unknownDelivery: "unknown_webhook_delivery"
        case .tooManyEndpoints: "too_many_webhook_endpoints"
        case .addressUnfit: "webhook_address_unfit"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .unknownEndpoint, .unknownDelivery: .notFound
        case .tooManyEndpoints: .refused
        case .addressUnfit: .invalid
        }
    }

    package var message: String {
        switch self {
        case .unknownEndpoint(let id): "There is no endpoint \(id.text)."
        case .unknownDelivery(let key): "There is no delivery \(key)."
        case .tooManyEndpoints(let most): "News is sent to \(most) addresses at most."
        case .addressUnfit(let fault): "News is not sent there: \(fault.sentence)."
        }
    }

    package var hint: String? {
        switch self {
        case .unknownEndpoint:
            "See which there are: tessera webhook list, GET /v1/webhook-endpoints."
        case .unknownDelivery: "Deliveries are kept for 30 days."
        case .tooManyEndpoints: "Remove one that is not needed."
        case .addressUnfit: "Give an https address that everybody on the internet can reach."
        }
    }
}

/// What is wrong with an address for news.
package enum WebhookAddressFault: String, Hashable, Sendable, Codable {
    /// It is no address of the web in its plain form.
    case malformed
    /// It is not `https`.
    case notSecure = "not_secure"
    /// It stands for a machine of a private network, or for none.
    case notPublic = "not_public"

    /// The fault, to be put behind a colon.
    var sentence: String {
        switch self {
        case .malformed: "this is not an address of the form https://host/path"
        case .notSecure: "the address does not begin with https"
        case .notPublic: "the address belongs to a private network"
        }
    }
}
