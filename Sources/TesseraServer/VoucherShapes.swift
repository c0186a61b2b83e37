// What the office is answered about vouchers.

extension VoucherEndpoints {
    static let shapes: [(name: String, shape: Shape)] =
        [
            ("voucher", .record(voucherFields)),
            (
                "voucher_with_story",
                .record(
                    voucherFields + [
                        .optional("label", .text(upTo: 100)), .required("key", .count),
                        .required("story", .list(.named("booked"))),
                        .required(
                            "state", VoucherSearchEndpoints.sight, "What it looks like today."),
                        .optional("last_four", .text(upTo: 4), "How the typed code ends."),
                        .required("issued_at", .time), .optional("face_value", .named("balance")),
                    ])
            ), ("issued_voucher", issuedVoucher), ("reissued", reissued), ("batch", batch),
        ] + VoucherSearchEndpoints.shapes + SheetEndpoints.shapes

    static let voucherFields: [Shape.Field] =
        [
            .required("voucher", .id), .required("kind", SharedShapes.kind),
            .required("batch", .id),
            .required("standing", .word(["inactive", "active", "blocked"])),
            .optional("balance", .named("balance")),
        ] + SharedShapes.terms + SharedShapes.validity

    private static let codes: [Shape.Field] = [
        .required("token", .text(upTo: 400), "What the QR code holds."),
        .required("typed_code", .text(upTo: 40), "What is printed under it."),
    ]

    private static let order: [Shape.Field] = [
        .optional("activation", .word(["at_issue", "when_sold"])),
        .optional("label", .text(upTo: 100)), .required("operation", .id),
        .required("issued_at", .time),
    ]

    private static let issuedVoucher = Shape.record(
        [
            .required("code", .word(["issued"])), .required("voucher", .id),
            .required("kind", SharedShapes.kind), .required("batch", .id),
        ] + codes + SharedShapes.terms + SharedShapes.validity + order)

    private static let reissued = Shape.record(
        [
            .required("code", .word(["reissued"])), .required("voucher", .id),
            .required("replaces", .id),
        ] + codes + SharedShapes.terms + SharedShapes.validity)

    private static let batch = Shape.record(
        [
            .required("batch", .id), .required("first", .id, "Its first voucher."),
            .required("count", .count), .required("kind", SharedShapes.kind),
        ] + SharedShapes.terms + SharedShapes.validity + [.required("key", .count)] + order)
}
