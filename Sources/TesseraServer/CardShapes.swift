import TesseraOperations

// What is answered about cards and their links.

extension CardEndpoints {
    static let shapes: [(name: String, shape: Shape)] = [
        ("card_link", .record([.required("code", .word(["link_made"]))] + link + [createdAt])),
        ("handed_on_card", .record([.required("code", .word(["handed_on"]))] + link)),
        ("opened_card", .record(head + worth + story + rest)),
    ]

    private static let link: [Shape.Field] = [
        .required("card", .id, "The member's number or the voucher's id."),
        .required("link", .text(upTo: 120), "Below the service's own address."),
        .required("secret", .text(upTo: 100)),
    ]
    private static let createdAt = Shape.Field.required("created_at", .time)
    private static let number = Shape.integer(Int64.min...Int64.max)

    private static let codes: [Shape.Field] = [
        .required("token", .text(upTo: 400), "What the QR code holds."),
        .required("typed_code", .text(upTo: 40), "What stands under it."),
    ]

    private static let head: [Shape.Field] =
        [
            .required("code", .word(["card"])), .required("card", .id),
            .required("kind", SharedShapes.kind),
            .required("as_of", .time, "When all of it was so; the service's clock."),
            .optional("name", .text(upTo: 200), "The first word of the member's name."),
            .required("standing", .word(["inactive", "active", "blocked"])),
        ] + codes + SharedShapes.validity + [
            .optional("live_key", .text(upTo: 64), "64 hexadecimal digits; of members alone.")
        ]

    private static let benefit: [Shape.Field] = [
        .optional("amount", .named("money"), "Of a discount: what the basket becomes cheaper by."),
        .optional("percent", .count, "Of a discount, in basis points."),
        .optional("balance", .named("balance")),
    ]

    private static let worth: [Shape.Field] =
        benefit + [
            .optional("face", .named("balance"), "What a voucher held when it was new."),
            .optional(
                "refused",
                .list(
                    .record([.required("code", .text(upTo: 64)), .required("message", sentence)])),
                "Why it cannot be used today; left away for a good one."),
        ]

    private static let story: [Shape.Field] = [
        .required("holdings", .list(.named("holding")), "Of members."),
        .required(
            "movements",
            .list(
                .record([
                    .required("at", .time), .required("what", .word(CardMovement.words)),
                    .optional("asset", .text(upTo: 64), "Left away for a voucher's own value."),
                    .optional("scale", .count), .required("units", number),
                    .required("balance", number), .optional("place", .text(upTo: 100)),
                    .optional("reason", .text(TextShape(least: 0, most: 200))),
                ])), "The latest two hundred, oldest first."),
    ]

    private static let rest: [Shape.Field] = [
        .required(
            "benefits",
            .list(
                .record(
                    [.required("voucher", .id), .required("kind", SharedShapes.kind)] + benefit
                        + codes + SharedShapes.validity)), "Vouchers that events brought."),
        .optional(
            "tiers",
            .list(
                .record([
                    .required("tier", .text(upTo: 100)), .required("level", .text(upTo: 100)),
                    .optional("since", .time),
                ]))), .optional("next", .list(sentence), "What is next, in sentences."),
        .required(
            "places",
            .list(.record([.required("name", .text(upTo: 100)), .required("partner", .flag)])),
            "Where it is taken."),
        .optional(
            "gift", .record([.required("message", .text(TextShape(least: 0, most: 300)))]),
            "What the giver wrote, until it was made the own."),
        .required("may_be_given", .flag),
    ]

    private static let sentence = Shape.text(upTo: 1_000)
}
