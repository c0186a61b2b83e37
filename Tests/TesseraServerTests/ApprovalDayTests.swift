import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

@testable import TesseraServer

/// The amount of a day, events and secrets, over HTTP: concept 12, M31.
struct ApprovalDayTests {
    private typealias Scene = ApprovalScene

    @Test(arguments: Store.available)
    func `of many sent at once the day's amount is let through and no more`(
        store: Store
    ) async throws {
        let scene = try await Scene(store)
        try await scene.server.serve(KeyDoor()) { service in
            let eva = try await Scene.signIn(service, "eva-1", atTill: false)
            let codes = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        var headers = eva
                        headers[.idempotencyKey] = "i-\(number)"
                        let said = try await service.ask(
                            .post, "/v1/vouchers", Scene.gift(1_000), as: nil, headers)
                        return said.code ?? "issued"
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.filter { $0 == "issued" }.count == 4)
            #expect(codes.filter { $0 == "approval_required" }.count == 8)
            var headers = eva
            headers[.idempotencyKey] = "more"
            let agreed = try await service.ask(
                .post, "/v1/vouchers",
                Scene.gift(
                    1_000, Scene.approval("dan-2", password: Scene.words["dan-2"] ?? "")),
                as: nil, headers)
            #expect(agreed.status == 201)
        }
        let batches = try await scene.server.counter.ledger.batches(after: nil, limit: 99)
        #expect(batches.count == 5)
        #expect(try await scene.server.counter.ledger.audit().findings == [])
    }

    @Test
    func `goodwill above what a cashier gives alone wants the PIN too`() async throws {
        let scene = try await Scene()
        try await scene.server.serve(KeyDoor()) { service in
            let ana = try await Scene.signIn(service, "ana-7", atTill: true)
            func goodwill(
                _ more: String, trial: Bool = false, named name: String
            ) async throws -> Asking.Said {
                var headers = ana
                headers[.idempotencyKey] = name
                return try await service.ask(
                    .post, "/v1/events\(trial ? "?trial=true" : "")",
                    "{\"event\":\"goodwill\",\"amount\":{\"amount\":1200,"
                        + "\"currency\":\"EUR\"}\(more)}", as: nil, headers)
            }
            #expect(try await goodwill("", named: "g-1").code == "approval_required")
            let named = try await goodwill(",\"approved_by\":\"dan-2\"", named: "g-2")
            #expect(named.code == "approval_unproven")
            let proven = Scene.approval("dan-2", pin: "582916")
            #expect(try await goodwill(proven, trial: true, named: "g-3").status == 200)
            let said = try await goodwill(proven, named: "g-4")
            #expect(said.status == 201)
            #expect(try await goodwill(proven, named: "g-4").bytes == said.bytes)
        }
        let lines = try await scene.agreements()
        #expect(lines.count == 1)
        #expect(
            lines[0].prefix(4) == ["agreed", "operator:dan-2", "operator:ana-7", "device:till-1"])
        #expect(lines[0][4]?.hasPrefix("goodwill op_") == true)
    }

    @Test(arguments: Store.available)
    func `a PIN stands in no slip, no operation and no answer`(store: Store) async throws {
        let scene = try await Scene(store)
        let counter = scene.server.counter
        try await scene.server.serve(KeyDoor()) { service in
            var ana = try await Scene.signIn(service, "ana-7", atTill: true)
            for (name, pin) in [("g-1", "582916"), ("g-2", "582917")] {
                ana[.idempotencyKey] = name
                let said = try await service.ask(
                    .post, "/v1/events",
                    "{\"event\":\"goodwill\",\"amount\":{\"amount\":1200,\"currency\":\"EUR\"}"
                        + Scene.approval("dan-2", pin: pin) + "}", as: nil, ana)
                #expect(!String(decoding: said.bytes, as: UTF8.self).contains(pin))
            }
        }
        var kept = ""
        for slip in try await counter.ledger.slips(
            under: "", after: nil, limit: 999, at: counter.clock.now())
        {
            kept += slip.name + String(decoding: slip.value, as: UTF8.self)
        }
        for past in try await counter.events(after: nil, limit: 9, where: { _ in true }) {
            kept += "\(past)"
        }
        #expect(kept.contains("dan-2"))
        #expect(!kept.contains("582916") && !kept.contains("582917"))
    }
}
