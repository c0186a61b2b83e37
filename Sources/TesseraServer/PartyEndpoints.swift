import HTTPTypes
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraToken

/// Shops, partners, operators and devices.
enum PartyEndpoints {
    static let all: [Endpoint] =
        [shops, list, partner, admit, edit, end] + OperatorEndpoints.all + LimitEndpoints.all
        + DeviceEndpoints.all

    private static let shops = Endpoint(
        method: .get, path: "/v1/shops", name: "list_shops", summary: "The issuer's own shops",
        part: .parties, access: .reading(.parties), parameters: Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("shop")))],
        run: { call in
            let register = try await call.counter.register()
            let shops = call.counter.settings.shops.filter { call.mayRead($0.id) }
            return call.page(shops, by: \.id.text) { shop in
                let agreed = register.acceptors.first { $0.id == shop.id }
                return .record(
                    ("shop", .string(shop.id.text)), ("name", .string(shop.name)),
                    ("agreement", agreed?.agreement.value))
            }
        })

    private static let list = Endpoint(
        method: .get, path: "/v1/partners", name: "list_partners", summary: "All partners",
        part: .parties, access: .reading(.parties), parameters: Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("partner")))],
        run: { call in
            let register = try await call.counter.register()
            let partners = register.acceptors.filter { $0.isPartner && call.mayRead($0.id) }
            return call.page(partners, by: \.id.text) { .record($0.fields(in: register)) }
        })

    private static let partner = Endpoint(
        method: .get, path: "/v1/partners/{partner}", name: "get_partner",
        summary: "A partner with its agreement", part: .parties, access: .reading(.parties),
        parameters: [partnerID],
        answers: [
            Endpoint.Answer(
                status: 200, about: "As it stands.", shape: .named("partner"),
                headers: [("ETag", "The version, for a new agreement.")])
        ],
        run: { call in
            let id = try call.ownAcceptor("partner")
            let register = try await call.counter.register()
            let partner = try register.partner(id)
            var reply = Reply.ok(.record(partner.fields(in: register)))
            reply.headers = [("ETag", partner.tag)]
            return reply
        })

    private static let admit = Endpoint(
        method: .post, path: "/v1/partners", name: "admit_partner",
        summary: "Agree with a new partner; it gets keys of its own",
        about: "What the agreement does not say is as `tessera help partner add` says.",
        part: .parties, access: .scope(.parties),
        body: .record([
            .required("partner", .name, "Its id, yours to choose."),
            .optional("name", .text(upTo: 100), "As people read it; the id if left away."),
            .optional("groups", .list(.name, most: 64), "Groups whose vouchers it takes too."),
            .optional("suite", .word(["hmac", "ed25519"]), "How its codes are signed; hmac."),
            .optional("agreement", .named("agreement_wish")),
        ]), answers: [.made("Agreed.", .named("agreed_partner"))], isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            guard let id = try call.field("partner", as: "a partner's id", { ShopID($0) }) else {
                throw RequestError.unfit(at: "/partner", wanted: "a partner's id")
            }
            let terms = AcceptorTerms(
                id: id, name: try call.spokenName() ?? id.text, isPartner: true,
                groups: try call.groups() ?? [], agreement: try call.agreement(insteadOf: nil))
            let suite: Suite = call.body["suite"]?.string == "ed25519" ? .ed25519 : .hmac
            let (partner, keys) = try await call.counter.admitPartner(
                terms, suite, operation: call.named())
            var reply = Reply.agreed(partner)
            reply.status = 201
            reply.value = reply.value?.with([
                ("keys", .array(keys.map { .integer(Int64($0.number)) }))
            ])
            return reply
        })

    private static let edit = Endpoint(
        method: .put, path: "/v1/partners/{partner}", name: "edit_partner",
        summary: "Agree anew with a partner",
        about: "What is not said stays as it was. It holds for what follows; what was accepted "
            + "before is paid as it was agreed then. An agreement that ended begins again.",
        part: .parties, access: .scope(.parties), parameters: [partnerID],
        body: .record([
            .optional("name", .text(upTo: 100)), .optional("groups", .list(.name, most: 64)),
            .optional("agreement", .named("agreement_wish")),
        ]),
        answers: [
            Endpoint.Answer(
                status: 200, about: "Agreed.", shape: .named("agreed_partner"),
                headers: [("ETag", "The new version.")])
        ], isNamedWrite: true, isEdit: true,
        run: { call in
            try call.requireOffice()
            let known = try await call.agreedBefore()
            let terms = AcceptorTerms(
                id: known.id, name: try call.spokenName() ?? known.name, isPartner: true,
                groups: try call.groups() ?? known.groups,
                agreement: try call.agreement(insteadOf: known.agreement))
            return .agreed(
                try await call.counter.agreeAnew(terms, operation: call.named()))
        })

    private static let end = Endpoint(
        method: .post, path: "/v1/partners/{partner}/end", name: "end_partner",
        summary: "End an agreement",
        about: "What is accepted from now on is not paid, and its tills get no more kits.",
        part: .parties, access: .scope(.parties), parameters: [partnerID],
        body: .record([reason]), answers: [.ok("Ended.", ended("ended", "acceptor"))],
        isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            let id = try call.ownAcceptor("partner")
            _ = try await call.counter.register().partner(id)
            let end = try await call.counter.endAgreement(
                with: id, reason: try call.reason(), operation: call.named())
            return .ok(end.value("ended", "acceptor", id.text))
        })

    /// Why something is done; it stands in the book for ever.
    static let reason = Shape.Field.required(
        "reason", .text(upTo: 200), "Why; it stands in the book for ever.")

    private static let partnerID = Endpoint.Parameter.path("partner", .name, "The partner's id.")
}

extension Acceptor {
    /// The version as a header says it.
    fileprivate var tag: String { "\"v\(version)\"" }
}

extension Register {
    /// The partner with a name.
    ///
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``, for a shop of our own too.
    fileprivate func partner(_ id: ShopID) throws(LedgerError) -> Acceptor {
        let acceptor = try acceptor(id)
        guard acceptor.isPartner else { throw .unknownAcceptor(id) }
        return acceptor
    }
}

extension Reply {
    /// What was agreed, with its version.
    fileprivate static func agreed(_ partner: Acceptor) -> Reply {
        Reply(
            value: .record([("code", .string("agreed"))] + partner.agreed),
            headers: [("ETag", partner.tag)])
    }
}

extension Call {
    /// What the edit's wish builds on: the agreement that the caller has read.
    ///
    /// The first try has made another version; for its repetition the wish of then counts, which
    /// says all.
    ///
    /// - Throws: ``RequestError/staleEdit``; ``LedgerError/unknownAcceptor(_:)``.
    fileprivate func agreedBefore() async throws -> AcceptorTerms {
        let known = try await counter.register().partner(try ownAcceptor("partner"))
        if case .agree(let terms)? = earlier?.wish, terms.id == known.id { return terms }
        guard ifMatch == known.tag else { throw RequestError.staleEdit }
        return AcceptorTerms(
            id: known.id, name: known.name, isPartner: true, groups: known.groups,
            agreement: known.agreement)
    }

    fileprivate func spokenName() throws(RequestError) -> String? {
        guard let name = body["name"]?.string else { return nil }
        guard name.isSpokenName else {
            throw .unfit(at: "/name", wanted: "one line of 1 to 100 characters")
        }
        return name
    }

    fileprivate func groups() throws(RequestError) -> [ShopID]? {
        guard let names = body["groups"]?.array else { return nil }
        var groups: [ShopID] = []
        for (index, name) in names.enumerated() {
            guard let group = name.string.flatMap({ ShopID($0) }) else {
                throw .unfit(at: "/groups/\(index)", wanted: "a group's id")
            }
            groups.append(group)
        }
        return groups
    }
}
