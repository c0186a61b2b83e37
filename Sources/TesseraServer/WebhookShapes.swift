import TesseraAnswers
import TesseraOperations

// What is answered about endpoints, deliveries and news.

extension WebhookEndpoints {
    static let shapes: [(name: String, shape: Shape)] = [
        ("webhook_endpoint", endpointShape), ("webhook_delivery", delivery),
        ("webhook_event", event),
    ]

    private static let endpointShape = Shape.record([
        .required("endpoint", .id), .required("url", .text(upTo: WebhookURL.mostByteCount)),
        .required("types", .list(WebhookFeed.type, most: 64), "Empty for everything."),
        .optional("label", .text(upTo: 100)), .optional("acceptor", .name, "Whose it is."),
        .required(
            "state", .word(["sending", "paused", "gone", "failing"]),
            "`gone` after an answer of 410, `failing` after five days without a good one."),
        .required("created_at", .time), .required("version", .count),
        .optional("secret", .text(upTo: 60), "Only where it is new."),
    ])

    private static let delivery = Shape.record([
        .required("delivery", .id), .required("message", .id, "The `webhook-id`."),
        .required("type", anyType), .optional("operation", .id),
        .required("state", .word(WebhookDelivery.State.allCases.map(\.rawValue))),
        .required("created_at", .time), .optional("next_try", .time),
        .required(
            "attempts",
            .list(
                .record([
                    .required("at", .time), .optional("status", .integer(100...999)),
                    .optional(
                        "fault", .word(WebhookFault.allCases.map(\.rawValue)),
                        "Why there was no answer."),
                ]), most: WebhookDelivery.mostAttempts), "The latest, oldest first."),
    ])

    private static let anyType = Shape.word(WebhookEventType.allCases.map(\.rawValue))

    private static let event = Shape.record([
        .required("id", .id, "The `webhook-id` of the message."),
        .required("type", anyType), .required("timestamp", .time, "When it happened."),
        .required("data", .record(data), "What is known of it; never a code or a person."),
    ])

    private static let number = Shape.integer(Int64.min...Int64.max)
    private static let amount = Shape.choice([number, .named("money")])

    private static let data: [Shape.Field] =
        ["operation", "batch", "voucher", "hold", "redemption", "limit"].map {
            .optional($0, .id)
        }
        + [
            "member", "kind", "asset", "acceptor", "device", "shop", "till", "event", "ruling",
        ].map { .optional($0, .name) }
        + ["taken", "balance", "amount", "available", "returned"].map { .optional($0, amount) }
        + ["version", "number", "epoch", "expired"].map { .optional($0, number) }
        + ["at", "until", "occurred_at"].map { .optional($0, .time) } + [
            .optional("by", .choice([number, .named("money"), .id])),
            .optional("last_day", .day), .optional("parts", .list(.id)),
            .optional("redemptions", .list(.id)),
        ]
}
