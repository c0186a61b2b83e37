import HTTPTypes
import TesseraAnswers
import TesseraLoyalty
import TesseraModel
import TesseraOperations

/// What somebody has to put right, and what something else has to send.
enum CaseEndpoints {
    static let all = [list, opened, work, messages]

    private static let list = Endpoint(
        method: .get, path: "/v1/cases", name: "list_cases",
        summary: "The cases that are not closed, those due first before the others",
        part: .events, access: .scope(.campaigns),
        parameters: Paging.parameters + [
            .query("late", .flag, "Only those that are not resolved and whose time is up."),
            .query("all", .flag, "Those that are closed as well."),
            .query("owner", .name, "Only those of this operator."),
        ],
        answers: [.ok("A page of them.", Paging.shape(of: .named("case")))],
        run: { call in
            try call.caller.requireOffice(for: "cases")
            let owner: OperatorID? =
                call.parameters["owner"] == nil
                ? nil : try call.parameter("owner", as: "an operator's id") { OperatorID($0) }
            let cases = try await call.counter.cases(
                late: call.parameters["late"] == "true", all: call.parameters["all"] == "true",
                owner: owner)
            let now = call.counter.clock.now()
            return try Paging.reply(ofAll: cases, call, cursor: { "op_\($0.opened.text)" }) {
                .record($0.fields(at: now))
            }
        })

    private static let opened = Endpoint(
        method: .get, path: "/v1/cases/{case}", name: "get_case",
        summary: "A case: by when, whose, what was done and given", part: .events,
        access: .scope(.campaigns), parameters: [caseID],
        answers: [.ok("As it stands.", .named("case"))],
        run: { call in
            try call.caller.requireOffice(for: "cases")
            let found = try await call.counter.openedCase(by: try call.operation("case"))
            return .ok(.record(found.fields(at: call.counter.clock.now())))
        })

    private static let work = Endpoint(
        method: .post, path: "/v1/cases/{case}/actions", name: "work_on_case",
        summary: "Assign, resolve or close a case",
        about: "`assign` needs an `owner`. What was given about it is an event of its own, "
            + "goodwill.",
        part: .events, access: .scope(.campaigns), parameters: [caseID],
        body: .record(
            [
                .required("action", .word(Case.Action.allCases.map(\.rawValue))),
                .optional("owner", .name, "Who is to look after it."),
            ] + Standpoint.workerOnly),
        answers: [.made("Done.", .named("worked_case"))], isNamedWrite: true,
        run: { call in
            try call.caller.requireOffice(for: "cases")
            let counter = call.counter
            guard let action = Case.Action(rawValue: call.text("action")) else {
                throw RequestError.unfit(at: "/action", wanted: "assign, resolve or close")
            }
            let worked = try await counter.work(
                on: try call.operation("case"), action,
                owner: try call.field("owner", as: "an operator's id") { OperatorID($0) },
                by: try call.standpoint().worker, operation: try call.named())
            return .made(worked.value(action), isReplay: worked.event.isReplay)
        })

    private static let messages = Endpoint(
        method: .get, path: "/v1/messages", name: "list_messages",
        summary: "The messages that rules wrote, streamed",
        about: "Lines of JSON. Nothing is sent from here: a line names a member by number and a "
            + "text by name. A message keeps its name for ever, so a sender that keeps the names "
            + "of what was sent sends nothing twice.",
        part: .events, access: .scope(.campaigns),
        parameters: [.query("due", .flag, "Only those that may be sent now.")],
        answers: [
            Endpoint.Answer(
                status: 200, type: "application/x-ndjson", about: "A line for each message.",
                shape: .named("message"))
        ],
        run: { call in
            try call.caller.requireOffice(for: "messages")
            let messages =
                call.parameters["due"] == "true"
                ? try await call.counter.dueMessages() : try await call.counter.messages()
            let pages = MessagePages(messages, at: call.counter.clock.now())
            return Reply(
                content: Reply.Content(
                    type: "application/x-ndjson", body: .stream { await pages.next() }))
        })

    private static let caseID = Endpoint.Parameter.path(
        "case", .id, "The event that opened the case, `op_…`.")
}

/// Messages, some hundred at a time.
private actor MessagePages {
    private var rest: ArraySlice<OutgoingMessage>
    private let now: Timestamp

    init(_ messages: [OutgoingMessage], at now: Timestamp) {
        rest = messages[...]
        self.now = now
    }

    func next() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        var page: [UInt8] = []
        for message in rest.prefix(500) {
            message.value(message.state(at: now)).append(to: &page)
            page.append(UInt8(ascii: "\n"))
        }
        rest = rest.dropFirst(500)
        return page
    }
}
