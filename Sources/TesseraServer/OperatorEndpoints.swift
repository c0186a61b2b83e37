import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Those who work at tills and in the office.
enum OperatorEndpoints {
    static let all = [list, appoint, dismiss]

    private static let list = Endpoint(
        method: .get, path: "/v1/operators", name: "list_operators",
        summary: "Those who were appointed, the dismissed included", part: .parties,
        access: .scope(.parties), parameters: Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("operator")))],
        run: { call in
            let workers = try await call.counter.register().operators
            return call.page(workers.filter { call.mayRead($0.acceptor) }, by: \.id.text) {
                .record($0.fields)
            }
        })

    private static let appoint = Endpoint(
        method: .post, path: "/v1/operators", name: "appoint_operator",
        summary: "Appoint somebody, or give a known operator another role or place",
        about: "The name stands in the book for ever: a number or a nickname, never a person's "
            + "name.",
        part: .parties, access: .scope(.parties),
        body: .record([
            .required("operator", .name),
            .required("role", .word(["cashier", "supervisor", "partner", "admin", "auditor"])),
            .optional("at", .name, "A shop or a partner; everywhere if left away."),
        ]), answers: [.made("Appointed.", .named("appointed_operator"))], isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            guard let id = try call.field("operator", as: "an operator's id", { OperatorID($0) }),
                let role = OperatorRole(rawValue: call.text("role"))
            else { throw RequestError.unfit(at: "/operator", wanted: "an operator's id") }
            let place = try call.field("at", as: "the id of a shop or a partner") { ShopID($0) }
            guard place != nil || !role.belongsToAcceptor else {
                throw RequestError.unfit(at: "/at", wanted: "the partner where it works")
            }
            let worker = try await call.counter.appoint(
                OperatorTerms(id: id, role: role, acceptor: place), operation: call.named())
            return .made(.record([("code", .string("appointed"))] + worker.fields))
        })

    private static let dismiss = Endpoint(
        method: .post, path: "/v1/operators/{operator}/dismiss", name: "dismiss_operator",
        summary: "Dismiss somebody: nothing is booked in that name from now on",
        part: .parties, access: .scope(.parties),
        parameters: [.path("operator", .name, "The operator's id.")],
        body: .record([PartyEndpoints.reason]),
        answers: [.ok("Dismissed.", PartyEndpoints.ended("dismissed", "operator"))],
        isNamedWrite: true,
        run: { call in
            try call.requireOffice()
            let id = try call.parameter("operator", as: "an operator's id") { OperatorID($0) }
            let end = try await call.counter.dismiss(
                id, reason: try call.reason(), operation: call.named())
            return .ok(end.value("dismissed", "operator", id.text))
        })
}
