// What a till is answered.

extension TillEndpoints {
    static let shapes: [(name: String, shape: Shape)] = [
        ("appraisal", appraisal), ("redemption", redemption), ("covered_basket", coveredBasket),
        ("reversal", reversal), ("hold", hold), ("released_hold", releasedHold),
        ("booked", booked),
    ]

    private static let head: [Shape.Field] = [
        .required("voucher", .id), .required("kind", SharedShapes.kind),
    ]

    private static let appraisal = Shape.record(
        [
            .required("code", .word(["accepted"])),
            .required("entry", .word(["scanned", "typed", "live"]), "How the code came in."),
        ] + head + [
            .optional("balance", .named("balance")),
            .optional("available", .named("balance"), "What holds leave free."),
            .optional(
                "holds",
                .list(
                    .record([
                        .required("hold", .id), .required("held", .named("balance")),
                        .required("until", .time),
                    ]))), .optional("name", .text(upTo: 200), "The member's."),
        ] + SharedShapes.terms + SharedShapes.validity)

    private static let redemption = Shape.record(
        [.required("code", .word(["accepted"])), .required("redemption", .id)] + head + [
            .optional("taken", .named("balance")), .optional("balance", .named("balance")),
            .optional("discount", .named("money"), "What the discount took off the basket."),
            .required("shop", .name), .required("till", .name), .optional("operator", .name),
            .required("at", .time),
        ])

    private static let coveredBasket = Shape.record([
        .required("code", .word(["accepted"])), .required("basket", .id),
        .required("due", .named("money")), .required("redemptions", .list(.named("redemption"))),
    ])

    private static let returned: [Shape.Field] =
        [.required("code", .word(["reversed", "undone"])), .required("redemption", .id)] + head + [
            .optional("returned", .named("balance")), .optional("balance", .named("balance")),
            .required("at", .time),
        ]

    private static let reversal = Shape.choice([
        .record(returned),
        .record([
            .required("code", .word(["reversed", "undone"])), .required("basket", .id),
            .required("reversals", .list(.record(returned))),
        ]),
    ])

    private static let hold = Shape.record(
        [.required("code", .word(["held"])), .required("hold", .id)] + head + [
            .required("held", .named("balance")), .required("available", .named("balance")),
            .optional("discount", .named("money")), .required("until", .time),
        ])

    private static let releasedHold = Shape.record(
        [.required("code", .word(["released"])), .required("hold", .id)] + head + [
            .required("released", .named("balance")), .required("available", .named("balance")),
        ])

    // A line of a story; numbers are bare, in the unit of the voucher's balance.
    private static let booked = Shape.record(
        [
            .required("operation", .id), .required("at", .time), .optional("shop", .name),
            .optional("till", .name), .optional("operator", .name),
            .optional("event", .text(upTo: 40)), .optional("code", .text(upTo: 80)),
            .optional("message", .text(upTo: 4_000)), .optional("reason", .text(upTo: 200)),
            .optional("until", .time), .optional("last_day", .day),
            .optional("occurred_at", .time), .optional("facts", .text(upTo: 1 << 20)),
            .optional("account", .text(upTo: 1 << 20)), .optional("version", .count),
            .optional("parts", .list(.id)), .optional("redemptions", .list(.id)),
        ]
            + ["batch", "voucher", "member", "hold", "redemption", "limit"].map {
                .optional($0, .id)
            }
            + ["taken", "balance", "amount", "available", "returned", "expired"].map {
                .optional($0, .integer(Int64.min...Int64.max))
            } + [
                .optional(
                    "by", .choice([.integer(Int64.min...Int64.max), .id]),
                    "By how much, or which voucher stands in its place.")
            ])
}
