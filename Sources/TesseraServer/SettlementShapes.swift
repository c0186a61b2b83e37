import TesseraLedger

// What is answered about settlements; amounts of lines and sums are bare, in minor units.

extension SettlementEndpoints {
    static let shapes: [(name: String, shape: Shape)] = [
        ("statement", statement), ("settlement", settlement), ("correction", correction),
    ]

    private static let units = Shape.integer(Int64.min...Int64.max)

    private static let sums: [Shape.Field] = [
        "honoured", "returned", "lost_by_issuer", "lost_by_acceptor", "reimbursed", "disputed",
    ].map { .required($0, units) }

    private static let total = Shape.record(
        [.required("currency", .text(upTo: 3))] + sums + [
            .required("fee", units), .required("net", units, "What is paid."),
            .required("display", .text(upTo: 64)),
        ])

    private static let line = Shape.record(
        [
            .required("sequence", .count), .required("operation", .id), .required("time", .time),
            .optional("till", .name),
            .optional("ruling", .word(ClaimVerdict.Ruling.allCases.map(\.rawValue))),
            .optional("campaign", .count), .required("uses", units),
            .required("currency", .text(upTo: 3)),
            .required("version", .count, "Of the agreement."),
        ] + sums)

    private static let statement = Shape.record([
        .required("code", .word(["settled", "draft"])), .required("acceptor", .name),
        .required("name", .text(upTo: 100)), .required("number", .count),
        .required("time", .time), .required("first", .count, "The first sealed number."),
        .required("last", .count), .optional("covers_from", .time),
        .optional("covers_until", .time),
        .required(
            "agreements",
            .list(
                .record([
                    .required("version", .count), .required("agreement", .named("agreement")),
                ]))), .required("totals", .list(total)),
        .required(
            "uses", .list(.record([.required("campaign", .count), .required("count", units)]))),
        .required("lines", .list(line, most: Int(Int32.max))),
    ])

    private static let settlement = Shape.record([
        .required("acceptor", .name), .required("number", .count), .required("time", .time),
        .required("first", .count), .required("last", .count),
        .required("totals", .list(total)),
    ])

    private static let correction = Shape.record([
        .required("code", .word(["corrected"])), .required("acceptor", .name),
        .required("amount", .named("money")), .required("reason", .text(upTo: 200)),
    ])
}
