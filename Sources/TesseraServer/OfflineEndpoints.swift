import HTTPTypes
import TesseraAnswers
import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraVerification

/// Kits out and claims in, for tills without a network.
enum OfflineEndpoints {
    static let all = [kit, kitKey, upload, conflicts]

    private static let kit = Endpoint(
        method: .get, path: "/v1/kits/{acceptor}", name: "get_kit",
        summary: "The signed kit of a shop's or a partner's tills",
        about: "Each kit has a number of its own. With the ETag of the kit that a till holds as "
            + "If-None-Match, 304 says that it is fresh and a new one would say the same; with "
            + "`A-IM: tzdlt` besides, 226 brings the changes alone, as long as the service "
            + "remembers that kit. A download that broke off goes on for an hour. The files are "
            + "as `docs/kits.md` says; they are for those tills alone.",
        part: .offline, access: .scope(.kits),
        parameters: [
            .path("acceptor", .name, "The shop's or the partner's id."),
            .query("device", .name, "For one device, with what is put aside for it."),
        ],
        headers: [
            ("If-None-Match", "The ETag of the kit that is held."),
            ("A-IM", "tzdlt: the changes are welcome (RFC 3229)."),
            ("Range", "One range of bytes, bytes=70000-; read together with If-Range only."),
            ("If-Range", "The ETag of the kit that the range is of."),
        ],
        answers: [
            answer(200, "The kit's file."),
            answer(
                206, "The part of the kit's file.",
                [("Content-Range", "Which bytes, and of how many.")]),
            answer(
                226, "The changes from the kit held to a new one.",
                [("IM", "tzdlt"), ("Delta-Base", "The ETag of the kit held.")]),
            Endpoint.Answer(status: 304, about: "The kit held is as good."),
        ], problems: [409, 416],
        run: { call in
            let id = try call.ownAcceptor("acceptor")
            let device: TillID? =
                call.parameters["device"] == nil ? call.caller.till : try call.device()
            try call.requireOwnDevice(device)
            let transfer = KitTransfer(
                call: call, place: KitShelf.Place(acceptor: id, device: device))
            if let reply = try await transfer.resumed() { return reply }
            let held = call.ifNoneMatch.flatMap(KitMark.init(header:))
            let made = try await call.counter.makeKit(for: id, device: device, unlessHeld: held)
            guard let made else {
                return Reply(status: 304, headers: [("ETag", "\"\(held?.text ?? "")\"")])
            }
            return try transfer.reply(made, unlessHeld: held)
        })

    private static func answer(
        _ status: Int, _ about: String, _ headers: [(name: String, about: String)] = []
    ) -> Endpoint.Answer {
        Endpoint.Answer(
            status: status, type: "application/octet-stream", about: about,
            shape: .text(upTo: Int(Int32.max)),
            headers: [("ETag", "What tells whether the kit has grown old.")] + headers)
    }

    private static let kitKey = Endpoint(
        method: .get, path: "/v1/kit-key", name: "get_kit_key",
        summary: "The public key that checks kits and receipts",
        part: .offline, access: .scope(.kits),
        answers: [
            .ok(
                "The key; bring it to a till once, and compare the fingerprint.",
                .record([
                    .required("fingerprint", .text(upTo: 32)),
                    .required("file", .text(upTo: 200), "What a till keeps as its key file."),
                    .required("training", .flag),
                ]))
        ],
        run: { call in
            let key = try call.counter.kitPublicKey()
            return .ok(
                .record(
                    ("fingerprint", .string(key.fingerprint)),
                    ("file", .string(String(decoding: key.file.dropLast(), as: UTF8.self))),
                    ("training", .bool(key.isTraining))))
        })

    private static let upload = Endpoint(
        method: .post, path: "/v1/offline-batches", name: "send_offline_batch",
        summary: "Tell the book what a till did without a network",
        about: "The upload and the signed receipt are files as `docs/claims.md` says. The records "
            + "name themselves, so sending them again, in parts or in any order changes nothing.",
        part: .offline, access: .scope(.sync),
        body: Endpoint.Body(
            type: "application/octet-stream", shape: .text(upTo: 16 << 20), most: 16 << 20),
        answers: [
            Endpoint.Answer(
                status: 200, type: "application/octet-stream",
                about: "The receipt, for the till to keep.", shape: .text(upTo: Int(Int32.max)),
                headers: [
                    ("Tessera-New", "How many records were new to the book."),
                    ("Tessera-Conflicts", "How many somebody should look at."),
                ])
        ],
        run: { call in
            let upload = try ClaimUpload(call.bytes)
            try call.requireOwnDevice(upload.device)
            if call.caller.acceptor != nil,
                case .device(let device)? = try await call.counter.ledger.party(
                    .device(upload.device)), !call.mayRead(device.acceptor)
            {
                throw RequestError.placeNotYours(upload.device.text)
            }
            let (judged, receipt) = try await call.counter.answer(upload)
            return Reply(
                headers: [
                    ("Tessera-New", "\(judged.newCount)"),
                    ("Tessera-Conflicts", "\(judged.conflicts.count)"),
                ],
                content: Reply.Content(type: "application/octet-stream", body: .bytes(receipt)))
        })

    private static let conflicts = Endpoint(
        method: .get, path: "/v1/conflicts", name: "list_conflicts",
        summary: "What tills took and the book did not cover, and why",
        part: .offline, access: .reading(.sync), parameters: Paging.parameters,
        answers: [.ok("A page of them, oldest first.", Paging.shape(of: .named("conflict")))],
        run: { call in
            var after: OperationID? =
                call.parameters["after"] == nil ? nil : try call.operation("after")
            let limit = call.pageLimit
            var found: [BookedOperation] = []
            while found.count <= limit {
                let page = try await call.counter.ledger.claims(
                    after: after, conflictsOnly: true, limit: limit + 1)
                found += page.filter { call.mayRead($0.place?.shop) }
                guard let last = page.last, page.count == limit + 1 else { break }
                after = last.operation
            }
            return Paging.reply(found, limit, cursor: { $0.operation.redemptionText }) {
                .record($0.conflictFields)
            }
        })

    static let shapes: [(name: String, shape: Shape)] = [
        (
            "conflict",
            .record(
                [
                    .required("redemption", .id), .required("device", .name),
                    .optional("acceptor", .name), .required("sequence", .count),
                    .required("occurred_at", .time), .required("booked_at", .time),
                    .optional("voucher", .id),
                    .optional("key", .count, "The key that somebody forges with."),
                    .required("ruling", .word(ClaimVerdict.Ruling.allCases.map(\.rawValue))),
                ]
                    + ["paid", "lost_by_issuer", "lost_by_acceptor", "returned"].map {
                        .required($0, .count)
                    } + ["balance", "discount"].map { .optional($0, .count) })
        )
    ]
}
