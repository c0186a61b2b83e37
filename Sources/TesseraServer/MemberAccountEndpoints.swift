import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraToken

/// What is booked on a member's accounts by hand, and the card that the member shows.
enum MemberAccountEndpoints {
    static let all = [credit, debit, reissue, liveCode]

    private static let credit = Endpoint(
        method: .post, path: "/v1/members/{member}/credits", name: "credit_member",
        summary: "Put points, or another asset, on a member's account",
        about: "What the member owes is paid back first.", part: .members,
        access: .scope(.members), parameters: [MemberEndpoints.memberID],
        body: .record(
            change + [.optional("last_day", .day, "The last day to use them; none if left away.")]),
        answers: [.made("Credited.", .named("holding_change"))], isNamedWrite: true,
        run: { call in
            let number = try call.memberNumber()
            let last = try call.field("last_day", as: "a day") { Day(text: $0) }
            let changed = try await call.counter.credit(
                number, call.text("asset"), units: call.body["amount"]?.integer ?? 0, until: last,
                reason: try call.oneLine("reason"), operation: try call.named())
            return .made(changed.value("credited"), isReplay: changed.isReplay)
        })

    private static let debit = Endpoint(
        method: .post, path: "/v1/members/{member}/debits", name: "debit_member",
        summary: "Take points, or another asset, from a member's account",
        about: "Those that expire first go first.", part: .members, access: .scope(.members),
        parameters: [MemberEndpoints.memberID], body: .record(change),
        answers: [.made("Debited.", .named("holding_change"))], isNamedWrite: true,
        run: { call in
            let number = try call.memberNumber()
            let changed = try await call.counter.debit(
                number, call.text("asset"), units: call.body["amount"]?.integer ?? 0,
                reason: try call.oneLine("reason"), operation: try call.named())
            return .made(changed.value("debited"), isReplay: changed.isReplay)
        })

    private static let reissue = Endpoint(
        method: .post, path: "/v1/members/{member}/reissue", name: "reissue_card",
        summary: "Replace a lost card by a new one", part: .members, access: .scope(.members),
        parameters: [MemberEndpoints.memberID], body: .record([]),
        answers: [.made("Replaced; the old code is refused.", .named("reissued"))],
        isNamedWrite: true,
        run: { call in
            let made = try await call.counter.reissueCard(
                of: try call.memberNumber(), operation: try call.named())
            return .made(made.value, isReplay: made.isReplay)
        })

    private static let liveCode = Endpoint(
        method: .get, path: "/v1/members/{member}/live-code", name: "get_live_code",
        summary: "The member's card with the code that is good for this half minute",
        part: .members, access: .scope(.members), parameters: [MemberEndpoints.memberID],
        answers: [.ok("What the member's phone shows now.", .named("live_card"))],
        run: { call in
            let counter = call.counter
            let member = try await counter.ledger.member(try call.memberNumber())
            let card = try await counter.issued(try await counter.currentCard(of: member))
            let live = try await counter.liveCode(of: member.number)
            let now = counter.clock.now()
            let next = (LiveCode.step(at: now) + 1) * LiveCode.stepSeconds
            return Reply(
                value: .record(
                    [("member", .string(member.number.text))] + card.fields + [
                        ("live", .string(live)),
                        ("seconds_left", .integer(next - now.seconds)),
                    ]), headers: [("Cache-Control", "no-store")])
        })

    private static let change: [Shape.Field] = [
        .required("asset", .text(upTo: 64), "What is counted, as in the settings."),
        .required(
            "amount", .integer(1...1_000_000_000_000), "How much, in the asset's smallest units."),
        .required("reason", .text(upTo: 200), "Why; it stands in the book."),
    ]
}
