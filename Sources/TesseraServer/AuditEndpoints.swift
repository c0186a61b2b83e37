import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Whether the book is what was booked.
enum AuditEndpoints {
    static let all = [journal, audit]

    private static let journal = Endpoint(
        method: .get, path: "/v1/journal", name: "get_journal",
        summary: "How far the journal is sealed", about: "Nothing is reckoned: see `audit_book`.",
        part: .reports, access: .scope(.reports), answers: [.ok("As it is now.", standing)],
        run: { call in
            try call.caller.requireOffice(for: "the journal")
            let standing = try await call.counter.journalStanding()
            return .ok(
                .record(
                    ("operations", .integer(standing.operations)),
                    ("sealed", .integer(standing.sealed)),
                    ("unsealed", .integer(max(0, standing.operations - standing.sealed))),
                    ("head", .string(standing.head)),
                    ("last_sealed_at", standing.lastSealed.map { .string($0.rfc3339) }),
                    ("last_booked_at", standing.lastBooked.map { .string($0.rfc3339) })))
        })

    private static let audit = Endpoint(
        method: .get, path: "/v1/audit", name: "audit_book",
        summary: "Recount every balance from history and look for anything that does not belong",
        about: "As `tessera ledger verify`: the hash chain and the settlements are reckoned again "
            + "too. It reads the whole book, one after the other with reports. Checkpoints that "
            + "somebody else kept are compared in the terminal alone.",
        part: .reports, access: .scope(.reports), answers: [.ok("What was found.", result)],
        run: { call in
            try call.caller.requireOffice(for: "the journal")
            let review = try await call.house.readingRoom.pass {
                try await call.counter.reviewBook()
            }
            let audit = review.audit
            return .ok(
                .record(
                    ("code", .string(audit.findings.isEmpty ? "sound" : "unsound")),
                    ("at", .string(review.at.rfc3339)),
                    ("operations", .integer(Int64(audit.operations))),
                    ("transfers", .integer(Int64(audit.transfers))),
                    ("vouchers", .integer(Int64(audit.vouchers))),
                    ("sealed", .integer(review.sealed)), ("unsealed", .integer(review.unsealed)),
                    ("head", .string(review.head)),
                    (
                        "findings",
                        .array(
                            audit.findings.prefix(mostFindings).map {
                                .record(
                                    ("record", .string($0.record)),
                                    ("problem", .string($0.problem)))
                            })
                    ), ("found", .integer(Int64(audit.findings.count)))))
        })

    // Who has so many looks at the first ones.
    private static let mostFindings = 200

    private static let digits = Shape.text(TextShape(least: 64, most: 64))

    private static let standing = Shape.record([
        .required("operations", .count), .required("sealed", .count),
        .required("unsealed", .count), .required("head", digits, "Of the hash chain."),
        .optional("last_sealed_at", .time, "When the last sealed operation was booked."),
        .optional("last_booked_at", .time),
    ])

    private static let result = Shape.record([
        .required("code", .word(["sound", "unsound"])), .required("at", .time),
        .required("operations", .count), .required("transfers", .count),
        .required("vouchers", .count, "In use."), .required("sealed", .count),
        .required("unsealed", .count), .required("head", digits, "Of the hash chain."),
        .required(
            "findings",
            .list(
                .record([
                    .required("record", .text(upTo: 400)), .required("problem", .text(upTo: 4_000)),
                ])), "The first \(mostFindings)."),
        .required("found", .count, "How many there are."),
    ])
}
