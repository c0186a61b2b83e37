import HTTPTypes
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraPrint
import TesseraToken

/// The issuer's keys, to be looked at, and codes as pictures.
enum KeyEndpoints {
    static let all = [list, symbol]

    private static let list = Endpoint(
        method: .get, path: "/v1/keys", name: "list_keys",
        summary: "The issuer's keys with their states, and who uses which",
        about: "Nothing of a secret. Keys are rotated, retired and given up in the terminal, "
            + "where their files are: docs/keys.md.",
        part: .access, access: .scope(.access),
        answers: [.ok("All of them.", .record([.required("items", .list(.record(key)))]))],
        run: { call in
            try call.caller.requireOffice(for: "keys")
            let uses = try await call.counter.keyUses()
            return .ok(
                .record(
                    (
                        "items",
                        .array(
                            uses.map { use in
                                use.entry.value.with([
                                    ("acceptors", .array(use.acceptors.map { .string($0.text) })),
                                    ("devices", .array(use.devices.map { .string($0.text) })),
                                ])
                            })
                    )))
        })

    private static let symbol = Endpoint(
        method: .post, path: "/v1/symbols", name: "draw_symbol",
        summary: "Draw a text as a QR code",
        about: "Books nothing. The text stands in the body, so it gets into no log.",
        part: .service, access: .scope(.check),
        body: .record([
            .required(
                "text", .text(upTo: 3_391, sample: "TZPAIR:0000"),
                "Capital letters, digits, space and `$%*+-./:`.")
        ]),
        answers: [
            Endpoint.Answer(
                status: 200, type: "image/svg+xml", about: "Black on white, with its quiet zone.",
                shape: .text(upTo: 1 << 20))
        ],
        run: { call in
            let drawing = try QRSymbol(call.text("text")).svg()
            return Reply(
                content: Reply.Content(type: "image/svg+xml", body: .bytes(Array(drawing.utf8))))
        })

    private static let key: [Shape.Field] = [
        .required("key", .count), .required("kinds", .list(.text(upTo: 20))),
        .required("audience", .count, "0 for the own shops."),
        .required("suite", .text(upTo: 20)), .required("state", .text(upTo: 20)),
        .required("signs_from", .day), .required("signs_to", .day),
        .required("accepted_until", .day), .required("epoch", .count),
        .required("training", .flag),
        .required("acceptors", .list(.name), "Who takes its codes now."),
        .required("devices", .list(.name), "Which hold what checks them."),
    ]
}
