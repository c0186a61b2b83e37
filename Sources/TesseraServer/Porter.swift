import HTTPTypes
import Hummingbird
import Logging
import TesseraAnswers
import TesseraModel
import TesseraOperations

/// Stands before every desk: counts, logs, makes problems of errors, says what browsers may do.
struct Porter: RouterMiddleware {
    typealias Context = Visit

    let counter: Counter
    let figures: Figures
    let rules: BrowserRules

    func handle(
        _ request: Request, context: Visit,
        next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        var visit = context
        visit.address = address(of: request, context)
        figures.begin()
        let began = ContinuousClock.now
        var problem: Problem?
        var response: Response
        do {
            response = try await next(request, visit)
        } catch {
            let found = Problem(
                Porter.known(error),
                told: counter.telling.told(to: visit.hearer.value ?? .stranger),
                instance: visit.id)
            problem = found
            response = Porter.response(to: found)
            if found.status >= 500 {
                visit.logger.error("\(found.code)", metadata: ["fault": "\(type(of: error))"])
            }
        }
        rules.apply(to: &response.headers, of: request, from: context.peer)
        response.headers[.requestID] = visit.id
        if let policy = visit.policy.value, let standing = visit.standing.value {
            response.headers[.rateLimitPolicy] =
                "\"\(policy)\";q=\(standing.perMinute);w=60"
            response.headers[.rateLimit] =
                "\"\(policy)\";r=\(standing.left);t=\(standing.nextSeconds)"
        }
        let took = began.duration(to: .now)
        let endpoint = visit.endpoint.value ?? "unknown"
        figures.end(
            endpoint, status: response.status.code, microseconds: took.wholeMicroseconds)
        visit.logger.info(
            "answered",
            metadata: [
                "endpoint": "\(endpoint)", "status": "\(response.status.code)",
                "code": "\(problem?.code ?? "")", "caller": "\(visit.caller.value ?? "")",
                "address": "\(visit.address)", "microseconds": "\(took.wholeMicroseconds)",
                "trace": "\(request.headers[.traceparent].flatMap(Porter.trace) ?? "")",
            ])
        return response
    }

    // Only a proxy that we know speaks for somebody else, and only its own word counts: the last.
    private func address(of request: Request, _ context: Visit) -> String {
        guard let peer = context.peer, rules.trustedProxies.contains(peer),
            let said = request.headers[.forwardedFor]
        else { return context.address }
        return Porter.lastAddress(of: said) ?? context.address
    }

    /// The last address that a proxy names; `nil` if there is none at the end.
    ///
    /// An address further in front is never taken for it: that one the caller may have written.
    static func lastAddress(of header: String) -> String? {
        let last = header.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
        let text = last.drop { $0 == " " || $0 == "\t" }
            .prefix { $0 != " " && $0 != "\t" }
        guard (2...45).contains(text.utf8.count), text.contains(where: { $0 == "." || $0 == ":" }),
            text.allSatisfy({ ($0.isASCII && $0.isHexDigit) || $0 == "." || $0 == ":" })
        else { return nil }
        return String(text)
    }

    // W3C Trace Context: 00-32 hexadecimal digits-16-2; anything else is passed over.
    private static func trace(_ header: String) -> String? {
        let parts = header.split(separator: "-")
        guard parts.count == 4, parts.map(\.utf8.count) == [2, 32, 16, 2],
            header.utf8.allSatisfy({ 48...57 ~= $0 || 97...102 ~= $0 || $0 == 45 })
        else { return nil }
        return String(parts[1])
    }

    // Errors of the server's own library in our words.
    private static func known(_ error: any Error) -> any Error {
        guard let error = error as? HTTPError else { return error }
        return error.status == .notFound ? RequestError.unknownPath : error
    }

    private static func response(to problem: Problem) -> Response {
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        if let seconds = problem.waitSeconds { headers[.retryAfter] = "\(seconds)" }
        if let allowed = problem.allowed { headers[.allow] = allowed.joined(separator: ", ") }
        if let count = problem.byteCount { headers[.contentRange] = "bytes */\(count)" }
        if problem.status == 401 { headers[.wwwAuthenticate] = "Bearer realm=\"tessera\"" }
        return Response(
            status: HTTPResponse.Status(code: problem.status), headers: headers,
            body: ResponseBody(byteBuffer: problem.value.buffer))
    }
}

extension HTTPField.Name {
    fileprivate static let requestID = named("X-Request-Id")
    fileprivate static let rateLimitPolicy = named("RateLimit-Policy")
    fileprivate static let rateLimit = named("RateLimit")
    fileprivate static let traceparent = named("traceparent")
    fileprivate static let forwardedFor = named("X-Forwarded-For")
}

extension Duration {
    /// Whole microseconds, what is less dropped.
    var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
