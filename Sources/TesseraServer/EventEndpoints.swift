import HTTPTypes
import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations

/// What happened, and what followed from it.
enum EventEndpoints {
    static let all = [record, EventImport.endpoint, list, event, due]

    private static let record = Endpoint(
        method: .post, path: "/v1/events", name: "record_event",
        summary: "Record one event, exactly once, with whatever follows from it",
        about: "The kinds and what each needs: docs/events.md; amounts are minor units here. "
            + "With `trial=true` nothing is booked, and every rule that was looked at is told.",
        part: .events, access: .scope(.events),
        parameters: [.query("trial", .flag, "Only look; false if left away.")],
        body: Endpoint.Body(shape: .record(EventBody.fields), most: Basket.mostByteCount),
        answers: [
            .made("Recorded.", .named("recorded_event")),
            Endpoint.Answer(
                status: 200, about: "Only looked at.", shape: .named("recorded_event"),
                booksNothing: true),
        ], isNamedWrite: true, tellsReplays: true,
        run: { call in
            let recorded = try await recorded(call, isTrial: call.parameters["trial"] == "true")
            let value = recorded.value(try await call.counter.vouchers(of: recorded))
            return recorded.time == nil
                ? .ok(value) : .made(value, isReplay: recorded.isReplay)
        })

    /// Records the event that a body tells.
    ///
    /// - Parameters:
    ///   - call: What was sent, under its name.
    ///   - book: The versions of the programme, for who records many.
    ///   - isTrial: Whether only to look.
    /// - Returns: What followed.
    /// - Throws: ``RequestError``; as ``Counter/record(_:book:operation:isTrial:)``.
    static func recorded(
        _ call: Call, book: ProgrammeBook? = nil, isTrial: Bool = false
    ) async throws -> RecordedEvent {
        let (counter, id) = (call.counter, try call.named())
        let draft = try EventBody.draft(of: call)
        let approval = try await call.approval()
        var report = try await counter.report(draft, operation: id)
        (report.asker, report.proof) = (approval.asker, approval.proof)
        return try await counter.record(report, book: book, operation: id, isTrial: isTrial)
    }

    private static let list = Endpoint(
        method: .get, path: "/v1/events", name: "list_events",
        summary: "What was recorded, in that order, the oldest first", part: .events,
        access: .scope(.events),
        parameters: Paging.parameters + [
            .query("member", .id, "Only of this member."),
            .query("kind", EventBody.kind, "Only of this kind."),
        ],
        answers: [.ok("A page of them.", Paging.shape(of: .named("past_event")))],
        run: { call in
            try call.caller.requireOwnShop(call.counter.settings, for: "events")
            let after: OperationID? =
                call.parameters["after"] == nil ? nil : try call.operation("after")
            let member: MemberNumber? =
                call.parameters["member"] == nil
                ? nil
                : try call.parameter("member", as: "a member's number") { MemberNumber(text: $0) }
            let kind = call.parameters["kind"].flatMap { EventKind(rawValue: $0) }
            let limit = call.pageLimit
            let events = try await call.counter.events(after: after, limit: limit + 1) { past in
                call.caller.sees(past.event) && (member == nil || past.event.member == member)
                    && (kind == nil || past.event.kind == kind)
            }
            return Paging.reply(
                events, limit, cursor: { "op_\($0.event.operation.text)" }, \.value)
        })

    private static let event = Endpoint(
        method: .get, path: "/v1/events/{event}", name: "explain_event",
        summary: "What happened and why it came out so",
        about: "Also by a part of it: a credit, or a redemption that it made.", part: .events,
        access: .scope(.events),
        parameters: [.path("event", .id, "The event's id, or that of a part of it.")],
        answers: [.ok("With every rule that was looked at.", .named("recorded_event"))],
        run: { call in
            try call.caller.requireOwnShop(call.counter.settings, for: "events")
            let id = try call.operation("event")
            let recorded = try await call.counter.explained(id)
            guard call.caller.sees(recorded.event) else { throw EventError.unknownEvent(id) }
            return .ok(recorded.value(try await call.counter.vouchers(of: recorded)))
        })

    private static let due = Endpoint(
        method: .post, path: "/v1/due-events", name: "record_due_events",
        summary: "Record what has become due: birthdays, expiries, absences, delays",
        about: "As often as one likes: a late run gives the same result, and nothing arises "
            + "twice.", part: .events, access: .scope(.events),
        answers: [.ok("What was recorded now.", .named("due_run"))],
        run: { call in
            try call.caller.requireOffice(for: "all members")
            return .ok(try await call.counter.recordDue().value)
        })
}
