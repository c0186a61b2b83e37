import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// What those who are signed in do with what they sign in with, and an admin for them.
enum OwnAccessEndpoints {
    static let all = [sessions, endSessions, changePassword, signOutEverywhere]

    private static let listed = Shape.record([
        .required(
            "items",
            .list(
                .record([
                    .required("session", .id, "Its name, which opens nothing."),
                    .required("is_current", .flag), .optional("shop", .name),
                    .optional("device", .name), .required("created_at", .time),
                    .required("seen_at", .time, "To the minute."), .required("ends_at", .time),
                ])))
    ])
    private static let current = Shape.Field.required(
        "current", .text(upTo: 256), "The password, or the PIN of a session that began with it.")

    private static let sessions = Endpoint(
        method: .get, path: "/v1/sessions", name: "list_sessions",
        summary: "Where one is signed in", part: .access, access: .session,
        answers: [.ok("The oldest first.", listed)],
        run: { call in .ok(try await call.openSessions(of: call.session())) })

    private static let endSessions = Endpoint(
        method: .post, path: "/v1/sessions/end", name: "end_sessions",
        summary: "End one of one's sessions, or all others", part: .access, access: .session,
        body: .record([current, .optional("session", .id, "All but this one if left away.")]),
        answers: [.ok("What is left.", listed)], problems: [401, 429],
        run: { call in
            let session = try await call.session()
            try await call.house.turnstile.pass {
                try await call.counter.endSessions(
                    call.body["session"]?.string, of: session, confirmedBy: call.text("current"),
                    at: call.source)
            }
            return .ok(try await call.openSessions(of: session))
        })

    private static let changePassword = Endpoint(
        method: .put, path: "/v1/sessions/current/password", name: "change_password",
        summary: "Change one's own password",
        about: "Ends all of one's sessions, this one too.", part: .access, access: .session,
        body: .record([current, .required("password", .text(upTo: 256))]),
        answers: [Endpoint.Answer(status: 204, about: "Sign in with the new one.")],
        problems: [401, 429],
        run: { call in
            let session = try await call.session()
            try await call.house.turnstile.pass {
                try await call.counter.changePassword(
                    of: session, from: call.text("current"), to: call.text("password"),
                    at: call.source)
            }
            return Reply(
                status: 204, headers: [("Set-Cookie", SessionEndpoints.cookie("", seconds: 0))])
        })

    private static let signOutEverywhere = Endpoint(
        method: .post, path: "/v1/operators/{operator}/sign-out", name: "sign_out_operator",
        summary: "End every session of somebody", part: .access, access: .scope(.access),
        parameters: [.path("operator", .name, "Who.")],
        answers: [Endpoint.Answer(status: 204, about: "Nobody is signed in under the name.")],
        run: { call in
            let name: OperatorID = try call.parameter("operator", as: "an operator's id") {
                OperatorID($0)
            }
            try await call.counter.signOutEverywhere(name, by: call.actor)
            return Reply(status: 204)
        })
}

extension Call {
    /// The session that it is asked in; keys have none.
    fileprivate func session() async throws -> Session {
        try await counter.session(sessionToken ?? "")
    }

    fileprivate func openSessions(of session: Session) async throws -> JSONValue {
        let open = try await counter.openSessions(of: session.operator.id)
        return .record(
            (
                "items",
                .array(
                    open.map {
                        .record(
                            ("session", .string($0.id)), ("is_current", .bool($0.id == session.id)),
                            ("shop", $0.shop.map { .string($0.text) }),
                            ("device", $0.device.map { .string($0.text) }),
                            ("created_at", .string($0.createdAt.rfc3339)),
                            ("seen_at", .string($0.seenAt.rfc3339)),
                            ("ends_at", .string($0.endsAt.rfc3339)))
                    })
            ))
    }
}
