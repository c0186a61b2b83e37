import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// How often, or for how much, vouchers may be used.
enum LimitEndpoints {
    static let all = [list, set, end]

    private static let list = Endpoint(
        method: .get, path: "/v1/limits", name: "list_limits",
        summary: "The limits in force and how far they are used", part: .parties,
        access: .scope(.parties),
        answers: [
            .ok("All of them.", .record([.required("items", .list(.named("limit")))]))
        ],
        run: { call in
            try call.requireOffice()
            let limits = try await call.counter.ledger.limits()
            return .ok(.record(("items", .array(limits.map(\.value)))))
        })

    private static let set = Endpoint(
        method: .post, path: "/v1/limits", name: "set_limit",
        summary: "Set a limit, which holds from now on",
        about: "What was used before does not count. By member, a use without a member's card is "
            + "refused.",
        part: .parties, access: .scope(.parties),
        body: .record([
            .optional(
                "campaign", .integer(1...Int64(UInt32.max)), "All vouchers of this campaign; or"),
            .optional("gifts", .flag, "all gift cards."),
            .required("per", .word(["all", "code", "member", "shop", "till"])),
            .optional("each_day", .flag, "Counted anew on each of the issuer's days."),
            .optional("uses", .integer(1...1_000_000_000_000), "At most so many uses; or"),
            .optional("amount", .named("money"), "at most so much."),
        ]), answers: [.made("Set.", .named("set_limit"))], isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            let terms = try call.limitTerms()
            let change = try await call.counter.setLimit(terms, operation: call.named())
            return .made(change.value(setting: terms), isReplay: change.isReplay)
        })

    private static let end = Endpoint(
        method: .post, path: "/v1/limits/{limit}/end", name: "end_limit",
        summary: "End a limit; what it counted is forgotten with it",
        part: .parties, access: .scope(.parties),
        parameters: [.path("limit", .id, "The limit's id, `lim_3`.")], body: .record([]),
        answers: [
            .ok(
                "Ended.",
                .record([
                    .required("code", .word(["limit_ended"])), .required("limit", .id),
                ]))
        ], isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            let id = try call.parameter("limit", as: "a limit's id such as lim_3") {
                LimitID(text: $0)
            }
            let change = try await call.counter.endLimit(id, operation: call.named())
            return .ok(change.endedValue, isReplay: change.isReplay)
        })
}

extension Call {
    fileprivate func limitTerms() throws(RequestError) -> LimitTerms {
        let key = LimitTerms.Key(rawValue: text("per")) ?? .all
        return LimitTerms(
            scope: try limitScope(), key: key,
            period: body["each_day"]?.bool == true ? .day : .ever, most: try limitMost())
    }

    private func limitScope() throws(RequestError) -> LimitTerms.Scope {
        switch (body["campaign"]?.integer, body["gifts"]?.bool ?? false) {
        case (nil, true): return .gifts
        case (let number?, false):
            guard let campaign = CampaignNumber(exactly: number) else {
                throw .unfit(at: "/campaign", wanted: "a campaign's number")
            }
            return .campaign(campaign)
        default: throw .unfit(at: "/campaign", wanted: "either campaign or gifts")
        }
    }

    private func limitMost() throws(RequestError) -> LimitTerms.Most {
        switch (body["uses"]?.integer, try money("amount")) {
        case (let uses?, nil): return .uses(uses)
        case (nil, let money?):
            guard (1...AmountText.largestMinorUnits).contains(money.minorUnits) else {
                throw .unfit(at: "/amount/amount", wanted: "an amount above zero")
            }
            return .value(money)
        default: throw .unfit(at: "/uses", wanted: "either uses or amount")
        }
    }
}
