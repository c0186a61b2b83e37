import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Finding members.
enum MemberSearchEndpoint {
    static let endpoint = Endpoint(
        method: .post, path: "/v1/member-searches", name: "search_members",
        summary: "Find members by part of a name or an address, or by the card",
        about: "Profiles are sealed and opened one by one, so many in a call: a page may be short, "
            + "or empty, and still have a `next`. Changes nothing.",
        part: .members, access: .scope(.members),
        body: .record([
            .optional("text", .text(upTo: 200), "Part of a name, an address or a number."),
            .optional(
                "voucher", .text(upTo: 2_048), "The card's code, scanned or typed, or its id."),
            .optional("after", .id, "The `next` of the page before."),
            .optional("limit", .integer(1...200), "How many at most; 50 if left away."),
        ]),
        answers: [.ok("A page of them.", Paging.shape(of: .named("member")))],
        takesCodes: true,
        run: { call in
            try call.caller.requireOwnShop(call.counter.settings, for: "members")
            if let card = call.body["voucher"]?.string {
                let member = try await call.counter.member(
                    presenting: card, at: try call.standpoint().till)
                let profile = try call.counter.profile(of: member)
                return .ok(.record(("items", .array([.record(member.fields(profile))]))))
            }
            let after = try call.field("after", as: "a member's number") { MemberNumber(text: $0) }
            let found = try await call.counter.members(
                named: call.text("text"), after: after,
                limit: Int(call.body["limit"]?.integer ?? 50))
            return .ok(
                .record(
                    ("items", .array(found.items.map { .record($0.member.fields($0.profile)) })),
                    ("next", found.next.map { .string($0.text) })))
        })
}
