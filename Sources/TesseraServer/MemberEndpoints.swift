import HTTPTypes
import TesseraAnswers
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraToken

/// Members, their accounts and what is known of them.
enum MemberEndpoints {
    static let all =
        [enrol, list, member, edit, erase, export, movements] + MemberAccountEndpoints.all
        + RecognitionEndpoints.all + [MemberSearchEndpoint.endpoint]

    private static let enrol = Endpoint(
        method: .post, path: "/v1/members", name: "enrol_member",
        summary: "Enrol a member and issue the card",
        about: "Without a name and a contact the card is nobody's yet. What the member agrees to "
            + "is changed afterwards.",
        part: .members, access: .scope(.members),
        body: .record([
            .optional("name", .text(upTo: 200), "How to greet the member."),
            .optional("contact", .text(upTo: 200), "An e-mail address or a telephone number."),
            .optional("birthday", birthday, "With or without the year."),
            .optional("tier", .integer(0...15), "The tier at first; 0 if left away."),
            .optional("first_day", .day, "The card's first good day; today if left away."),
            .optional("last_day", .day, "The last one; as the settings say if left away."),
        ]),
        answers: [.made("Enrolled.", .named("enrolled_member"))], isNamedWrite: true,
        run: { call in
            try call.caller.requireOwnShop(call.counter.settings, for: "members")
            let (counter, id) = (call.counter, try call.named())
            let profile = Profile(
                name: try call.oneLine("name"), contact: try call.oneLine("contact"),
                birthday: try call.field("birthday", as: birthdayWanted) { Birthday(text: $0) })
            let member = try await counter.enrol(
                profile, tier: UInt8(call.body["tier"]?.integer ?? 0),
                validity: try call.period(of: .member), operation: id)
            let card = try await counter.issued(member.card)
            // As it was enrolled, whatever is known by now: the first answer comes again.
            return .made(
                .record([("code", .string("enrolled"))] + member.fields(profile) + card.fields))
        })

    private static let list = Endpoint(
        method: .get, path: "/v1/members", name: "list_members",
        summary: "All members, in the order of their numbers", part: .members,
        access: .scope(.members), parameters: Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("member")))],
        run: { call in
            try call.caller.requireOwnShop(call.counter.settings, for: "members")
            let after: MemberNumber? =
                call.parameters["after"] == nil
                ? nil
                : try call.parameter("after", as: "a member's number") { MemberNumber(text: $0) }
            let limit = call.pageLimit
            let page = try await call.counter.ledger.members(after: after, limit: limit + 1)
            let known = try page.map { ($0, try call.counter.profile(of: $0)) }
            return Paging.reply(known, limit, cursor: { $0.0.number.text }) {
                .record($0.0.fields($0.1))
            }
        })

    private static let member = Endpoint(
        method: .get, path: "/v1/members/{member}", name: "get_member",
        summary: "A member: profile, card, accounts and all that was booked",
        about: "The ETag stands for the profile; an edit says which one it changes.",
        part: .members, access: .scope(.members), parameters: [memberID],
        answers: [
            Endpoint.Answer(
                status: 200, about: "As the book has it.", shape: .named("member_with_story"),
                headers: [etag])
        ],
        run: { call in
            let counter = call.counter
            let member = try await counter.ledger.member(try call.memberNumber())
            let card = try await counter.ledger.voucher(
                at: try await counter.currentCard(of: member))
            let value = member.value(
                try counter.profile(of: member), card: card,
                booked: try await counter.ledger.history(of: member.card))
            let holdings = try await counter.holdings(of: member.number)
            let movements = try await counter.movements(of: member)
            return Reply(
                value: value.with([
                    ("holdings", .array(holdings.map(\.value))),
                    ("movements", .array(movements.map(\.value))),
                ]), headers: [("ETag", member.etag)])
        })

    private static let edit = Endpoint(
        method: .patch, path: "/v1/members/{member}", name: "edit_member",
        summary: "Change what is known about a member, and what the member agrees to",
        about: "What is left away stays; an empty text forgets. What was there before is gone.",
        part: .members, access: .scope(.members), parameters: [memberID],
        body: .record([
            .optional("name", forgettable, "How to greet the member."),
            .optional("contact", forgettable, "An e-mail address or a telephone number."),
            .optional("birthday", forgettable, "With or without the year."),
            .optional("preferences", .map(forgettable), "What the member likes; needs consent."),
            .optional(
                "consents",
                .record(Profile.Purpose.allCases.map { .optional($0.rawValue, .flag) }),
                "What the member agrees to, `true`, or no more, `false`."),
        ]),
        answers: [
            Endpoint.Answer(
                status: 200, about: "Changed.", shape: .named("changed_member"),
                headers: [etag])
        ], isEdit: true,
        run: { call in
            let (counter, number) = (call.counter, try call.memberNumber())
            let member = try await counter.ledger.member(number)
            guard member.etag == call.ifMatch else { throw RequestError.staleEdit }
            do {
                try await counter.edit(member, try call.profileChange())
            } catch LedgerError.profileChanged {
                throw RequestError.staleEdit
            }
            let changed = try await counter.ledger.member(number)
            let profile = try counter.profile(of: changed)
            return Reply(
                value: .record(
                    [("code", .string("changed"))] + changed.fields(profile)
                        + (profile?.choices ?? [])), headers: [("ETag", changed.etag)])
        })

    private static let erase = Endpoint(
        method: .post, path: "/v1/members/{member}/erasure", name: "erase_member",
        summary: "Destroy what is known about a member, for ever",
        about: "The card is stopped; the accounts stay under the number. Cards that became the "
            + "member's are erased as well.",
        part: .members, access: .scope(.members), parameters: [memberID],
        body: .record([
            .required("reason", .text(upTo: 200), "Why, without personal data; it is kept.")
        ]),
        answers: [.made("Erased.", .named("erasure"))], isNamedWrite: true,
        run: { call in
            let number = try call.memberNumber()
            let reason = try call.oneLine("reason")
            let erasure = try await call.counter.erase(
                number, reason: reason, operation: try call.named())
            return .made(erasure.value, isReplay: erasure.isReplay)
        })

    private static let export = Endpoint(
        method: .get, path: "/v1/members/{member}/export", name: "export_member",
        summary: "Everything that is kept about a member, to give to the member",
        part: .members, access: .scope(.members), parameters: [memberID],
        answers: [.ok("All of it.", .named("member_export"))],
        run: { call in .ok(try await call.export().json) })

    private static let movements = Endpoint(
        method: .get, path: "/v1/members/{member}/export/movements", name: "export_movements",
        summary: "Every movement on a member's accounts as CSV", part: .members,
        access: .scope(.members), parameters: [memberID],
        answers: [
            Endpoint.Answer(
                status: 200, type: "text/csv", about: "A line for each, below their names.",
                shape: .text(upTo: Int(Int32.max)))
        ],
        run: { call in
            Reply(
                content: Reply.Content(
                    type: "text/csv; charset=utf-8",
                    body: .bytes(Array(try await call.export().csv.utf8))))
        })

    /// Whose it is.
    static let memberID = Endpoint.Parameter.path("member", .id, "The member's number, `mem_…`.")

    private static let etag = (name: "ETag", about: "Which version of the profile it is.")
    private static let birthday = Shape.text(upTo: 10, sample: "1990-04-12")
    private static let birthdayWanted = "a day of birth such as 04-12 or 1990-04-12"
    private static let forgettable = Shape.text(TextShape(least: 0, most: 200))
}

extension Member {
    /// What stands for this version of the profile; it tells nothing of it.
    fileprivate var etag: String {
        let digest = Digest.sha256((profile?.key ?? []) + (profile?.box ?? []))
        let word = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return "\"\(hexadecimal(word, digitCount: 16))\""
    }
}

extension Call {
    /// Everything that is kept about the member of the path.
    ///
    /// - Throws: ``RequestError``; ``LedgerError/unknownMember(_:)``; ``ProfileError``.
    fileprivate func export() async throws -> MemberExport {
        try await MemberExport(try await counter.ledger.member(try memberNumber()), at: counter)
    }

    /// What the body changes of a profile.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``.
    fileprivate func profileChange() throws(RequestError) -> ProfileChange {
        var change = ProfileChange()
        if body["name"] != nil { change.name = try oneLine("name") }
        if body["contact"] != nil { change.contact = try oneLine("contact") }
        if let text = body["birthday"]?.string {
            let day = Birthday(text: text)
            guard text.isEmpty || day != nil else {
                throw .unfit(at: "/birthday", wanted: "a day of birth such as 1990-04-12")
            }
            change.birthday = .some(day)
        }
        if case .object(let liked)? = body["preferences"] {
            for member in liked {
                guard let text = member.value.string, text.isOneLine, !member.name.isEmpty,
                    member.name.isOneLine
                else { throw .unfit(at: "/preferences", wanted: "one line for each name") }
                change.preferences[member.name] = .some(text.isEmpty ? nil : text)
            }
        }
        for purpose in Profile.Purpose.allCases {
            switch body["consents"]?[purpose.rawValue]?.bool {
            case true?: change.consents.insert(purpose)
            case false?: change.withdrawals.insert(purpose)
            case nil: continue
            }
        }
        return change
    }
}
