import HTTPTypes
import TesseraAnswers
import TesseraClaims

/// The service described as OpenAPI 3.1, made from the very endpoints that answer.
enum OpenAPIDocument {
    /// The document.
    ///
    /// - Parameters:
    ///   - endpoints: What can be asked.
    ///   - version: Of the program.
    /// - Returns: An object of OpenAPI 3.1.
    static func value(of endpoints: [Endpoint], version: String) -> JSONValue {
        var paths: [JSONValue.Member] = []
        for path in endpoints.map(\.path).uniqued {
            let there = endpoints.filter { $0.path == path }
            let operations = there.map { endpoint in
                JSONValue.Member(
                    name: endpoint.method.rawValue.lowercased(), value: operation(endpoint))
            }
            paths.append(JSONValue.Member(name: path, value: .object(operations)))
        }
        return .record(
            ("openapi", .string("3.1.0")), ("info", info(version)),
            ("servers", .array([.record(("url", .string("/")))])),
            (
                "tags",
                .array(Endpoint.Part.allCases.map { .record(("name", .string($0.rawValue))) })
            ), ("paths", .object(paths)), ("components", components))
    }

    private static func info(_ version: String) -> JSONValue {
        .record(
            ("title", .string("Tessera")), ("version", .string(version)),
            (
                "description",
                .string(
                    "Member cards and vouchers: check, redeem exactly once, issue, settle. "
                        + "Amounts are whole minor units with their currency. A write has a name "
                        + "of the caller's own, the Idempotency-Key, and may be sent again with "
                        + "it at any time: the first answer comes again and nothing happens twice."
                )
            ),
            ("license", .record(("name", .string("See LICENSE")))))
    }

    private static func operation(_ endpoint: Endpoint) -> JSONValue {
        let parameters =
            endpoint.parameters.map { parameter($0, of: endpoint.name) } + headers(of: endpoint)
        return .record(
            ("operationId", .string(endpoint.name)), ("summary", .string(endpoint.summary)),
            ("description", endpoint.about.isEmpty ? nil : .string(endpoint.about)),
            ("tags", .array([.string(endpoint.part.rawValue)])),
            ("security", .array(security(of: endpoint))),
            ("parameters", parameters.isEmpty ? nil : .array(parameters)),
            ("requestBody", endpoint.body.map { requestBody($0, of: endpoint.name) }),
            ("responses", responses(endpoint)))
    }

    private static func security(of endpoint: Endpoint) -> [JSONValue] {
        switch endpoint.access {
        case .open: []
        case .session: [.record(("session", .array([])))]
        case .scope(let scope), .reading(let scope):
            (Caller.tillScopes.contains(scope)
                ? ["key", "session", "device"] : ["key", "session"])
                .map { .record(($0, .array([]))) }
        }
    }

    private static func parameter(
        _ parameter: Endpoint.Parameter, of operation: String
    ) -> JSONValue {
        .record(
            ("name", .string(parameter.name)),
            ("in", .string(parameter.isInPath ? "path" : "query")),
            ("required", parameter.isInPath ? .bool(true) : nil),
            ("description", .string(parameter.about)),
            (
                "schema",
                parameter.isRepeated
                    ? Shape.list(
                        parameter.shape, least: 0, most: Endpoint.Parameter.mostRepeats
                    ).schema
                    : parameter.shape.schema
            ),
            ("example", Samples.parameter(parameter.name, of: operation)))
    }

    private static func headers(of endpoint: Endpoint) -> [JSONValue] {
        var headers = endpoint.headers.map { header in
            JSONValue.record(
                ("name", .string(header.name)), ("in", .string("header")),
                ("description", .string(header.about)),
                ("schema", .record(("type", .string("string")))))
        }
        if endpoint.isNamedWrite {
            headers.append(
                .record(
                    ("name", .string("Idempotency-Key")), ("in", .string("header")),
                    ("required", .bool(true)),
                    (
                        "description",
                        .string("The caller's own name for this write, the same for every try.")
                    ),
                    (
                        "schema",
                        .record(
                            ("type", .string("string")), ("pattern", .string("^[!-~]{1,255}$")))
                    ), ("example", .string("op_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE"))))
        }
        if endpoint.isEdit {
            headers.append(
                .record(
                    ("name", .string("If-Match")), ("in", .string("header")),
                    ("required", .bool(true)),
                    ("description", .string("The ETag of what was read.")),
                    ("schema", .record(("type", .string("string")))),
                    ("example", .string("\"v1\""))))
        }
        return headers
    }

    private static func requestBody(_ body: Endpoint.Body, of name: String) -> JSONValue {
        .record(
            ("required", .bool(true)),
            (
                "content",
                .object([
                    JSONValue.Member(
                        name: body.type,
                        value: .record(
                            ("schema", body.shape.schema), ("example", Samples.request(of: name))))
                ])
            ))
    }

    private static func responses(_ endpoint: Endpoint) -> JSONValue {
        var responses = endpoint.answers.map { answer in
            JSONValue.Member(name: "\(answer.status)", value: response(answer, endpoint))
        }
        responses += endpoint.problemStatuses.map { status in
            JSONValue.Member(
                name: "\(status)",
                value: .record(("$ref", .string("#/components/responses/problem\(status)"))))
        }
        return .object(responses)
    }

    private static func response(_ answer: Endpoint.Answer, _ endpoint: Endpoint) -> JSONValue {
        var headers = answer.headers
        if endpoint.isNamedWrite, !answer.booksNothing {
            headers.append(("Idempotent-Replayed", "true if the same was answered before."))
        }
        let said = headers.map { header in
            JSONValue.Member(
                name: header.name,
                value: .record(
                    ("description", .string(header.about)),
                    ("schema", .record(("type", .string("string")))),
                    ("example", Samples.header(header.name, of: endpoint.name))))
        }
        let content = answer.shape.map { shape in
            JSONValue.object(
                ([answer.type] + answer.otherTypes).map { type in
                    JSONValue.Member(
                        name: type,
                        value: response(type, of: answer, shape, endpoint.name))
                })
        }
        return .record(
            ("description", .string(answer.about)),
            ("headers", .object(said + limitHeaders)), ("content", content))
    }

    // The example is of the first type; where that is an object, the others are plain text.
    private static func response(
        _ type: String, of answer: Endpoint.Answer, _ shape: Shape, _ name: String
    ) -> JSONValue {
        if type != answer.type, answer.type == "application/json" {
            return .record(("schema", Shape.text(upTo: Int(Int32.max)).schema))
        }
        return .record(("schema", shape.schema), ("example", Samples.answer(of: name)))
    }

    private static var components: JSONValue {
        let schemas = SharedShapes.all.map { name, shape in
            JSONValue.Member(name: name, value: shape.schema)
        }
        let problems = Endpoint.allProblems.map { status, about in
            JSONValue.Member(
                name: "problem\(status)",
                value: .record(
                    ("description", .string(about)),
                    ("headers", .object(headers(ofProblem: status))),
                    (
                        "content",
                        .object([
                            JSONValue.Member(
                                name: "application/problem+json",
                                value: .record(("schema", Shape.named("problem").schema)))
                        ])
                    )))
        }
        return .record(
            ("schemas", .object(schemas)), ("responses", .object(problems)),
            ("headers", headerComponents),
            (
                "securitySchemes",
                .record(
                    (
                        "key",
                        .record(("type", .string("http")), ("scheme", .string("bearer")))
                    ),
                    (
                        "device",
                        .record(
                            ("type", .string("http")), ("scheme", .string(DeviceProof.scheme)),
                            (
                                "description",
                                .string(
                                    "A paired till, as `docs/claims.md` says; for its own "
                                        + "uploads, kit and statements alone.")
                            ))
                    ),
                    (
                        "session",
                        .record(
                            ("type", .string("apiKey")), ("in", .string("cookie")),
                            ("name", .string("__Host-tessera")))
                    ))
            ))
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in the order of its first place.
    var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
