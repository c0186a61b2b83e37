import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraVerification

/// What a till asks: checks, redemptions, reversals.
enum TillEndpoints {
    static let all =
        [check, redeem, redemption, redeemBasket, reverse, undo] + HoldEndpoints.all
        + SaleEndpoints.all

    private static let check = Endpoint(
        method: .post, path: "/v1/checks", name: "check", summary: "Look at a code",
        about: "Changes nothing. A code that is not ours and one that was forged get one answer.",
        part: .till, access: .scope(.check),
        body: .record([
            code, .optional("till", .name, "At which till."),
            .optional("expect", .list(SharedShapes.kind, most: 4), "Kinds; all if left away."),
        ]),
        answers: [.ok("It is good, and this is what it is worth.", .named("appraisal"))],
        takesCodes: true,
        run: { call in
            let place = try call.standpoint()
            let appraisal = try await call.counter.check(
                call.text("voucher"), in: place.shop, at: place.till)
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
        body: .record([code] + demand + [memberCard] + Standpoint.fields),
        answers: [.made("Taken.", .named("redemption"))], isNamedWrite: true, tellsReplays: true,
        takesCodes: true,
        run: { call in
            let place = try call.standpoint()
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
        body: .record(
            [
                .required("vouchers", .list(.text(upTo: 2_048), least: 1, most: 16)),
                .required("due", .named("money"), "What the basket costs."), memberCard,
            ] + Standpoint.fields),
        answers: [.made("Covered.", .named("covered_basket"))], isNamedWrite: true,
        tellsReplays: true,
        takesCodes: true,
        run: { call in
            let place = try call.standpoint()
            let basket = try await call.counter.redeemBasket(
                (call.body["vouchers"]?.array ?? []).compactMap(\.string),
                due: call.demandedMoney("due"), member: call.body["member"]?.string,
                in: place.shop, at: place.till, by: place.worker, operation: call.named())
            return .made(basket.value, isReplay: basket.isReplay)
        })

    private static let reverse = Endpoint(
        method: .post, path: "/v1/redemptions/{redemption}/reversals", name: "reverse",
        summary: "Put a redemption back", about: "All of it, or an amount of a gift card.",
        part: .till, access: .scope(.reverse), parameters: [redemptionID],
        body: .record(
            [.required("reason", .text(upTo: 200))] + demand + Approving.fields
                + Standpoint.fields),
        answers: [.made("Put back.", .named("reversal"))], isNamedWrite: true, tellsReplays: true,
        run: { call in
            let place = try call.standpoint()
            let (redemption, id) = (try await call.ownOperation("redemption"), try call.named())
            let approval = try await call.approval(
                place,
                isBooked: try await call.counter.isPutBack(redemption, under: id))
            let undone = try await call.counter.reverse(
                redemption, try call.asked(),
                reason: call.text("reason"), in: place.shop, at: place.till, by: place.worker,
                approvedBy: approval.second, asker: approval.asker, proof: approval.proof,
                operation: id)
            return .made(undone.value("reversed"), isReplay: undone.reversals[0].isReplay)
        })

    private static let undo = Endpoint(
        method: .post, path: "/v1/redemptions/{redemption}/undo", name: "undo",
        summary: "Put back what this till took within the last minute",
        part: .till, access: .scope(.redeem), parameters: [redemptionID],
        body: .record(Standpoint.fields),
        answers: [.made("Put back.", .named("reversal"))], isNamedWrite: true, tellsReplays: true,
        run: { call in
            let place = try call.standpoint()
            let undone = try await call.counter.undo(
                try await call.ownOperation("redemption"), at: place.till, by: place.worker,
                operation: call.named())
            return .made(undone.value("undone"), isReplay: undone.reversals[0].isReplay)
        })

    private static let redemption = Endpoint(
        method: .get, path: "/v1/redemptions/{redemption}", name: "get_redemption",
        summary: "What was taken", part: .till, access: .scope(.redeem),
        parameters: [redemptionID],
        answers: [.ok("As it was booked.", .named("booked"))],
        run: { call in
            let id = try await call.ownOperation("redemption")
            guard let booked = try await call.counter.ledger.operation(id), booked.use != nil
            else { throw LedgerError.unknownRedemption(id) }
            return .ok(.record(booked.fields))
        })

    /// What was scanned or typed.
    static let code = Shape.Field.required(
        "voucher", .text(upTo: 2_048), "What was scanned or typed.")
    /// The member's card that was shown.
    static let memberCard = Shape.Field.optional(
        "member", .text(upTo: 2_048), "The member's card that was shown with it.")
    /// How much is asked of a voucher.
    static let demand: [Shape.Field] = [
        .optional("amount", .named("money"), "Of a gift card, or the basket's price."),
        .optional("all", .flag, "All that is left of a gift card."),
        .optional("uses", .integer(1...65_535), "How many uses."),
    ]

    private static let redemptionID = Endpoint.Parameter.path(
        "redemption", .id, "The redemption's id.")
}
