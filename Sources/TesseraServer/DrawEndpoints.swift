import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations

/// Raffles that everybody can draw again.
enum DrawEndpoints {
    static let all = [list, draw, record, run, proof]

    private static let list = Endpoint(
        method: .get, path: "/v1/draws", name: "list_draws",
        summary: "The draws with their tickets, and the digest of each secret seed",
        about: "Publish the digest before the first ticket: the seed is bound by it.",
        part: .events, access: .scope(.campaigns), parameters: Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("draw")))],
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            return try Paging.reply(
                ofAll: try await call.counter.draws(), call, cursor: \.terms.name, \.value)
        })

    private static let draw = Endpoint(
        method: .get, path: "/v1/draws/{draw}", name: "get_draw", summary: "A draw as it stands",
        part: .events, access: .scope(.campaigns), parameters: [drawName],
        answers: [.ok("How far it is.", .named("draw"))],
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            return .ok(try await call.counter.draw(named: try call.parameter("draw")).value)
        })

    private static let record = Endpoint(
        method: .get, path: "/v1/draws/{draw}/record", name: "get_draw_record",
        summary: "What everybody may read of a draw that is over, to draw it again",
        about: "The tickets and the root over them; once it is run, the seed and the winners as "
            + "well. docs/draws.md says how it is drawn again.",
        part: .events, access: .scope(.campaigns), parameters: [drawName],
        answers: [.ok("The file draw.json.", .named("draw_record"))], problems: [409],
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            let draw = try await call.counter.closedDraw(named: try call.parameter("draw"))
            return .ok(try DrawEndpoints.value(draw.record(isRun: draw.state == .drawn)))
        })

    private static let run = Endpoint(
        method: .post, path: "/v1/draws/{draw}/run", name: "run_draw",
        summary: "Reveal the seed, draw the winners and issue their prizes, once",
        about: "A draw is its own name: asked again it gives the same winners and prizes.",
        part: .events, access: .scope(.campaigns), parameters: [drawName],
        body: .record(Standpoint.workerOnly),
        answers: [.ok("The winners and their prizes.", .named("drawn_draw"))],
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            let drawn = try await call.counter.run(
                draw: try call.parameter("draw"), by: try call.standpoint().worker)
            return .ok(drawn.value, isReplay: drawn.isReplay)
        })

    private static let proof = Endpoint(
        method: .get, path: "/v1/draws/{draw}/proofs/{member}", name: "prove_loss",
        summary: "What shows a member that all tickets were drawn from and none of them won",
        part: .events, access: .scope(.campaigns),
        parameters: [drawName, MemberEndpoints.memberID],
        answers: [.ok("The file proof.json.", .named("draw_proof"))], problems: [409],
        run: { call in
            try call.caller.requireOffice(for: "campaigns")
            let proof = try await call.counter.proof(
                of: try call.parameter("draw"), for: try call.memberNumber())
            return .ok(try DrawEndpoints.value(proof))
        })

    // The form of a published file is that of its type, not one of the answers.
    private static func value(_ file: some Encodable) throws -> JSONValue {
        try JSONValue(reading: Array(try CompactText.text(of: file).utf8))
    }

    private static let drawName = Endpoint.Parameter.path("draw", .name, "The draw's name.")
}
