import HTTPTypes
import ServiceLifecycle
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// What the service says about itself.
enum ServiceEndpoints {
    static let all = [health, readiness, metrics, document]

    private static let health = Endpoint(
        method: .get, path: "/healthz", name: "health", summary: "Whether the process runs",
        part: .service, access: .open,
        answers: [.ok("It runs.", .record([.required("status", .word(["ok"]))]))],
        run: { _ in .ok(.record(("status", .string("ok")))) })

    private static let readiness = Endpoint(
        method: .get, path: "/readyz", name: "readiness",
        summary: "Whether requests should be sent here",
        about: "503 while the book cannot be reached or the service is ending.",
        part: .service, access: .open,
        answers: [.ok("It takes requests.", .record([.required("status", .word(["ready"]))]))],
        run: { call in
            // Whoever sends requests here stops before the last ones under way end.
            if Task.isShuttingDownGracefully { throw RequestError.ending }
            _ = try await call.counter.ledger.epoch()
            return .ok(.record(("status", .string("ready"))))
        })

    private static let metrics = Endpoint(
        method: .get, path: "/metrics", name: "metrics", summary: "Figures for Prometheus",
        part: .service, access: .scope(.metrics),
        answers: [
            Endpoint.Answer(
                status: 200, type: "text/plain", about: "Prometheus' text form.",
                shape: .text(upTo: 1 << 20))
        ],
        run: { call in
            Reply(
                content: Reply.Content(
                    type: "text/plain; version=0.0.4",
                    body: .bytes(Array(call.house.figures.text.utf8))))
        })

    private static let document = Endpoint(
        method: .get, path: "/openapi.json", name: "openapi", summary: "This document",
        part: .service, access: .open,
        answers: [.ok("The document.", .anything)],
        run: { call in
            Reply(
                headers: [("Cache-Control", "public, max-age=300")],
                content: Reply.Content(
                    type: "application/json", body: .bytes(call.house.document)))
        })
}
