import TesseraModel

/// A request that does not come as far as the counter.
enum RequestError: ExplainedError {
    /// The body is no JSON of whole numbers.
    case bodyNotJSON
    /// The body, or a parameter, does not look as it should at a place.
    case unfit(at: String, wanted: String)
    /// The body is larger than it may be.
    case bodyTooLarge(most: Int)
    /// The body is of a type that is not read here.
    case mediaTypeUnsupported(wanted: String)
    /// No byte of the part that is asked for is there; how many bytes there are.
    case rangeUnsatisfiable(of: Int)
    /// A write without a name of its own.
    case idempotencyKeyMissing
    /// A name that is not 1 to 255 visible characters.
    case idempotencyKeyUnfit
    /// The path is known, the method is not.
    case methodNotAllowed(allowed: [String])
    /// No such path.
    case unknownPath
    /// Neither a key nor a session came with it.
    case credentialsMissing
    /// The caller is bound to another shop or partner than whose this is.
    case placeNotYours(String)
    /// The thing was changed since the caller read it.
    case staleEdit
    /// An edit that does not say what it is based on.
    case preconditionMissing
    /// Too many requests; so many seconds to wait.
    case tooManyRequests(waitSeconds: Int)
    /// Too many codes that are not ours came from there; so many seconds to wait.
    case tooManyWrongCodes(waitSeconds: Int)
    /// The service is ending.
    case ending
    /// A fault of ours.
    case fault

    var code: String {
        switch self {
        case .bodyNotJSON: "body_not_json"
        case .unfit: "request_unfit"
        case .bodyTooLarge: "body_too_large"
        case .mediaTypeUnsupported: "media_type_unsupported"
        case .rangeUnsatisfiable: "range_unsatisfiable"
        case .idempotencyKeyMissing: "idempotency_key_missing"
        case .idempotencyKeyUnfit: "idempotency_key_unfit"
        case .methodNotAllowed: "method_not_allowed"
        case .unknownPath: "unknown_path"
        case .credentialsMissing: "credentials_missing"
        case .placeNotYours: "place_not_yours"
        case .staleEdit: "stale_edit"
        case .preconditionMissing: "precondition_missing"
        case .tooManyRequests: "too_many_requests"
        case .tooManyWrongCodes: "too_many_wrong_codes"
        case .ending: "service_ending"
        case .fault: "fault"
        }
    }

    var kind: ErrorKind {
        switch self {
        case .bodyNotJSON, .unfit, .bodyTooLarge, .mediaTypeUnsupported,
            .rangeUnsatisfiable, .idempotencyKeyMissing, .idempotencyKeyUnfit:
            .invalid
        case .methodNotAllowed, .credentialsMissing, .placeNotYours:
            .notAllowed
        case .unknownPath: .notFound
        case .staleEdit, .preconditionMissing: .conflict
        case .tooManyRequests, .tooManyWrongCodes, .ending: .unavailable
        case .fault: .misconfigured
        }
    }

    /// The status of HTTP, finer than the kind.
    var status: Int {
        switch self {
        case .bodyNotJSON, .unfit, .idempotencyKeyMissing, .idempotencyKeyUnfit: 400
        case .credentialsMissing: 401
        case .placeNotYours: 403
        case .unknownPath: 404
        case .methodNotAllowed: 405
        case .staleEdit: 412
        case .bodyTooLarge: 413
        case .mediaTypeUnsupported: 415
        case .rangeUnsatisfiable: 416
        case .preconditionMissing: 428
        case .tooManyRequests, .tooManyWrongCodes: 429
        case .fault: 500
        case .ending: 503
        }
    }

    var message: String {
        switch self {
        case .bodyNotJSON: "The request's body is not JSON with whole numbers."
        case .unfit(let place, let wanted):
            "The request does not fit at \"\(place.isEmpty ? "/" : place)\": "
                + "\(wanted) is wanted there."
        case .bodyTooLarge(let most): "The request's body is larger than \(most) bytes."
        case .mediaTypeUnsupported(let wanted): "The request's body is not \(wanted)."
        case .rangeUnsatisfiable(let count):
            "The part that is asked for begins behind the end, at \(count) bytes."
        case .idempotencyKeyMissing: "The request has no name of its own, so nothing was done."
        case .idempotencyKeyUnfit: "The request's Idempotency-Key cannot be kept."
        case .methodNotAllowed(let allowed): "Only \(allowed.joined(separator: ", ")) goes there."
        case .unknownPath: "There is nothing at this address."
        case .credentialsMissing: "The service does not know who asks."
        case .placeNotYours(let place): "This caller has no business with \(place)."
        case .staleEdit: "It was changed meanwhile, so nothing was changed now."
        case .preconditionMissing: "The request does not say which version it changes."
        case .tooManyRequests: "Too many requests came from there; this one was not looked at."
        case .tooManyWrongCodes:
            "Too many codes that are not ours came from there; this one was not looked up."
        case .ending: "The service is ending, so nothing was booked."
        case .fault: "The service has a fault of its own; what was asked may or may not be done."
        }
    }

    var hint: String? {
        switch self {
        case .bodyNotJSON: "Send amounts in minor units: 1250 for 12.50."
        case .unfit, .bodyTooLarge, .mediaTypeUnsupported: "See /openapi.json for what fits."
        case .rangeUnsatisfiable: "The file is whole already, or another one: ask without Range."
        case .idempotencyKeyMissing:
            "Send an Idempotency-Key, kept before sending, the same for every try."
        case .idempotencyKeyUnfit: "Use 1 to 255 visible ASCII characters, a UUID for example."
        case .methodNotAllowed: "See /openapi.json."
        case .unknownPath: "See /openapi.json for what there is."
        case .credentialsMissing: "Send Authorization: Bearer with a key, or sign in."
        case .placeNotYours: "Use the key of that shop or partner."
        case .staleEdit: "Read it again and decide anew."
        case .preconditionMissing: "Send If-Match with the ETag of what was read."
        case .tooManyRequests(let seconds): "Wait \(seconds) s."
        case .tooManyWrongCodes(let seconds):
            "Wait \(seconds) s; a code of ours passes at once."
        case .ending: "Send it again in a moment; the same Idempotency-Key is safe."
        case .fault: "Send it again with the same Idempotency-Key; that is safe."
        }
    }
}
