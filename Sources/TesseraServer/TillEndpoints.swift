import TesseraAnswers
import TesseraModel
import TesseraOperations

/// What a till asks: checks, redemptions, reversals.
enum TillEndpoints {
    static let all = [check, redeem, redemption, redeemBasket, reverse, undo] + HoldEndpoints.all

    /// What was scanned or typed, as a field of a body.
    static let code = Shape.Field.required(
        "voucher", .text(upTo: 2_048), "What was scanned or typed; the voucher's id for the office.")

    private static let check = Endpoint(
        method: .post, path: "/v1/checks", name: "check", summary: "Look at a code",
        about: "Changes nothing. A code that is not ours and one that was forged get one answer.",
        part: .till, access: .scope(.check),
        body: Endpoint.Body(
            shape: .record([
                code, .optional("till", .name, "At which till."),
                .optional(
                    "expect", .list(SharedShapes.kind, most: 4), "Kinds; all if left away."),
            ]),
            sample: .record(("voucher", .string(Samples.token)))),
        answers: [
            Endpoint.Answer(
                status: 200, about: "It is good, and this is what it is worth.",
                shape: .named("appraisal"), sample: Samples.appraisal)
        ],
        run: { call in
            let till = try call.place().till
            let appraisal = try await call.counter.check(call.text("voucher"), at: till)
            let expected = (call.body["expect"]?.array ?? []).compactMap(\.string)
            let kind = appraisal.voucher.terms.kind
            guard expected.isEmpty || expected.contains(kind.name) else {
                throw VerificationError.wrongKind(kind)
            }
            return .ok(appraisal.value)
        })

    private static let redeem = Endpoint(
        method: .post, path: "/v1/redemptions", name: "redeem", summary: "Take a voucher, once",
        about: "A gift card needs `amount` or `all`; a discount takes the basket's price as "
            + "`amount`. The same Idempotency-Key gives the first answer again.",
        part: .till, access: .scope(.redeem),
        body: Endpoint.Body(
            shape: .record([code] + demand + [memberCard] + Standpoint.fields),
            sample: .record(
                ("voucher", .string(Samples.token)), ("amount", Samples.money),
                ("till", .string("till-1")))),
        answers: [
            Endpoint.Answer(
                status: 201, about: "Taken.", shape: .named("redemption"),
                sample: Samples.redemption)
        ], isNamedWrite: true,
        run: { call in
            let place = try call.place()
            let redemption = try await call.counter.redeem(
                call.text("voucher"), try call.asked(), member: call.body["member"]?.string,
                in: place.shop, at: place.till, by: place.worker, operation: call.named())
            return .made(redemption.value, isReplay: redemption.isReplay)
        })

    private static let redeemBasket = Endpoint(
        method: .post, path: "/v1/baskets", name: "redeem_basket",
        summary: "Cover a basket with several vouchers, all or none",
        about: "Discounts first, then what is paid with in the order given.",
        part: .till, access: .scope(.redeem),
        body: Endpoint.Body(
            shape: .record(
                [
                    .required("vouchers", .list(.text(upTo: 2_048), least: 1, most: 16)),
                    .required("due", .named("money"), "What the basket costs."), memberCard,
                ] + Standpoint.fields),
            sample: .record(
                ("vouchers", .array([.string(Samples.token)])), ("due", Samples.money))),
        answers: [
            Endpoint.Answer(
                status: 201, about: "Covered.", shape: .named("covered_basket"),
                sample: Samples.coveredBasket)
        ], isNamedWrite: true,
        run: { call in
            let place = try call.place()
            guard let due = try call.money("due") else {
                throw RequestError.unfit(at: "/due", wanted: "an amount")
            }
            let basket = try await call.counter.redeemBasket(
                (call.body["vouchers"]?.array ?? []).compactMap(\.string), due: due,
                member: call.body["member"]?.string, in: place.shop, at: place.till,
                by: place.worker, operation: call.named())
            return .made(basket.value, isReplay: basket.isReplay)
        })

    private static let reverse = Endpoint(
        method: .post, path: "/v1/redemptions/{redemption}/reversals", name: "reverse",
        summary: "Put a redemption back", about: "All of it, or an amount of a gift card.",
        part: .till, access: .scope(.reverse), parameters: [redemptionParameter],
        body: Endpoint.Body(
            shape: .record(
                [.required("reason", .text(upTo: 200))] + demand + [
                    .optional("approved_by", .name, "The second person.")
                ] + Standpoint.fields),
            sample: .record(("reason", .string("wrong article")))),
        answers: [
            Endpoint.Answer(
                status: 201, about: "Put back.", shape: .named("reversal"),
                sample: Samples.reversal)
        ], isNamedWrite: true,
        run: { call in
            let place = try call.place()
            let second = try call.field("approved_by", as: "an operator's id") { OperatorID($0) }
            let undone = try await call.counter.reverse(
                try call.redemption(), try call.asked(otherwise: .everything),
                reason: call.text("reason"), in: place.shop, at: place.till, by: place.worker,
                approvedBy: second, operation: call.named())
            return .made(undone.value("reversed"), isReplay: undone.isReplay)
        })

    private static let undo = Endpoint(
        method: .post, path: "/v1/redemptions/{redemption}/undo", name: "undo",
        summary: "Put back what this till took within the last minute",
        part: .till, access: .scope(.redeem), parameters: [redemptionParameter],
        body: Endpoint.Body(shape: .record(Standpoint.fields), sample: .object([])),
        answers: [
            Endpoint.Answer(
                status: 201, about: "Put back.", shape: .named("reversal"),
                sample: Samples.undone)
        ], isNamedWrite: true,
        run: { call in
            let place = try call.place()
            let undone = try await call.counter.undo(
                try call.redemption(), at: place.till, by: place.worker, operation: call.named())
            return .made(undone.value("undone"), isReplay: undone.isReplay)
        })

    private static let redemption = Endpoint(
        method: .get, path: "/v1/redemptions/{redemption}", name: "get_redemption",
        summary: "What was taken", part: .till, access: .scope(.redeem),
        parameters: [redemptionParameter],
        answers: [
            Endpoint.Answer(
                status: 200, about: "As it was booked.", shape: .named("operation"),
                sample: Samples.operation)
        ],
        run: { call in
            let id = try call.redemption()
            guard let booked = try await call.counter.ledger.operation(id) else {
                throw LedgerError.unknownRedemption(id)
            }
            return .ok(booked.value)
        })

    static let redemptionParameter = Endpoint.Parameter.path(
        "redemption", .id, "The redemption's id.", "rd_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE")
    static let memberCard = Shape.Field.optional(
        "member", .text(upTo: 2_048), "The member's card that was shown with it.")
    /// How much is asked of a voucher.
    static let demand: [Shape.Field] = [
        .optional("amount", .named("money"), "Of a gift card, or the basket's price."),
        .optional("all", .flag, "All that is left of a gift card."),
        .optional("uses", .integer(1...65_535), "How many uses."),
    ]
}

extension Call {
    /// The redemption that the path names.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    func redemption() throws(RequestError) -> OperationID {
        try parameter("redemption", as: "a redemption's id") { OperationID($0) }
    }

    /// How much is asked, one way only.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    func asked(otherwise usual: Asked = .nothing) throws(RequestError) -> Asked {
        let ways = ["amount", "all", "uses"].filter { body[$0] != nil }
        guard ways.count < 2 else {
            throw .unfit(at: "/\(ways[1])", wanted: "either \(ways[0]) or \(ways[1])")
        }
        if let money = try money("amount") { return .money(money) }
        if body["all"]?.bool == true { return .everything }
        if let uses = body["uses"]?.integer { return .uses(Int(uses)) }
        return usual
    }

    /// An amount of the body; `nil` where it was left away.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)`` for a currency that is not in use or an amount
    ///   that is not above zero.
    func money(_ name: String) throws(RequestError) -> Money? {
        guard let value = body[name] else { return nil }
        guard let amount = value["amount"]?.integer, amount >= 0 else {
            throw .unfit(at: "/\(name)/amount", wanted: "a whole number of minor units")
        }
        guard let currency = value["currency"]?.string.flatMap({ Currency(code: $0) }) else {
            throw .unfit(at: "/\(name)/currency", wanted: "a currency in use, such as EUR")
        }
        return Money(minorUnits: amount, currency: currency)
    }
}
