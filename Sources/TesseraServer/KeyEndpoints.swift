import HTTPTypes
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraToken

/// The issuer's keys, to be looked at.
enum KeyEndpoints {
    static let all = [list]

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
