// What is answered about programmes.

extension CampaignEndpoints {
    static let shapes: [(name: String, shape: Shape)] =
        [
            ("programme", .record(programme)),
            (
                "programme_in_words",
                .record(
                    programme + [
                        .required("text", .text(upTo: 1 << 20)),
                        .required("in_words", .list(.named("campaign"))),
                    ])
            ), ("campaign", campaign), ("published_programme", published),
            ("programme_check", check), ("replay", replay), ("replay_side", side),
        ] + DrawEndpoints.shapes + CaseEndpoints.shapes

    private static let word = Shape.text(upTo: 200)
    private static let sentences = Shape.list(.text(upTo: 4_000))
    private static let number = Shape.integer(Int64.min...Int64.max)
    private static let digits = Shape.text(TextShape(least: 64, most: 64))

    private static let programme: [Shape.Field] = [
        .required("version", .count), .required("programme", word),
        .required("published_at", .time), .required("campaigns", .count, "How many."),
        .required("operation", .id),
    ]

    private static let rule = Shape.record([
        .required("rule", word), .required("on", word), .optional("if", .text(upTo: 4_000)),
        .required("limits", sentences), .required("then", sentences),
        .optional("else", sentences), .required("asked", .flag), .required("offer", .flag),
    ])

    private static let campaign = Shape.record([
        .required("campaign", word), .required("number", .count), .required("title", word),
        .required("state", .word(["not_yet", "running", "ended"])),
        .required("version", .count), .optional("first_day", .day), .optional("last_day", .day),
        .required("when", sentences), .required("priority", number), .optional("group", word),
        .required("hold_out_basis_points", .count), .required("tax", word),
        .required("limits", sentences), .required("rules", .list(rule)),
        .required("terms", .text(upTo: 1 << 20)), .required("terms_digest", digits),
    ])

    private static let published = Shape.record([
        .required("code", .word(["published"])), .required("programme", word),
        .required("version", .count), .required("campaigns", .count),
        .required("operation", .id),
    ])

    private static let finding = Shape.record([
        .required("rules", .list(word), "What meets on one basket."),
        .required("nominal_basis_points", .count, "Each alone, added up."),
        .required("basis_points", .count, "Together."), .required("total", .named("money")),
        .required("discount", .named("money")), .required("everything", .flag),
    ])

    private static let check = Shape.record([
        .required("code", .word(["checked", "gives_everything", "mistaken"])),
        .optional("programme", word), .optional("campaigns", .count), .optional("rules", .count),
        .optional("worst", .list(finding), "What gives most away."),
        .optional(
            "mistakes",
            .list(
                .record([
                    .required("code", .text(upTo: 80)), .required("line", .count),
                    .required("message", .text(upTo: 4_000)),
                    .optional("hint", .text(upTo: 4_000)),
                ])), "In the order of their lines."),
    ])

    private static let side = Shape.record([
        .required("accepted", .count), .required("refused", .count),
        .required("paid", .named("money")), .required("cost", .named("money")),
        .required(
            "rules",
            .list(
                .record([
                    .required("rule", word), .required("uses", .count), .required("cost", number),
                    .required("members", .count), .required("credited", .map(number)),
                    .required("vouchers", .map(number)), .required("refusals", .map(number)),
                ]))),
    ])

    private static let replay = Shape.record([
        .required("code", .word(["replayed"])), .required("newly_accepted", .count),
        .required("recorded", .named("replay_side")), .required("draft", .named("replay_side")),
        .required(
            "differences",
            .list(
                .record([
                    .required("operation", .id), .optional("member", .id),
                    .required("recorded", number), .required("draft", number),
                ]), most: 1 << 30)),
    ])
}
