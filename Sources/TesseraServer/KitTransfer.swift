import HTTPTypes
import TesseraModel
import TesseraOperations

/// How a kit travels: whole, from where a download broke off, or as the changes to it.
struct KitTransfer {
    let call: Call
    let place: KitShelf.Place

    /// The name of our changes among the manipulations of RFC 3229; files of them begin with it.
    static let manipulation = "tzdlt"
    /// For how long after it was made a download may go on, in milliseconds: an hour.
    private static let resumableMilliseconds: Int64 = 3_600_000

    /// The rest of a kit that the caller has begun to fetch; `nil` where that cannot go on, and a
    /// new kit is the answer.
    ///
    /// - Throws: As ``Counter/requireKit(for:device:)``; ``RequestError/rangeUnsatisfiable(of:)``.
    func resumed() async throws -> Reply? {
        // Without If-Range the parts of two kits would be put together.
        guard let range = call.headers[.range].flatMap(ByteRange.init(header:)),
            let condition = call.headers[.ifRange], !condition.hasPrefix("W/"),
            let begun = KitMark(header: condition),
            let made = call.house.kits.kit(begun, of: place)
        else { return nil }
        let age = call.counter.clock.now().milliseconds - begun.issuedAt.milliseconds
        guard (0..<KitTransfer.resumableMilliseconds).contains(age) else { return nil }
        try await call.counter.requireKit(for: place.acceptor, device: place.device)
        let count = made.file.count
        guard let part = range.bytes(of: count) else {
            throw RequestError.rangeUnsatisfiable(of: count)
        }
        var reply = KitTransfer.reply(206, made, Array(made.file[part]))
        reply.headers.append(
            ("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(count)"))
        return reply
    }

    /// A kit, or the changes to it where the caller can put them together and they are shorter.
    ///
    /// - Parameters:
    ///   - made: The kit.
    ///   - held: What the caller has.
    /// - Returns: 200 or 226.
    /// - Throws: As ``Counter/changes(from:to:)``.
    func reply(_ made: MadeKit, unlessHeld held: KitMark?) throws -> Reply {
        let base = held.flatMap { call.house.kits.kit($0, of: place) }
        call.house.kits.keep(made, for: place)
        guard wantsChanges, let base else { return KitTransfer.reply(200, made, made.file) }
        let changes = try call.counter.changes(from: base.file, to: made.file)
        guard changes.count < made.file.count else {
            return KitTransfer.reply(200, made, made.file)
        }
        var reply = KitTransfer.reply(226, made, changes)
        reply.headers += [
            ("IM", KitTransfer.manipulation), ("Delta-Base", "\"\(base.mark.text)\""),
        ]
        return reply
    }

    private var wantsChanges: Bool {
        (call.headers[.named("A-IM")] ?? "").split(separator: ",").contains { word in
            word.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
                == KitTransfer.manipulation
        }
    }

    private static func reply(_ status: Int, _ made: MadeKit, _ bytes: [UInt8]) -> Reply {
        Reply(
            status: status,
            headers: [
                ("ETag", "\"\(made.mark.text)\""),
                // Held by the till alone, which asks each time whether it has grown old.
                ("Cache-Control", status == 226 ? "no-store" : "private, no-cache"),
                ("Accept-Ranges", "bytes"),
            ],
            content: Reply.Content(type: "application/octet-stream", body: .bytes(bytes)))
    }
}

extension KitMark {
    /// The first mark of ours in a header with entity tags; `nil` if there is none.
    init?(header: String) {
        for part in header.split(separator: ",") {
            var text = part.drop { $0 == " " }
            if text.hasPrefix("W/") { text = text.dropFirst(2) }
            let mark = KitMark(text.filter { $0 != "\"" && $0 != " " })
            if let mark {
                self = mark
                return
            }
        }
        return nil
    }
}
