import TesseraLedger
import TesseraModel
import TesseraOperations

// Endpoints, deliveries and news, as programs read them.

extension WebhookEndpoint {
    /// The endpoint as programs read it.
    ///
    /// - Parameter secret: What its receiver checks signatures with; only where it is new.
    /// - Returns: An object.
    package func value(secret: String? = nil) -> JSONValue {
        .record(
            ("endpoint", .string(id.text)), ("url", .string(content.url)),
            ("types", .array(content.types.map { .string($0.rawValue) })),
            ("label", content.label.isEmpty ? nil : .string(content.label)),
            ("acceptor", (content.acceptor?.text).map { .string($0) }),
            ("state", .string(content.stop?.rawValue ?? "sending")),
            ("created_at", .string(content.createdAt.rfc3339)),
            ("version", .integer(version)), ("secret", secret.map { .string($0) }))
    }
}

extension WebhookDelivery {
    /// The delivery as programs read it.
    package var value: JSONValue {
        .record(
            ("delivery", .string(text)), ("message", .string(message)),
            ("type", .string(type.rawValue)),
            ("operation", operation.map { .string("op_\($0.text)") }),
            ("state", .string(state.rawValue)), ("created_at", .string(createdAt.rfc3339)),
            ("next_try", (nextTry?.rfc3339).map { .string($0) }),
            (
                "attempts",
                .array(
                    attempts.map { attempt in
                        .record(
                            ("at", .string(attempt.at.rfc3339)),
                            ("status", attempt.status.map { .integer(Int64($0)) }),
                            ("fault", (attempt.fault?.rawValue).map { .string($0) }))
                    })
            ))
    }
}

extension WebhookNews {
    /// What is sent: the form that Standard Webhooks wants.
    package var value: JSONValue {
        .record(
            ("type", .string(type.rawValue)), ("timestamp", .string(time.rfc3339)),
            ("data", data))
    }

    /// What happened, without what is not for other people's programs: nothing that people wrote,
    /// nobody who works here, no facts of an event, and no codes, which no booking has.
    private var data: JSONValue {
        guard let booked else { return .record([]) }
        let subject: [(String, JSONValue?)] = [
            ("voucher", (booked.position?.voucherText).map { .string($0) }),
            ("kind", (terms?.kind.name).map { .string($0) }),
            ("member", booked.wish.memberTold.map { .string($0.text) }),
            ("asset", booked.wish.assetTold.map { .string($0) }),
            ("acceptor", booked.wish.acceptorTold.map { .string($0.text) }),
            ("device", booked.wish.deviceTold.map { .string($0.text) }),
        ]
        var names = Set(subject.compactMap { $0.1 == nil ? nil : $0.0 })
        let more = booked.fields.filter { name, value in
            value != nil && WebhookNews.told.contains(name) && names.insert(name).inserted
        }
        return .record(
            subject + more.map { name, value in (name, value.map { measured($0, named: name) }) })
    }

    // An allow-list: what is added to a story some day is not told before somebody has decided so.
    private static let told: Set<String> = [
        "operation", "at", "shop", "till", "event", "batch", "voucher", "member", "hold",
        "redemption", "redemptions", "taken", "balance", "amount", "available", "returned", "by",
        "until", "last_day", "expired", "occurred_at", "version", "number", "epoch", "limit",
        "parts", "ruling",
    ]
    private static let amounts: Set<String> = [
        "taken", "balance", "amount", "available", "returned", "by",
    ]

    // Amounts of a gift card with their currency, as every other answer has them.
    private func measured(_ value: JSONValue, named name: String) -> JSONValue {
        guard WebhookNews.amounts.contains(name), case .integer(let units) = value else {
            return value
        }
        return terms?.balanceValue(units) ?? value
    }
}

extension Wish {
    fileprivate var memberTold: MemberNumber? {
        switch self {
        case .enrol(let member, _), .erase(let member, _, _): member
        case .credit(let holding, _, _, _, _), .debit(let holding, _, _, _): holding.member
        case .redeem(_, _, let holder), .hold(_, _, let holder, _), .basket(_, _, let holder):
            holder
        case .event(let event): event.member
        default: nil
        }
    }

    fileprivate var assetTold: String? {
        switch self {
        case .credit(let holding, _, _, _, _), .debit(let holding, _, _, _): holding.asset.name
        default: nil
        }
    }

    fileprivate var acceptorTold: ShopID? {
        switch self {
        case .settle(let shop, _), .dispute(let shop, _, _, _), .endAgreement(let shop, _),
            .kit(let shop), .pair(_, let shop):
            shop
        case .agree(let terms): terms.id
        default: nil
        }
    }

    fileprivate var deviceTold: TillID? {
        switch self {
        case .pair(let device, _), .revoke(let device, _), .lease(_, _, let device, _): device
        case .claim(let claim): claim.device
        default: nil
        }
    }
}
