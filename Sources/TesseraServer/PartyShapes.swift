// What the office is answered about parties.

extension PartyEndpoints {
    static let shapes: [(name: String, shape: Shape)] = [
        ("agreement", agreement), ("agreement_wish", agreementWish),
        (
            "shop",
            .record([
                .required("shop", .name), .required("name", .text(upTo: 200)),
                .optional("agreement", .named("agreement"), "How far its tills go offline."),
            ])
        ), ("partner", .record(partner)),
        (
            "agreed_partner",
            .record(
                [.required("code", .word(["agreed"]))] + agreed + [
                    .optional("keys", .list(.count), "The keys that a new partner gets.")
                ])
        ), ("operator", .record(worker)),
        ("appointed_operator", .record([.required("code", .word(["appointed"]))] + worker)),
        ("limit", .record([.required("limit", .id)] + limitTerms + limitUse)),
        (
            "set_limit",
            .record(
                [.required("code", .word(["limit_set"])), .required("limit", .id)] + limitTerms)
        ), ("device", .record(device + [.optional("exposure", .named("exposure"))])),
        ("exposure", exposure), ("paired_device", pairedDevice),
        (
            "device_with_keys",
            .record(
                device + [
                    .optional("exposure", .named("exposure")),
                    .required("keys", .list(.count), "Keys that it holds, also when stolen."),
                ])
        ), ("lease", lease),
    ]

    /// The end of something: when and why, as it was booked.
    static func ended(_ code: String, _ name: String) -> Shape {
        .record([
            .required("code", .word([code])), .required(name, .name),
            .required("ended_at", .time), .required("reason", .text(upTo: 200)),
        ])
    }

    private static let agreementDays: [Shape.Field] = [
        .optional("campaigns", .list(.integer(1...Int64(UInt32.max)), most: 1_000)),
        .optional("gifts", .flag), .optional("first_day", .day), .optional("last_day", .day),
        .optional("currency", .text(upTo: 3, sample: "EUR")),
        .optional("fee_basis_points", .integer(0...10_000), "What the issuer keeps."),
        .optional(
            "discount_share_basis_points", .integer(0...10_000),
            "What the issuer pays back of discounts."),
        .optional("use_price", .named("money"), "For each use of an entitlement."),
        .optional("period", .word(["day", "week", "month"])),
        .optional("bearer", .word(["issuer", "acceptor"]), "Of what was used twice offline."),
        .optional("refunds", .word(["restored", "refused"])),
        .optional("offline_per_voucher", .named("money")),
        .optional("offline_per_day", .named("money")),
        .optional("offline_uses", .integer(0...65_535)),
        .optional("fresh_hours", .integer(1...720)), .optional("kit_hours", .integer(1...2_160)),
    ]

    private static let agreementWish = Shape.record(agreementDays)

    private static let agreement = Shape.record(
        agreementDays.map { field in
            // All campaigns are none named.
            field.name == "campaigns"
                ? field : .required(field.name, field.shape, field.about)
        })

    private static let agreed: [Shape.Field] = [
        .required("acceptor", .name), .required("name", .text(upTo: 100)),
        .required("partner", .flag), .required("audience", .count),
        .required("groups", .list(.name)), .required("version", .count),
        .required("agreement", .named("agreement")),
    ]

    private static let partner: [Shape.Field] =
        agreed + [
            .required("kit", .count, "Its latest kit."), .required("settlements", .count),
            .required("settled_through", .count), .optional("ended_at", .time),
            .optional("ended_because", .text(upTo: 200)), .required("devices", .list(.name)),
        ]

    private static let worker: [Shape.Field] = [
        .required("operator", .name),
        .required("role", .word(["cashier", "supervisor", "partner", "admin", "auditor"])),
        .optional("acceptor", .name, "Where; everywhere if missing."),
        .optional("ended_at", .time), .optional("reason", .text(upTo: 200)),
    ]

    private static let limitTerms: [Shape.Field] = [
        .required("sentence", .text(upTo: 300)), .optional("campaign", .count),
        .optional("gifts", .flag),
        .required("per", .word(["all", "code", "member", "shop", "till"])),
        .required("each_day", .flag), .optional("uses", .count),
        .optional("amount", .named("money")),
    ]

    private static let limitUse: [Shape.Field] = [
        .required("accounts", .count), .required("most_used", .named("balance")),
    ]

    private static let device: [Shape.Field] = [
        .required("device", .name), .required("acceptor", .name), .required("epoch", .count),
        .required("paired_at", .time), .optional("heard_at", .time),
        .required("standing", .word(["active", "revoked", "quarantined"])),
        .required("records_through", .count),
        .required("gaps", .list(.list(.count, least: 2, most: 2)), "From and to, inclusive."),
    ]

    private static let exposure = Shape.record([
        .required("device", .name), .required("acceptor", .name),
        .required("bearer", .word(["issuer", "acceptor"])), .required("days", .count),
        .required("now", .named("money"), "What can be lost by now, at most."),
        .required("uses_now", .count), .required("until_kit_ends", .named("money")),
        .optional("kit_ends", .time),
    ])

    private static let pairedDevice = Shape.record(
        [
            .required("code", .word(["paired"])), .required("device", .name),
            .required("acceptor", .name), .required("epoch", .count),
            .required("paired_at", .time),
            .required(
                "pairing", .text(upTo: 2_000),
                "What makes the machine this till, as one QR code; it holds its key."),
            .required("kit_key", .text(upTo: 32), "The fingerprint of what checks its kits."),
            .required("training", .flag),
        ])

    private static let lease = Shape.record([
        .required("code", .word(["held"])), .required("hold", .id), .required("voucher", .id),
        .required("kind", SharedShapes.kind), .required("held", .named("balance")),
        .required("available", .named("balance")), .optional("discount", .named("money")),
        .required("until", .time), .required("device", .name),
    ])
}
