import HTTPTypes
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Equal vouchers issued together, and their codes.
enum BatchEndpoints {
    static let all = [issue, list, batch, codes]

    private static let issue = Endpoint(
        method: .post, path: "/v1/batches", name: "issue_batch",
        summary: "Issue up to a million equal vouchers",
        about: "A batch is one row of the book however large it is, so it is there at once; its "
            + "codes are streamed from `/v1/batches/{batch}/codes`, again and again if wanted.",
        part: .vouchers, access: .scope(.issue),
        body: .record(
            VoucherWish.fields(countUpTo: 1_000_000) + Approving.fields
                + Standpoint.workerOnly),
        answers: [.made("Issued.", .named("batch"))], isNamedWrite: true,
        run: { call in
            let batches = try await call.counter.issue(
                [try call.ownWish()], approval: try await call.approval(), operation: call.named())
            return .made(.record(batches[0].fields))
        })

    private static let list = Endpoint(
        method: .get, path: "/v1/batches", name: "list_batches", summary: "All batches",
        part: .vouchers, access: .scope(.look), parameters: Paging.parameters,
        answers: [.ok("A page of them.", Paging.shape(of: .named("batch")))],
        run: { call in
            let after: BatchID? =
                call.parameters["after"] == nil
                ? nil : try call.parameter("after", as: "a batch's id") { BatchID(text: $0) }
            let limit = call.pageLimit
            let batches = try await call.batches(after: after, count: limit + 1)
            return Paging.reply(batches, limit, cursor: { $0.id.text }) { .record($0.fields) }
        })

    private static let batch = Endpoint(
        method: .get, path: "/v1/batches/{batch}", name: "get_batch", summary: "A batch",
        part: .vouchers, access: .scope(.look), parameters: [batchID],
        answers: [.ok("As it was issued.", .named("batch"))],
        run: { call in .ok(.record(try await call.batch().fields)) })

    private static let codes = Endpoint(
        method: .get, path: "/v1/batches/{batch}/codes", name: "list_codes",
        summary: "The codes of a batch, streamed",
        about: "Lines of JSON with `voucher`, `token` and `typed_code`, or the same as CSV.",
        part: .vouchers, access: .scope(.issue),
        parameters: [
            batchID, .query("format", .word(["ndjson", "csv"]), "ndjson if left away."),
        ],
        answers: [
            Endpoint.Answer(
                status: 200, type: "application/x-ndjson", otherTypes: ["text/csv"],
                about: "A line for each voucher.",
                shape: .text(upTo: Int(Int32.max)))
        ],
        run: { call in
            let batch = try await call.batch()
            let isCSV = call.parameters["format"] == "csv"
            let pages = CodePages(try call.counter.codes(of: batch), isCSV: isCSV)
            return Reply(
                content: Reply.Content(
                    type: isCSV ? "text/csv; charset=utf-8" : "application/x-ndjson",
                    body: .stream { try await pages.next() }))
        })

    private static let batchID = Endpoint.Parameter.path("batch", .id, "The batch's id.")
}

extension Call {
    /// The batch that the path names.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``; ``LedgerError``.
    fileprivate func batch() async throws -> Batch {
        try requireVoucherDesk()
        let id: BatchID = try parameter("batch", as: "a batch's id") { BatchID(text: $0) }
        let batch = try await counter.ledger.batch(id)
        try requireOwn(batch)
        return batch
    }

    /// The next batches that the caller may look after.
    ///
    /// - Returns: Fewer than the count only at the end.
    /// - Throws: ``RequestError/placeNotYours(_:)``; ``LedgerError``.
    fileprivate func batches(after first: BatchID?, count: Int) async throws -> [Batch] {
        try requireVoucherDesk()
        var (found, last): ([Batch], BatchID?) = ([], first)
        while found.count < count {
            let page = try await counter.ledger.batches(after: last, limit: count)
            found += page.filter(looksAfter)
            guard page.count == count, let end = page.last else { break }
            last = end.id
        }
        return Array(found.prefix(count))
    }
}

/// The codes of a batch, some thousand at a time, so that a million take no more memory than these.
private actor CodePages {
    private var codes: BatchCodes
    private let isCSV: Bool
    private var index = 0
    private static let pageSize = 2_000

    init(_ codes: BatchCodes, isCSV: Bool) {
        self.codes = codes
        self.isCSV = isCSV
    }

    func next() throws -> [UInt8]? {
        guard index < codes.batch.order.count else { return nil }
        var page: [UInt8] = []
        if isCSV, index == 0 { page += "voucher,token,typed_code\n".utf8 }
        let end = min(index + CodePages.pageSize, codes.batch.order.count)
        while index < end {
            if isCSV {
                codes.appendVoucher(at: index, to: &page)
                page.append(UInt8(ascii: ","))
                try codes.appendToken(at: index, to: &page)
                page.append(UInt8(ascii: ","))
                codes.appendTypedCode(at: index, to: &page)
            } else {
                page += "{\"voucher\":\"".utf8
                codes.appendVoucher(at: index, to: &page)
                page += "\",\"token\":\"".utf8
                try codes.appendToken(at: index, to: &page)
                page += "\",\"typed_code\":\"".utf8
                codes.appendTypedCode(at: index, to: &page)
                page += "\"}".utf8
            }
            page.append(UInt8(ascii: "\n"))
            index += 1
        }
        return page
    }
}
