// What is answered about draws.

extension DrawEndpoints {
    static let shapes: [(name: String, shape: Shape)] = [
        ("draw", draw), ("drawn_draw", drawn), ("draw_record", record), ("draw_proof", proof),
        ("ticket_run", ticketRun),
    ]

    private static let word = Shape.text(upTo: 200)
    private static let digits = Shape.text(TextShape(least: 64, most: 64))
    private static let operation = Shape.text(TextShape(least: 26, most: 26))

    private static let draw = Shape.record([
        .required("draw", .name), .required("state", .word(["open", "closed", "drawn"])),
        .required("last_day", .day), .required("closes_at", .time),
        .required("tickets", .count, "Those that count."), .required("last_ticket", .count),
        .required("winners", .count), .required("campaign", word),
        .required("seed_digest", digits),
    ])

    private static let drawn = Shape.record([
        .required("code", .word(["drawn"])), .required("draw", .name),
        .required("tickets", .count), .required("root", digits), .optional("seed", digits),
        .required(
            "winners",
            .list(
                .record([
                    .required("place", .count), .required("ticket", .count),
                    .required("member", .id), .optional("holder", .id),
                    .required("voucher", .id), .required("token", .text(upTo: 400)),
                    .required("typed_code", .text(upTo: 40)),
                ]), most: 1 << 30)),
        .required("unfilled", .count, "Places for which there was no other member."),
        .required("replayed", .flag),
    ])

    private static let ticketRun = Shape.record([
        .required("member", .id), .required("operation", operation),
        .required("first", .count, "The first ticket's number."), .required("count", .count),
        .required("void", .count, "So many at the end count no more."),
    ])

    private static let record = Shape.record([
        .required("version", .count, "Of the form."),
        .required(
            "commitment",
            .record([
                .required("draw", .name), .required("winners", .count),
                .required("seed_digest", digits),
            ]), "What was published before the first ticket."),
        .required(
            "closed",
            .record([
                .required("draw", .name), .required("tickets", .count), .required("root", digits),
            ])), .required("runs", .list(.named("ticket_run"), most: 1 << 30)),
        .optional(
            "result",
            .record([
                .required("seed", digits),
                .required(
                    "winners",
                    .list(
                        .record([
                            .required("place", .count), .required("ticket", .count),
                            .required("member", .id),
                        ]), most: 1 << 30)), .required("unfilled", .count),
            ]), "Once it is run."),
    ])

    private static let proof = Shape.record([
        .required("draw", .name), .required("member", .id), .required("run_count", .count),
        .required(
            "runs",
            .list(
                .record([
                    .required("run", .named("ticket_run")), .required("index", .count),
                    .required("path", .list(digits), "The other sides, from the leaf upwards."),
                ]), most: 1 << 30)),
    ])
}
