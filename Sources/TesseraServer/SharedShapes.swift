/// Shapes that several answers have, by the names that the document gives them.
enum SharedShapes {
    /// All of them, in the document's order.
    static let all: [(name: String, shape: Shape)] =
        [("problem", Problem.shape), ("money", money), ("balance", balance)]
        + TillEndpoints.shapes + VoucherEndpoints.shapes + MemberEndpoints.shapes
        + EventEndpoints.shapes + CampaignEndpoints.shapes + ReportEndpoints.shapes
        + PartyEndpoints.shapes
        + OfflineEndpoints.shapes + SettlementEndpoints.shapes + SessionEndpoints.shapes
        + AccessEndpoints.shapes + Approving.shapes + WebhookEndpoints.shapes
        + BrandEndpoints.shapes + CardEndpoints.shapes

    /// The shape with a name.
    static func shape(_ name: String) -> Shape {
        guard let found = all.first(where: { $0.name == name }) else {
            preconditionFailure("\(name) is the name of a shape")
        }
        return found.shape
    }

    /// An amount in minor units.
    static let money = Shape.record([
        .required("amount", .integer(Int64.min...Int64.max), "In minor units."),
        .required("currency", .text(upTo: 3, sample: "EUR")),
        .optional("display", .text(upTo: 64), "For people; not read."),
    ])

    /// What is left of a voucher: money of a gift card, uses of anything else.
    static let balance = Shape.choice([.named("money"), .count])

    /// The kinds of vouchers.
    static let kind = Shape.word(["member", "gift", "discount", "entitlement"])

    /// What the fields of a token say, each for its kinds.
    static let terms: [Shape.Field] = [
        .optional("member", .count), .optional("tier", .count), .optional("amount", .count),
        .optional("currency", .text(upTo: 3)), .optional("campaign", .count),
        .optional("type", .word(["percent", "fixed"])), .optional("value", .count),
        .optional("minimum_spend", .count), .optional("cap", .count),
        .optional("uses", .count), .optional("terms", .text(upTo: 12)),
    ]

    /// The days on which something is good.
    static let validity: [Shape.Field] = [
        .required("first_day", .day), .required("last_day", .day),
    ]
}
