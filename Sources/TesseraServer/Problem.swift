import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// A "no" as HTTP says it: `application/problem+json`.
///
/// - Source: RFC 9457; `interfaces.md` §4.
struct Problem: Sendable {
    /// The status.
    let status: Int
    /// The stable name programs match on.
    let code: String
    /// The document.
    let value: JSONValue
    /// When to come again, in seconds; `nil` if that does not help.
    private(set) var waitSeconds: Int?
    /// Which methods there are; `nil` where the method is not what is wrong.
    let allowed: [String]?

    /// How long the file is of which a part was asked for; `nil` for no such problem.
    let byteCount: Int?

    /// What the error says.
    ///
    /// - Parameters:
    ///   - error: Why not.
    ///   - telling: How times are told.
    ///   - instance: The request's id, so that the log can be found; `nil` for none.
    init(_ error: any Error, told telling: Telling, instance: String? = nil) {
        let known = error as? any ExplainedError ?? RequestError.fault
        status = known.status
        code = known.code
        let request = known as? RequestError
        allowed = request.flatMap {
            if case .methodNotAllowed(let methods) = $0 { methods } else { nil }
        }
        byteCount = request.flatMap {
            if case .rangeUnsatisfiable(let count) = $0 { count } else { nil }
        }
        waitSeconds =
            switch request {
            case .tooManyRequests(let seconds), .tooManyWrongCodes(let seconds): seconds
            case .ending: 1
            default: known.kind == .unavailable ? 5 : nil
            }
        if case .tooManyTries(let seconds)? = known as? AccessError { waitSeconds = seconds }
        var place: String?
        if case .unfit(let pointer, _)? = request { place = pointer }
        value = JSONValue.record(
            ("type", .string("urn:tessera:problem:\(code)")),
            ("title", .string(known.message(told: telling))), ("status", .integer(Int64(status))),
            ("instance", instance.map { .string("urn:tessera:request:\($0)") }),
            ("pointer", place.map { .string($0) }),
            ("facts", ProblemFacts.value(of: known, to: telling.hearer))
        ).with(JSONValue.problem(known, told: telling).members)
    }

    /// The shape of every problem.
    static let shape = Shape.record([
        .required("type", .text(upTo: 120)), .required("title", .text(upTo: 4_000)),
        .required("status", .integer(400...599)), .optional("instance", .text(upTo: 200)),
        .optional(
            "pointer", .text(TextShape(least: 0, most: 1_000)), "Where the request does not fit."),
        .required("code", .text(upTo: 80), "The stable name programs match on."),
        .required("kind", .word(ErrorKind.allCases.map(\.name))),
        .required("message", .text(upTo: 4_000), "For a person at the counter."),
        .optional("hint", .text(upTo: 4_000), "What to do next."),
        .optional(
            "reasons",
            .list(
                .record([
                    .required("code", .text(upTo: 80)), .required("message", .text(upTo: 4_000)),
                ])), "Every condition that fails."),
        .optional("facts", ProblemFacts.shape, "What the first of them is about."),
    ])
}

extension ExplainedError {
    /// The status of HTTP.
    ///
    /// - Source: `house.md` §3.1.
    fileprivate var status: Int {
        if let request = self as? RequestError { return request.status }
        if let access = self as? AccessError { return access.status }
        // A shop that has none yet is set up well enough to be asked for one.
        if case .noProgramme? = self as? EventError { return 409 }
        // Another body under a name that was used: as the Idempotency-Key draft wants it.
        if case .operationReused? = self as? LedgerError { return 422 }
        return switch kind {
        case .invalid: 400
        case .notGenuine: 422
        case .notAllowed: 403
        case .notFound: 404
        case .refused, .conflict: 409
        case .unavailable: 503
        case .misconfigured: 500
        }
    }
}

extension AccessError {
    // Who is not let in, who may not do this, and who has to wait.
    fileprivate var status: Int {
        switch self {
        case .keyNotAdmitted, .keyRevoked, .keyExpired, .signInRefused, .notSignedIn,
            .deviceNotAdmitted, .deviceClockOff:
            401
        case .tooManyTries: 429
        case .unknownKey, .cardLinkEnded: 404
        case .cardNotGivable: 409
        case .keyUnfit, .passwordUnfit, .pinUnfit: 400
        case .scopeMissing, .keyElsewhere, .approvalUnproven, .requestForged: 403
        }
    }
}

extension JSONValue {
    /// The members of an object, to be put behind others; none for anything else.
    var members: [(String, JSONValue?)] {
        guard case .object(let members) = self else { return [] }
        return members.map { ($0.name, $0.value) }
    }
}
