import TesseraLoyalty
import TesseraModel
import TesseraOperations

// Cases as programs read them.

extension Case {
    /// The case for programs.
    package func fields(at now: Timestamp) -> [(String, JSONValue?)] {
        [
            ("case", .string("op_\(opened.text)")), ("kind", .string(kind)),
            ("state", .string(state(at: now).rawValue)), ("late", .bool(isLate(at: now))),
            ("member", (member?.text).map { .string($0) }),
            ("owner", (owner?.text).map { .string($0) }),
            ("opened_at", .string(openedAt.rfc3339)), ("due", .string(due.rfc3339)),
            ("resolved_at", (resolvedAt?.rfc3339).map { .string($0) }),
            ("closed_at", (closedAt?.rfc3339).map { .string($0) }),
            (
                "history",
                .array(
                    history.map { step in
                        .record(
                            ("action", .string(step.action.rawValue)),
                            ("at", .string(step.at.rfc3339)),
                            ("by", (step.worker?.text).map { .string($0) }),
                            ("owner", (step.owner?.text).map { .string($0) }),
                            ("operation", .string("op_\(step.operation.text)")))
                    })
            ), ("goodwill", .array(goodwill.map { .string("op_\($0.text)") })),
        ]
    }
}

extension WorkedCase {
    /// The case after something was done, as programs read it.
    ///
    /// - Parameter action: What was done.
    /// - Returns: The case's own fields as of then and what was granted with it.
    package func value(_ action: Case.Action) -> JSONValue {
        .record(
            [
                ("code", .string("case_\(action.rawValue)")),
                ("operation", .string("op_\(event.event.operation.text)")),
            ] + found.fields(at: event.event.occurredAt) + [
                ("grants", .array(event.decision.grants.map(\.value))),
                ("replayed", .bool(event.isReplay)),
            ])
    }
}
