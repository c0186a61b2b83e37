import HTTPTypes
import Hummingbird
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Takes the requests of one endpoint: who asks, what is asked, and the answer on its way back.
struct Desk: HTTPResponder {
    typealias Context = Visit

    let endpoint: Endpoint
    let counter: Counter
    let house: House
    let door: any Door

    func respond(to request: Request, context: Visit) async throws -> Response {
        context.endpoint.value = endpoint.name
        let caller = try await admit(request, context)
        let (parameters, repeated) = try parameters(of: request, context)
        let (body, bytes) = try await content(of: request)
        let operation = try operation(of: request, caller)
        var call = Call(
            counter: counter, caller: caller, parameters: parameters, repeated: repeated,
            body: body, bytes: bytes,
            stream: endpoint.body?.isStream == true ? request.body : nil,
            operation: operation, ifMatch: request.headers[.ifMatch],
            ifNoneMatch: request.headers[.ifNoneMatch], headers: request.headers,
            source: caller.till.map { .device($0) } ?? .address(context.network),
            sessionToken: request.cookies[KeyDoor.cookie]?.value, house: house)
        if endpoint.isEdit, call.ifMatch == nil { throw RequestError.preconditionMissing }
        try await call.requireOwnTill()
        if let operation, !endpoint.tellsReplays {
            call.earlier = try await counter.ledger.operation(operation)
        }
        var reply = try await answer(to: call, context)
        let answer = endpoint.answers.first { $0.status == reply.status }
        reply.isReplay =
            answer?.booksNothing != true && (reply.isReplay || call.earlier != nil)
        return response(to: reply)
    }

    // A wrong code is counted where it came from and by how it begins; from the eleventh on the
    // answer is to wait, in place of what is wrong. One of ours is never counted.
    private func answer(to call: Call, _ context: Visit) async throws -> Reply {
        do {
            return try await endpoint.run(call)
        } catch let error as any ExplainedError
            where endpoint.takesCodes && error.kind == .notGenuine
        {
            let code = call.body["voucher"]?.string ?? call.body["vouchers"]?.array?.first?.string
            house.figures.count("tessera_wrong_codes_total")
            let wait = try await counter.spendWrongCode(
                prefix: Counter.beginning(of: code ?? ""), source: call.source)
            if let wait { throw RequestError.tooManyWrongCodes(waitSeconds: wait) }
            throw error
        }
    }

    // Whoever is let in is counted by name, whoever is not where the request came from. So one who
    // tries keys waits, and a key of ours that comes from the same place does not.
    private func admit(_ request: Request, _ context: Visit) async throws -> Caller {
        if endpoint.access == .open {
            context.caller.value = Caller.stranger.name
            try count(context.network, by: .address, context)
            return .stranger
        }
        let caller: Caller
        do {
            caller = try await door.caller(
                of: request, isWrite: endpoint.method != .get, from: context.address,
                counter)
        } catch let error as any ExplainedError where error.kind == .notAllowed {
            try count(context.network, by: .address, context)
            throw error
        }
        context.caller.value = caller.name
        context.hearer.value = caller.hearer(counter.settings)
        try count(caller.name, by: .caller, context)
        switch endpoint.access {
        case .open, .session: break
        case .scope(let scope): try caller.require(scope)
        case .reading(let scope): try caller.requireReading(scope)
        }
        return caller
    }

    private func count(
        _ name: String, by policy: RateLimiter.Policy, _ context: Visit
    ) throws(RequestError) {
        let standing = house.limiter.count(name, at: counter.clock.now())
        context.policy.value = policy.rawValue
        context.standing.value = standing
        if let wait = standing.waitSeconds { throw .tooManyRequests(waitSeconds: wait) }
    }

    private func parameters(
        of request: Request, _ context: Visit
    ) throws(RequestError) -> (one: [String: String], all: [String: [String]]) {
        var found: [String: String] = [:]
        var repeated: [String: [String]] = [:]
        let query = request.uri.queryParameters
        for (name, _) in query
        where !endpoint.parameters.contains(where: { !$0.isInPath && $0.name == name }) {
            throw .unfit(at: "?\(String(name.prefix(40)))", wanted: "a parameter of this address")
        }
        for parameter in endpoint.parameters {
            let texts =
                parameter.isInPath
                ? context.parameters.get(parameter.name).map { [$0] } ?? []
                : query[values: Substring(parameter.name)].map(String.init)
            guard texts.count <= (parameter.isRepeated ? Endpoint.Parameter.mostRepeats : 1) else {
                throw .unfit(
                    at: parameter.name,
                    wanted: parameter.isRepeated
                        ? "at most \(Endpoint.Parameter.mostRepeats) values" : "one value")
            }
            for text in texts where !parameter.shape.fits(text) {
                throw .unfit(at: parameter.name, wanted: parameter.shape.wanted)
            }
            if parameter.isRepeated { repeated[parameter.name] = texts }
            found[parameter.name] = texts.first
        }
        return (found, repeated)
    }

    private func content(of request: Request) async throws -> (JSONValue, [UInt8]) {
        guard let wanted = endpoint.body else { return (.null, []) }
        let type = request.headers[.contentType] ?? wanted.type
        // Without what follows it: charset, boundary.
        let plain = type.prefix { $0 != ";" && $0 != " " }.lowercased()
        guard plain == wanted.type else {
            throw RequestError.mediaTypeUnsupported(wanted: wanted.type)
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > wanted.most {
            throw RequestError.bodyTooLarge(most: wanted.most)
        }
        guard !wanted.isStream else { return (.null, []) }
        var bytes: [UInt8] = []
        for try await piece in request.body {
            guard bytes.count + piece.readableBytes <= wanted.most else {
                throw RequestError.bodyTooLarge(most: wanted.most)
            }
            bytes += piece.readableBytesView
        }
        guard wanted.type == "application/json" else { return (.null, bytes) }
        let value = try JSONValue(reading: bytes)
        if let misfit = wanted.shape.misfit(of: value) {
            throw RequestError.unfit(at: misfit.pointer, wanted: misfit.wanted)
        }
        return (value, bytes)
    }

    private func operation(
        of request: Request, _ caller: Caller
    ) throws(RequestError) -> OperationID? {
        guard endpoint.isNamedWrite else { return nil }
        guard let key = request.headers[.idempotencyKey] else { throw .idempotencyKeyMissing }
        return try OperationID(idempotencyKey: key, of: caller)
    }

    private func response(to reply: Reply) -> Response {
        var headers = HTTPFields()
        for (name, value) in reply.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        if reply.isReplay { headers[.idempotentReplayed] = "true" }
        let status = HTTPResponse.Status(code: reply.status)
        if let content = reply.content {
            headers[.contentType] = content.type
            switch content.body {
            case .bytes(let bytes):
                return Response(
                    status: status, headers: headers,
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            case .answer(let work):
                return Response(
                    status: status, headers: headers,
                    body: ResponseBody { writer in
                        try await work { try await writer.write($0.buffer) }
                        try await writer.finish(nil)
                    })
            case .stream(let next):
                // Asked for the next piece only when the caller has taken the one before.
                let pieces = AsyncThrowingStream { try await next().map(ByteBuffer.init(bytes:)) }
                return Response(
                    status: status, headers: headers, body: ResponseBody(asyncSequence: pieces))
            }
        }
        guard var value = reply.value else { return Response(status: status, headers: headers) }
        // A header says it, so that the same answer is the same to the byte.
        if endpoint.isNamedWrite { value = value.without("replayed") }
        headers[.contentType] = "application/json"
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: value.buffer))
    }
}

extension Shape {
    /// Whether a parameter's text fits.
    fileprivate func fits(_ text: String) -> Bool { misfit(of: value(of: text)) == nil }

    /// A parameter's text as the value that the shape is about.
    fileprivate func value(of text: String) -> JSONValue {
        switch self {
        case .integer: Int64(text).map { .integer($0) } ?? .string(text)
        case .flag: text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
        default: .string(text)
        }
    }
}

extension JSONValue {
    /// The value with no member of this name at any depth.
    fileprivate func without(_ name: String) -> JSONValue {
        switch self {
        case .object(let members):
            .object(
                members.filter { $0.name != name }.map {
                    Member(name: $0.name, value: $0.value.without(name))
                })
        case .array(let values): .array(values.map { $0.without(name) })
        default: self
        }
    }

    /// The text as it is sent.
    var buffer: ByteBuffer {
        var out: [UInt8] = []
        append(to: &out)
        out.append(UInt8(ascii: "\n"))
        return ByteBuffer(bytes: out)
    }
}

extension HTTPField.Name {
    static let idempotencyKey = named("Idempotency-Key")
    static let idempotentReplayed = named("Idempotent-Replayed")

    /// A header by its name.
    static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("\(text) is a name of a header")
        }
        return name
    }
}
