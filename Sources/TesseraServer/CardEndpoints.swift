import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Cards that open from a link on their holders' telephones, and the links.
enum CardEndpoints {
    static let all = [
        open, handOn, linkMember, unlinkMember, linkVoucher, unlinkVoucher,
    ]

    private static let open = Endpoint(
        method: .post, path: "/v1/cards", name: "open_card",
        summary: "What the holder of a link sees of a card",
        about: "For the page `/card`. `live_key` is what this card's live codes are made with, so "
            + "that the page makes them without a network. Links that are unknown, ended, handed "
            + "on or of an erased member get one answer.",
        part: .cards, access: .open, body: .record([secret]),
        answers: [.ok("The card as it is now.", .named("opened_card"))],
        run: { call in
            let card = try await call.counter.openCard(call.text("secret"), from: call.source)
            return Reply(value: card.value, headers: [("Cache-Control", "no-store")])
        })

    private static let handOn = Endpoint(
        method: .post, path: "/v1/cards/handovers", name: "hand_card_on",
        summary: "Give a voucher away, or make one the own that was given",
        about: "What is left gets a new code and a new link; the old ones end. With `message`, "
            + "which may be empty, it is for somebody else. The same Idempotency-Key gives the "
            + "first answer again, also to the link that has ended by it.",
        part: .cards, access: .open,
        body: .record([
            secret,
            .optional(
                "message", .text(TextShape(least: 0, most: 300)),
                "For whoever it is given to; left away to make it the own."),
        ]),
        answers: [.made("Handed on.", .named("handed_on_card"))], isNamedWrite: true,
        tellsReplays: true,
        run: { call in
            let message = call.body["message"] == nil ? nil : try call.oneLine("message")
            let done = try await call.counter.handOn(
                call.text("secret"), gift: message.map { CardGift(message: $0) },
                operation: try call.named(), from: call.source)
            return .made(done.value, isReplay: done.reissue.isReplay)
        })

    private static let linkMember = Endpoint(
        method: .post, path: "/v1/members/{member}/card-links", name: "link_member_card",
        summary: "Make the link that opens a member's card; the one before ends",
        about: made, part: .members, access: .scope(.members),
        parameters: [MemberEndpoints.memberID], body: .record([]),
        answers: [.made("Made.", .named("card_link"))],
        run: { call in
            let link = try await call.counter.makeCardLink(
                .member(try call.memberNumber()), by: call.actor)
            return .made(link.value("link_made"))
        })

    private static let unlinkMember = Endpoint(
        method: .delete, path: "/v1/members/{member}/card-links", name: "end_member_card_link",
        summary: "End the link to a member's card", part: .members, access: .scope(.members),
        parameters: [MemberEndpoints.memberID],
        answers: [Endpoint.Answer(status: 204, about: "It opens nothing any more.")],
        run: { call in
            try await call.counter.endCardLink(.member(try call.memberNumber()), by: call.actor)
            return Reply(status: 204)
        })

    private static let linkVoucher = Endpoint(
        method: .post, path: "/v1/vouchers/{voucher}/card-links", name: "link_voucher",
        summary: "Make the link that opens a voucher; the one before ends",
        about: made, part: .vouchers, access: .scope(.issue),
        parameters: [VoucherEndpoints.voucherID],
        body: .record([
            .optional(
                "message", .text(upTo: 300),
                "For whoever it is given to, who is asked to make it the own.")
        ]),
        answers: [.made("Made.", .named("card_link"))],
        run: { call in
            let message = call.body["message"] == nil ? nil : try call.oneLine("message")
            let link = try await call.counter.makeCardLink(
                .voucher(try await call.position()), gift: message.map { CardGift(message: $0) },
                by: call.actor)
            return .made(link.value("link_made"))
        })

    private static let unlinkVoucher = Endpoint(
        method: .delete, path: "/v1/vouchers/{voucher}/card-links", name: "end_voucher_link",
        summary: "End the link to a voucher", part: .vouchers, access: .scope(.issue),
        parameters: [VoucherEndpoints.voucherID],
        answers: [Endpoint.Answer(status: 204, about: "It opens nothing any more.")],
        run: { call in
            try await call.counter.endCardLink(
                .voucher(try await call.position()), by: call.actor)
            return Reply(status: 204)
        })

    private static let made =
        "`secret` is shown this once and stands behind `#` in the link, which browsers send "
        + "nowhere. Sent again it is another link, and the one before ends."
    private static let secret = Shape.Field.required(
        "secret", .text(upTo: 100), "What stood behind `#` in the link.")
}
