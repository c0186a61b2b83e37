import TesseraLoyalty

// What is answered about cases and messages.

extension CaseEndpoints {
    static let shapes: [(name: String, shape: Shape)] = [
        ("case", .record(openedCase)), ("worked_case", workedCase), ("message", message),
    ]

    private static let word = Shape.text(upTo: 200)

    private static let openedCase: [Shape.Field] = [
        .required("case", .id), .required("kind", word),
        .required("state", .word(Case.State.allCases.map(\.rawValue))),
        .required("late", .flag), .optional("member", .id), .optional("owner", .name),
        .required("opened_at", .time), .required("due", .time),
        .optional("resolved_at", .time), .optional("closed_at", .time),
        .required(
            "history",
            .list(
                .record([
                    .required("action", .word(Case.Action.allCases.map(\.rawValue))),
                    .required("at", .time), .optional("by", .name), .optional("owner", .name),
                    .required("operation", .id),
                ]))), .required("goodwill", .list(.id), "Events that soothed somebody about it."),
    ]

    private static let workedCase = Shape.record(
        [
            .required("code", .word(Case.Action.allCases.map { "case_\($0.rawValue)" })),
            .required("operation", .id),
        ] + openedCase + [.required("grants", .list(.named("grant")))])

    private static let message = Shape.record([
        .required("id", .text(upTo: 200)),
        .required("state", .word(OutgoingMessage.State.allCases.map(\.rawValue))),
        .required("member", .id), .required("template", word), .required("written_at", .time),
        .required("not_before", .time), .optional("cancelled_by", .id),
        .optional("cancelled_at", .time),
    ])
}
