import HTTPTypes
import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations

/// The programme and its campaigns, draws and cases.
enum CampaignEndpoints {
    static let all =
        [publish, list, programme, check, replay] + DrawEndpoints.all + CaseEndpoints.all

    private static let publish = Endpoint(
        method: .post, path: "/v1/programmes", name: "publish_programme",
        summary: "Publish a version of the programme, which holds for later events",
        about: "What was issued keeps its terms. A text with several mistakes is refused with "
            + "all of them as `reasons`, each with its line.",
        part: .events, access: .scope(.campaigns), body: body([]),
        answers: [.made("Published.", .named("published_programme"))], isNamedWrite: true,
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            let done = try await call.counter.publish(
                call.text("text"), file: CampaignEndpoints.file, operation: try call.named())
            return .made(
                done.version.published(done.programme, isReplay: done.isReplay),
                isReplay: done.isReplay)
        })

    private static let list = Endpoint(
        method: .get, path: "/v1/programmes", name: "list_programmes",
        summary: "The versions of the programme, the oldest first", part: .events,
        access: .reading(.campaigns), parameters: Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("programme")))],
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            let book = try await call.counter.programmes()
            let versions = try book.versions.map { ($0, try book.programme($0)) }
            return try Paging.reply(ofAll: versions, call, cursor: { "\($0.0.number)" }) {
                $0.0.value($0.1)
            }
        })

    private static let programme = Endpoint(
        method: .get, path: "/v1/programmes/{version}", name: "get_programme",
        summary: "A version of the programme: its text, and its campaigns in words",
        about: "The sentences are made from what is checked, so they say what happens.",
        part: .events, access: .reading(.campaigns),
        parameters: [.path("version", .integer(1...1_000_000_000), "Its number, from 1.")],
        answers: [.ok("As it was published.", .named("programme_in_words"))],
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            let counter = call.counter
            let number = try call.parameter("version", as: "a version's number") { Int($0) }
            let book = try await counter.programmes()
            let version = try book.version(numbered: number)
            let programme = try book.programme(version)
            let spoken = programme.campaigns.map { campaign in
                let zone = campaign.window.zone ?? counter.settings.zone
                let state = campaign.window.state(on: zone.day(at: counter.clock.now()))
                return campaign.value(state, of: programme)
            }
            return .ok(
                version.value(programme).with([
                    ("text", .string(version.text)), ("in_words", .array(spoken)),
                ]))
        })

    private static let check = Endpoint(
        method: .post, path: "/v1/programme-checks", name: "check_programme",
        summary: "Find the mistakes of a programme's text, and what gives most away",
        about: "Publishes nothing. `mistaken` with all mistakes and their lines; "
            + "`gives_everything` if some rules together give a whole basket away.",
        part: .events, access: .scope(.campaigns), body: body([]),
        answers: [.ok("What was found.", .named("programme_check"))],
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            let counter = call.counter
            do throws(ProgrammeProblems) {
                let checked = try CheckedProgramme(
                    call.text("text"), file: CampaignEndpoints.file, counter.settings,
                    today: counter.today)
                let word = checked.giveawayCount > 0 ? "gives_everything" : "checked"
                return .ok(.record([("code", .string(word))] + checked.fields))
            } catch {
                return .ok(
                    .record(
                        ("code", .string("mistaken")),
                        ("mistakes", .array(error.problems.map(\.value)))))
            }
        })

    private static let replay = Endpoint(
        method: .post, path: "/v1/programme-replays", name: "replay_programme",
        summary: "Try a draft on what happened: what it would have cost",
        about: "Everything that was reported happens again under the draft; nothing is booked.",
        part: .events, access: .scope(.campaigns),
        body: body([.optional("since", .day, "Count from this day on; all if left away.")]),
        answers: [.ok("What was, and what would have been.", .named("replay"))],
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            let since = try call.field("since", as: "a day") { Day(text: $0) }
            let draft = try call.counter.draft(
                call.text("text"), file: CampaignEndpoints.file)
            let outcome = try await call.counter.replay(draft, since: since)
            return .ok(outcome.value(draft.currency))
        })

    // What mistakes name in front of their lines.
    private static let file = "programme"

    private static func body(_ more: [Shape.Field]) -> Endpoint.Body {
        .record([.required("text", .text(upTo: 1 << 20), "The programme as YAML.")] + more)
    }
}
