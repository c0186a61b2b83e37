import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Keys of programs, passwords of people, and the log of who did what with them.
enum AccessEndpoints {
    static let all = [keys, issue, revoke, password, log]

    static let shapes: [(name: String, shape: Shape)] = [("access_key", .record(key))]

    private static let key: [Shape.Field] = [
        .required("key", .id), .required("name", .text(upTo: 100)),
        .required("scopes", .list(scope)), .optional("acceptor", .name),
        .required("created_at", .time), .optional("expires_at", .time),
        .optional("revoked_at", .time), .optional("reason", .text(upTo: 200)),
    ]
    private static let scope = Shape.word(AccessScope.allCases.map(\.rawValue))

    private static let keys = Endpoint(
        method: .get, path: "/v1/access-keys", name: "list_access_keys",
        summary: "All keys, those taken back too", part: .access, access: .scope(.access),
        answers: [
            .ok("Without a secret.", .record([.required("items", .list(.named("access_key")))]))
        ],
        run: { call in
            try call.requireAccessOffice()
            let keys = try await call.counter.accessKeys()
            return .ok(.record(("items", .array(keys.map { .record($0.fields) }))))
        })

    private static let issue = Endpoint(
        method: .post, path: "/v1/access-keys", name: "issue_access_key",
        summary: "Give a key out",
        about: "Its `secret` is shown this once. Sent again it is "
            + "another key; take the one back whose secret nobody got.",
        part: .access, access: .scope(.access),
        body: .record([
            .required("name", .text(upTo: 100)),
            .required("scopes", .list(scope, least: 1, most: 20)),
            .optional("acceptor", .name, "The shop or partner that it acts for; all if not."),
            .optional("expires_at", .time),
        ]),
        answers: [
            .made("Given out.", .record(key + [.required("secret", .text(upTo: 200))]))
        ],
        run: { call in
            let scopes = (call.body["scopes"]?.array ?? []).compactMap(\.string)
            let order = AccessKeyOrder(
                name: call.text("name"), scopes: Set(scopes.compactMap(AccessScope.init)),
                acceptor: try call.field("acceptor", as: "a shop's id") { ShopID($0) },
                expiresAt: try call.field("expires_at", as: "a time") { Timestamp(rfc3339: $0) })
            try call.refuseMoreThanOwn(order)
            let issued = try await call.counter.issueAccessKey(order, by: call.actor)
            return .made(.record(issued.key.fields + [("secret", .string(issued.text))]))
        })

    private static let revoke = Endpoint(
        method: .post, path: "/v1/access-keys/{key}/revoke", name: "revoke_access_key",
        summary: "Take a key back", part: .access, access: .scope(.access),
        parameters: [.path("key", .id, "The key's id.")],
        body: .record([.required("reason", .text(upTo: 200))]),
        answers: [.ok("It opens nothing from now on.", .named("access_key"))],
        run: { call in
            try call.requireAccessOffice()
            let id: AccessKeyID = try call.parameter("key", as: "a key's id") { AccessKeyID($0) }
            let key = try await call.counter.revokeAccessKey(
                id, reason: call.text("reason"), by: call.actor)
            return .ok(.record(key.fields))
        })

    private static let password = Endpoint(
        method: .put, path: "/v1/operators/{operator}/password", name: "set_password",
        summary: "Set what somebody signs in with",
        about:
            "A `password`, or the `pin` for tills. Whoever is signed in with the old one is out. "
            + "Of oneself the password wants the one before: see `change_password`.",
        part: .access, access: .scope(.access),
        parameters: [.path("operator", .name, "Who.")],
        body: .record([
            .optional("password", .text(upTo: 256)), .optional("pin", .text(upTo: 12)),
        ]),
        answers: [Endpoint.Answer(status: 204, about: "Set.")],
        run: { call in
            try call.requireAccessOffice()
            let name: OperatorID = try call.parameter("operator", as: "an operator's id") {
                OperatorID($0)
            }
            switch (call.body["password"]?.string, call.body["pin"]?.string) {
            case (let password?, nil):
                guard call.caller.worker != name else {
                    throw RequestError.unfit(at: "operator", wanted: "somebody else")
                }
                try await call.house.turnstile.pass {
                    try await call.counter.setPassword(password, of: name, by: call.actor)
                }
            case (nil, let pin?):
                try await call.house.turnstile.pass {
                    try await call.counter.setPIN(pin, of: name, by: call.actor)
                }
            default:
                throw RequestError.unfit(at: "/password", wanted: "either password or pin")
            }
            return Reply(status: 204)
        })

    private static let log = Endpoint(
        method: .get, path: "/v1/access-log", name: "list_access_log",
        summary: "Who did what with keys and passwords", part: .access, access: .scope(.access),
        parameters: Paging.parameters,
        answers: [
            .ok(
                "A page, oldest first.",
                Paging.shape(
                    of: .record([
                        .required("id", .id), .required("at", .time),
                        .required("act", .word(AccessAct.allCases.map(\.rawValue))),
                        .required("actor", .text(upTo: 100)),
                        .optional("subject", .text(upTo: 100)),
                        .optional("source", .text(upTo: 100)),
                        .optional("reason", .text(upTo: 200)),
                    ])))
        ],
        run: { call in
            try call.requireAccessOffice()
            let limit = call.pageLimit
            let lines = try await call.counter.accessLog(
                after: call.parameters["after"], limit: limit + 1)
            return Paging.reply(lines, limit, cursor: \.id) { .record($0.fields) }
        })
}

extension Call {
    /// Who does something that the access log keeps.
    var actor: AccessActor {
        if let worker = caller.worker { return .operator(worker) }
        return AccessKeyID(caller.name).map { .key($0) } ?? .terminal
    }

    // Keys, passwords and the log are those of all shops and partners.
    fileprivate func requireAccessOffice() throws(RequestError) {
        try caller.requireOffice(for: "access keys and passwords")
    }

    // Nobody gives out more than they have.
    fileprivate func refuseMoreThanOwn(_ order: AccessKeyOrder) throws {
        for scope in order.scopes.sorted() { try caller.require(scope) }
        if let own = caller.acceptor, order.acceptor != own {
            throw RequestError.placeNotYours(order.acceptor?.text ?? "every shop and partner")
        }
    }
}
