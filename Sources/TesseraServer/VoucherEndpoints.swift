import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// What the office asks about single vouchers.
enum VoucherEndpoints {
    static let all =
        [issue, voucher, change, reissue, cashOut] + VoucherSearchEndpoints.all
        + SheetEndpoints.all

    private static let issue = Endpoint(
        method: .post, path: "/v1/vouchers", name: "issue_vouchers",
        summary: "Issue up to a hundred equal vouchers, with their codes",
        about: "More at once are a batch, `/v1/batches`.",
        part: .vouchers, access: .scope(.issue),
        body: .record(
            VoucherWish.fields(countUpTo: 100) + Approving.fields
                + Standpoint.workerOnly),
        answers: [
            .made(
                "Issued.",
                .record([.required("vouchers", .list(.named("issued_voucher"), most: 100))]))
        ], isNamedWrite: true,
        run: { call in
            let batches = try await call.counter.issue(
                [try call.ownWish()], approval: try await call.approval(), operation: call.named())
            var vouchers: [JSONValue] = []
            for batch in batches {
                var codes = try call.counter.codes(of: batch)
                for index in 0..<batch.order.count {
                    vouchers.append(batch.value(of: try codes.voucher(at: index)))
                }
            }
            return .made(.record(("vouchers", .array(vouchers))))
        })

    private static let voucher = Endpoint(
        method: .get, path: "/v1/vouchers/{voucher}", name: "get_voucher",
        summary: "A voucher with its story", part: .vouchers, access: .scope(.look),
        parameters: [voucherID],
        answers: [.ok("As the book has it.", .named("voucher_with_story"))],
        run: { call in
            let position = try await call.position()
            let ledger = call.counter.ledger
            let voucher = try await ledger.voucher(at: position)
            let batch = try await ledger.batch(covering: position)
            return .ok(
                voucher.value(of: batch, booked: try await ledger.history(of: position)).with([
                    ("state", .string(voucher.sight(on: call.counter.today).rawValue)),
                    (
                        "last_four",
                        call.counter.lastFour(of: position, in: batch).map { .string($0) }
                    ), ("issued_at", .string(batch.issuedAt.rfc3339)),
                    ("face_value", voucher.terms.balanceValue(voucher.faceValue)),
                ]))
        })

    private static let change = Endpoint(
        method: .post, path: "/v1/vouchers/{voucher}/changes", name: "change_voucher",
        summary: "Activate, block, unblock, extend, adjust or top up a voucher",
        about: "`block`, `unblock`, `extend` and `adjust` need a `reason`; `extend` needs "
            + "`last_day`, `adjust` and `top_up` need `amount`, in minor units of the card.",
        part: .vouchers, access: .scope(.issue), parameters: [voucherID],
        body: .record(
            [
                .required(
                    "action",
                    .word(["activate", "block", "unblock", "extend", "adjust", "top_up"])),
                .optional("reason", .text(upTo: 200)), .optional("last_day", .day),
                .optional(
                    "amount", .integer(-1_000_000_000_000...1_000_000_000_000),
                    "Minor units; `adjust` may take away."),
            ] + Approving.fields + Standpoint.workerOnly),
        answers: [.made("Changed.", .named("voucher"))], isNamedWrite: true,
        run: { call in
            let changed = try await call.counter.change(
                call.position(), try call.action(), approval: try await call.approval(),
                operation: call.named())
            return .made(changed.value)
        })

    private static let reissue = Endpoint(
        method: .post, path: "/v1/vouchers/{voucher}/reissue", name: "reissue_voucher",
        summary: "Replace a lost voucher by a new one with what is left",
        part: .vouchers, access: .scope(.issue), parameters: [voucherID],
        body: .record([]),
        answers: [.made("Replaced; the old code is refused.", .named("reissued"))],
        isNamedWrite: true,
        run: { call in
            let made = try await call.counter.reissue(
                call.position(), by: call.caller.worker, operation: call.named())
            return .made(made.value, isReplay: made.isReplay)
        })

    private static let cashOut = Endpoint(
        method: .post, path: "/v1/vouchers/{voucher}/cash-out", name: "cash_out_voucher",
        summary: "Pay out what is left on a gift card",
        about: "As far as the law of the place wants it; the programme's policy says how far.",
        part: .vouchers, access: .scope(.issue), parameters: [voucherID],
        body: .record(Approving.fields + Standpoint.workerOnly),
        answers: [
            .made(
                "Paid out.",
                .record([
                    .required("code", .word(["paid_out"])), .required("voucher", .id),
                    .required("paid", .named("money")), .required("operation", .id),
                ]))
        ], isNamedWrite: true,
        run: { call in
            let (position, id) = (try await call.position(), try call.named())
            let done = try await call.counter.cashOut(
                position, approval: try await call.approval(), operation: id)
            return .made(
                .record(
                    ("code", .string("paid_out")), ("voucher", .string(position.voucherText)),
                    ("paid", .money(done.paid)), ("operation", .string("op_\(id.text)"))))
        })

    /// Which voucher it is.
    static let voucherID = Endpoint.Parameter.path(
        "voucher", .id, "The voucher's id, `vch_3_70001`.")
}

extension Call {
    /// The voucher that the path names, if the caller may look after it.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``; ``RequestError/placeNotYours(_:)``;
    ///   ``LedgerError``.
    func position() async throws -> VoucherPosition {
        try requireVoucherDesk()
        let position: VoucherPosition = try parameter(
            "voucher", as: "a voucher's id such as vch_3_70001"
        ) { VoucherPosition(voucherText: $0) }
        if caller.acceptor != nil {
            try requireOwn(try await counter.ledger.batch(covering: position))
        }
        return position
    }

    /// The vouchers that the body asks to be issued, if the caller may issue them.
    ///
    /// - Throws: As ``wish()``; ``RequestError/placeNotYours(_:)``.
    func ownWish() throws -> VoucherWish {
        try requireVoucherDesk()
        let wish = try wish()
        if let own = caller.acceptor, let other = wish.acceptor, other != own {
            throw RequestError.placeNotYours(other.text)
        }
        return wish
    }

    fileprivate func action() throws(RequestError) -> VoucherAction {
        func reason() throws(RequestError) -> String {
            guard let reason = body["reason"]?.string else {
                throw .unfit(at: "/reason", wanted: "a reason")
            }
            return reason
        }
        func amount() throws(RequestError) -> Int64 {
            guard let amount = body["amount"]?.integer, amount != 0 else {
                throw .unfit(at: "/amount", wanted: "an amount in minor units, not zero")
            }
            return amount
        }
        switch text("action") {
        case "activate": return .activate
        case "block": return .block(reason: try reason())
        case "unblock": return .unblock(reason: try reason())
        case "adjust": return .adjust(by: try amount(), reason: try reason())
        case "top_up":
            guard try amount() > 0 else {
                throw .unfit(at: "/amount", wanted: "an amount above zero")
            }
            return .topUp(by: try amount())
        default:
            guard let last = try field("last_day", as: "a day", { Day(text: $0) }) else {
                throw .unfit(at: "/last_day", wanted: "a day")
            }
            return .extend(to: last, reason: try reason())
        }
    }
}

extension Standpoint {
    /// The field of a body that says who works, where the place does not matter.
    static let workerOnly: [Shape.Field] = fields.filter { $0.name == "operator" }
}
