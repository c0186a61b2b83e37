import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Finding vouchers, and what is printed of one.
enum VoucherSearchEndpoints {
    static let all = [search, code]

    static let shapes: [(name: String, shape: Shape)] = [("found_voucher", .record(found))]

    private static let search = Endpoint(
        method: .post, path: "/v1/voucher-searches", name: "search_vouchers",
        summary: "Find vouchers by code, last characters, label, batch and state",
        about: "A code, or a voucher's id, is one voucher, whatever its state. All else is looked "
            + "for in the newest batches first, so many vouchers in a call: a page may be short, "
            + "or empty, and still have a `next`. Changes nothing.",
        part: .vouchers, access: .scope(.look),
        body: .record([
            .optional("voucher", .text(upTo: 2_048), "A code that was scanned or typed, or an id."),
            .optional("last_four", .text(upTo: 4), "How the typed code ends."),
            .optional("label", .text(upTo: 100), "Part of the label."),
            .optional("batch", .id, "One batch alone."),
            .optional("state", sight, "What it looks like today."),
            .optional("after", .id, "The `next` of the page before."),
            .optional("limit", .integer(1...200), "How many at most; 50 if left away."),
        ]),
        answers: [.ok("A page of them.", Paging.shape(of: .named("found_voucher")))],
        takesCodes: true,
        run: { call in
            try call.requireVoucherDesk()
            if let name = call.body["voucher"]?.string { return try await call.one(name) }
            let question = VoucherQuestion(
                label: call.text("label"), lastFour: call.text("last_four"),
                batch: try call.field("batch", as: "a batch's id") { BatchID(text: $0) },
                sight: VoucherSight(rawValue: call.text("state")))
            let after = try call.field("after", as: "a voucher's id") {
                VoucherPosition(voucherText: $0)
            }
            let found = try await call.counter.vouchers(
                question, after: after, limit: Int(call.body["limit"]?.integer ?? 50),
                where: call.looksAfter)
            return .ok(
                .record(
                    ("items", .array(found.items.map { $0.value(on: call.counter.today) })),
                    ("next", found.next.map { .string($0.voucherText) })))
        })

    private static let code = Endpoint(
        method: .get, path: "/v1/vouchers/{voucher}/code", name: "get_voucher_code",
        summary: "The code of a voucher, to be given or printed again",
        about: "With its later last day, if it was extended.",
        part: .vouchers, access: .scope(.issue), parameters: [VoucherEndpoints.voucherID],
        answers: [
            .ok(
                "What its QR code holds, and what is printed under it.",
                .record([
                    .required("voucher", .id), .required("token", .text(upTo: 400)),
                    .required("typed_code", .text(upTo: 40)),
                ]))
        ],
        run: { call in
            let position = try await call.position()
            let issued = try await call.counter.issued(position)
            return .ok(
                .record([("voucher", .string(position.voucherText))] + issued.fields))
        })

    static let sight = Shape.word(VoucherSight.allCases.map(\.rawValue))

    private static let found: [Shape.Field] =
        VoucherEndpoints.voucherFields + [
            .required("state", sight), .optional("last_four", .text(upTo: 4)),
            .optional("label", .text(upTo: 100)), .required("issued_at", .time),
        ]
}

extension Call {
    /// The voucher that a code or an id names.
    ///
    /// - Throws: Why the code is not believed; ``RequestError/placeNotYours(_:)``; ``LedgerError``.
    fileprivate func one(_ name: String) async throws -> Reply {
        let position = try await counter.position(named: name, at: try standpoint().till)
        let batch = try await counter.ledger.batch(covering: position)
        try requireOwn(batch)
        let item = FoundVouchers.Item(
            state: try await counter.ledger.voucher(at: position), batch: batch,
            lastFour: counter.lastFour(of: position, in: batch))
        return .ok(.record(("items", .array([item.value(on: counter.today)]))))
    }
}

extension FoundVouchers.Item {
    fileprivate func value(on today: Day) -> JSONValue {
        state.value.with([
            ("state", .string(state.sight(on: today).rawValue)),
            ("last_four", lastFour.map { .string($0) }),
            ("label", batch.order.label.isEmpty ? nil : .string(batch.order.label)),
            ("issued_at", .string(batch.issuedAt.rfc3339)),
        ])
    }
}
