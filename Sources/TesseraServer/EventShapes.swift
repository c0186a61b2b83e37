import TesseraLoyalty

// What is answered about events.

extension EventEndpoints {
    static let shapes: [(name: String, shape: Shape)] = [
        ("grant", grant), ("rule_verdict", verdict), ("granted_voucher", voucher),
        ("recorded_event", recorded), ("past_event", past), ("due_run", dueRun),
    ]

    private static let word = Shape.text(upTo: 200)
    private static let open = Shape.text(TextShape(least: 0, most: 1_000))

    private static let grant = Shape.record(
        [
            .required("rule", word, "`campaign/rule`."),
            .required("effect", .text(upTo: 40), "credit, debit, issue, redeem, reverse …"),
        ]
            + ["member", "voucher", "of", "card"].map { .optional($0, .id) }
            + ["asset", "label", "serial", "tier", "level", "draw", "kind", "text"].map {
                .optional($0, open)
            }
            + ["units", "pay", "price", "uses", "grant", "campaign", "first_ticket", "tickets"]
            .map { .optional($0, .integer(Int64.min...Int64.max)) } + [
                .optional("first_day", .day), .optional("last_day", .day),
                .optional("due", .time), .optional("not_before", .time),
            ])

    private static let verdict = Shape.record([
        .required("rule", word), .required("granted", .flag),
        .required(
            "reasons",
            .list(
                .record([
                    .required("code", .text(upTo: 80)), .required("needed", open),
                    .required("actual", open, "What was there."),
                ]))),
    ])

    private static let voucher = Shape.record(
        [
            .required("voucher", .id), .required("token", .text(upTo: 400)),
            .required("typed_code", .text(upTo: 40)), .required("label", open),
            .optional("holder", .id, "The only member who may use it."),
            .optional("serial", open),
        ] + SharedShapes.validity)

    private static let basket = Shape.record([
        .required("due", .named("money"), "What it costs."),
        .required("other", .named("money"), "What is paid by other means."),
        .required("lines", .list(.count), "What each line costs, in minor units."),
        .required(
            "discounts",
            .list(
                .record([
                    .required("source", word), .optional("voucher", .id),
                    .required("total", .named("money")), .required("tax", .text(upTo: 40)),
                    .required("shares", .list(.count), "Of each line."),
                ]))),
        .required(
            "tenders",
            .list(
                .record([
                    .optional("voucher", .id), .optional("wallet", word),
                    .optional("other", .flag), .required("amount", .named("money")),
                ]))),
    ])

    private static let recorded = Shape.record([
        .required("code", .word(["recorded", "looked_at"])), .required("event", EventBody.kind),
        .required("operation", .id), .optional("member", .id), .required("occurred_at", .time),
        .optional("at", .time, "When it was booked."), .required("programme", word),
        .required("version", .count), .optional("basket", basket),
        .required("grants", .list(.named("grant"))),
        .required("vouchers", .list(.named("granted_voucher")), "What was issued, with codes."),
        .required("receipt", .list(.text(upTo: 1_000)), "Lines for the receipt."),
        .required("rules", .list(.named("rule_verdict")), "Every rule that was looked at."),
        .optional("replayed", .flag),
    ])

    private static let past = Shape.record([
        .required("event", EventBody.kind), .required("operation", .id), .optional("member", .id),
        .required("occurred_at", .time), .required("version", .count, "Of the programme."),
        .required("grants", .list(.named("grant"))),
    ])

    private static let dueRun = Shape.record([
        .required("code", .word(["due_recorded"])),
        .required("members", .count, "How many were looked at."),
        .required("withheld", .count, "How many a cap withholds today."),
        .required(
            "failed",
            .list(
                .record([
                    .required("occasion", word), .required("member", .id),
                    .required("code", .text(upTo: 80)),
                ]))),
        .required(
            "recorded",
            .list(
                .record([
                    .required("operation", .id), .optional("occasion", word),
                    .optional("member", .id), .required("at", .time),
                    .required("grants", .list(.named("grant"))),
                ]))),
    ])
}
