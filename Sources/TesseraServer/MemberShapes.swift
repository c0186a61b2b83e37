import TesseraLoyalty
import TesseraOperations

// What is answered about members.

extension MemberEndpoints {
    static let shapes: [(name: String, shape: Shape)] = [
        ("member", .record(member)),
        ("enrolled_member", .record([.required("code", .word(["enrolled"]))] + member + codes)),
        (
            "changed_member",
            .record([.required("code", .word(["changed"]))] + member + choices)
        ),
        (
            "member_with_story",
            .record(
                member + choices + [
                    standing, .optional("tier", .count),
                ] + SharedShapes.validity + [
                    .required("story", .list(.named("booked"))),
                    .required("holdings", .list(.named("holding"))),
                    .required("movements", .list(.named("movement"))),
                ])
        ),
        (
            "member_export",
            .record(
                member + choices + [
                    standing, .required("accounts", .list(.named("holding"))),
                    .required("movements", .list(.named("movement"))),
                    .required("vouchers", .list(.record(exportedVoucher))),
                    .required("booked", .list(.named("booked"))),
                ])
        ), ("units", units), ("holding", holding), ("movement", movement),
        ("holding_change", holdingChange), ("erasure", erasure), ("live_card", liveCard),
        ("recognised_member", recognised),
    ]

    private static let text = Shape.text(TextShape(least: 0, most: 200))
    private static let number = Shape.integer(Int64.min...Int64.max)
    private static let standing = Shape.Field.required(
        "standing", .word(["inactive", "active", "blocked"]), "The card's.")

    private static let member: [Shape.Field] = [
        .required("member", .id), .optional("name", text), .optional("contact", text),
        .optional("birthday", .text(upTo: 10)), .required("card", .id, "The first card."),
        .required("batch", .id), .required("enrolled_at", .time), .optional("erased", .flag),
        .optional("erased_at", .time),
    ]

    private static let choices: [Shape.Field] = [
        .optional("preferences", .map(text)),
        .optional(
            "consents",
            .list(
                .record([
                    .required("purpose", .word(Profile.Purpose.allCases.map(\.rawValue))),
                    .required("given_at", .time), .optional("withdrawn_at", .time),
                ]))),
    ]

    private static let codes: [Shape.Field] = [
        .required("token", .text(upTo: 400), "What the card's QR code holds."),
        .required("typed_code", .text(upTo: 40), "What is printed under it."),
    ]

    private static let units = Shape.record([
        .required("amount", number, "In the asset's smallest units."),
        .required("asset", .text(upTo: 64)), .required("scale", .count, "How many decimals."),
        .required("display", .text(upTo: 100), "For people."),
    ])

    private static let holding = Shape.record([
        .required("balance", .named("units")),
        .optional("pending", .named("units"), "Good to use later only."),
        .optional("expired", .named("units"), "Expired and not cleared away yet."),
        .required(
            "lots",
            .list(
                .record([
                    .required("left", number), .optional("first_day", .day),
                    .optional("last_day", .day), .required("operation", .id),
                ])), "Those that expire first before the others."),
    ])

    private static let movement = Shape.record([
        .required("operation", .id), .required("at", .time), .required("asset", .text(upTo: 64)),
        .required("scale", .count), .required("units", number), .required("balance", number),
        .optional("event", .word(EventKind.allCases.map(\.rawValue))),
        .optional("event_operation", .id), .required("reason", text),
    ])

    private static let holdingChange = Shape.record([
        .required("code", .word(["credited", "debited"])), .required("operation", .id),
        .required("member", .id), .required("changed", .named("units")),
        .optional("expired", .named("units"), "What was cleared away with it."),
        .required("balance", .named("units")), .required("at", .time),
    ])

    private static let erasure = Shape.record([
        .required("code", .word(["erased"])),
        .required("members", .list(.id), "The member, and the cards that became the member's."),
        .required("at", .time),
    ])

    private static let liveCard = Shape.record(
        [.required("member", .id)] + codes + [
            .required("live", .text(upTo: 600), "The QR code's text of this moment."),
            .required("seconds_left", .integer(1...30), "Until another one takes its place."),
        ])

    private static let recognised = Shape.record([
        .required("member", .id), .optional("name", text),
        .required(
            "tiers",
            .list(
                .record([
                    .required("tier", .text(upTo: 100)), .required("level", .text(upTo: 100)),
                    .optional("since", .time),
                ]))), .required("next", .list(.text(upTo: 1_000)), "What is next, in sentences."),
        .optional("preferences", .map(text)),
    ])

    private static let exportedVoucher: [Shape.Field] =
        [
            .required("voucher", .id), .required("batch", .id), standing,
            .optional("blocked_at", .time), .optional("reason", text),
            .required("face_value", .count), .required("balance", .count),
        ] + SharedShapes.validity + [
            .optional("last_used_at", .time), .optional("last_used_shop", .name),
            .optional("last_used_till", .name), .optional("last_used_operator", .name),
        ]
}
