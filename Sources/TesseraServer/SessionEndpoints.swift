import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// People who sign in, and out.
enum SessionEndpoints {
    static let all = [signIn, current, signOut]

    static let shapes: [(name: String, shape: Shape)] = [
        (
            "session",
            .record([
                .required("operator", .name),
                .required("role", .word(OperatorRole.allCases.map(\.rawValue))),
                .optional("shop", .name), .optional("device", .name),
                .required("ends_at", .time, "Unless something is done before."),
                .required(
                    "csrf", .text(upTo: 200), "To be sent as X-CSRF-Token with every write."),
            ])
        )
    ]

    private static let signIn = Endpoint(
        method: .post, path: "/v1/sessions", name: "sign_in", summary: "Sign in",
        about: "With a `password`, or with a `pin` at a paired `device`. The session is a cookie "
            + "that no script can read. An unknown name and a wrong password get one answer.",
        part: .access, access: .open,
        body: .record([
            .required("operator", .name), .optional("password", .text(upTo: 256)),
            .optional("shop", .name), .optional("pin", .text(upTo: 12)),
            .optional("device", .name),
        ]),
        answers: [
            Endpoint.Answer(
                status: 201, about: "Signed in.", shape: .named("session"),
                headers: [("Set-Cookie", "The session.")])
        ], problems: [401, 403],
        run: { call in
            let signedIn = try await call.house.turnstile.pass { try await call.signedIn() }
            // Whoever signs in anew leaves no second key behind.
            if let old = call.sessionToken { try await call.counter.signOut(old) }
            return Reply(
                status: 201, value: signedIn.session.value,
                headers: [("Set-Cookie", cookie(signedIn.token, seconds: 43_200))])
        })

    private static let current = Endpoint(
        method: .get, path: "/v1/sessions/current", name: "get_session",
        summary: "Who is signed in", part: .access, access: .session,
        answers: [.ok("It goes on.", .named("session"))],
        run: { call in .ok(try await call.counter.session(call.sessionToken ?? "").value) })

    private static let signOut = Endpoint(
        method: .delete, path: "/v1/sessions/current", name: "sign_out", summary: "Sign out",
        part: .access, access: .session,
        answers: [Endpoint.Answer(status: 204, about: "Signed out.")],
        run: { call in
            try await call.counter.signOut(call.sessionToken ?? "")
            return Reply(status: 204, headers: [("Set-Cookie", cookie("", seconds: 0))])
        })

    static func cookie(_ token: String, seconds: Int) -> String {
        "\(KeyDoor.cookie)=\(token); Path=/; Max-Age=\(seconds); Secure; HttpOnly; SameSite=Strict"
    }
}

extension Call {
    fileprivate func signedIn() async throws -> SignedIn {
        guard let name = try field("operator", as: "an operator's id", { OperatorID($0) }) else {
            throw RequestError.unfit(at: "/operator", wanted: "an operator's id")
        }
        switch (body["password"]?.string, body["pin"]?.string) {
        case (let password?, nil):
            let shop = try field("shop", as: "a shop's id") { ShopID($0) }
            return try await counter.signIn(name, password: password, at: shop, from: source)
        case (nil, let pin?):
            guard let device = try field("device", as: "a device's id", { TillID($0) }) else {
                throw RequestError.unfit(at: "/device", wanted: "the device that it is typed at")
            }
            return try await counter.signIn(name, pin: pin, on: device)
        default: throw RequestError.unfit(at: "/password", wanted: "either password or pin")
        }
    }
}

extension Session {
    fileprivate var value: JSONValue {
        .record(
            ("operator", .string(`operator`.id.text)),
            ("role", .string(`operator`.role.rawValue)),
            ("shop", shop.map { .string($0.text) }), ("device", device.map { .string($0.text) }),
            ("ends_at", .string(endsAt.rfc3339)), ("csrf", .string(csrf)))
    }
}
