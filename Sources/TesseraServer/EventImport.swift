import HTTPTypes
import Hummingbird
import NIOCore
import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations

/// Many events in one request, a line each, answered a line each as they are recorded.
///
/// No more than one line stands in memory, however long the import is.
enum EventImport {
    static let endpoint = Endpoint(
        method: .post, path: "/v1/event-imports", name: "import_events",
        summary: "Record many events, one JSON object a line, and answer each on a line",
        about: "A line is what `POST /v1/events` takes, besides an `operation` of its own, its "
            + "Idempotency-Key; without one it gets one from the request's key and its number. A "
            + "line that is refused keeps no other from being recorded. The last line, `imported`, "
            + "says how many; if it is missing the import broke off: send all of it again under "
            + "the same key, and nothing is recorded twice. Read the answer while sending.",
        part: .events, access: .scope(.events),
        body: Endpoint.Body(
            type: "application/x-ndjson", shape: .text(upTo: Int(Int32.max)), most: .max,
            isStream: true),
        answers: [
            Endpoint.Answer(
                status: 200, type: "application/x-ndjson",
                about: "A line for each, with its number and its code.",
                shape: .text(upTo: Int(Int32.max)))
        ], isNamedWrite: true,
        run: { call in
            try call.caller.requireOwnShop(call.counter.settings, for: "events")
            let run = ImportRun(
                call: call, operation: try call.named(),
                book: try await call.counter.programmes())
            guard let body = call.stream else { throw RequestError.fault }
            return Reply(
                content: Reply.Content(
                    type: "application/x-ndjson",
                    body: .answer { say in
                        var run = run
                        try await run.answer(body, say)
                    }))
        })
}

/// One import on its way.
private struct ImportRun: Sendable {
    let call: Call
    let operation: OperationID
    let book: ProgrammeBook
    private var line = 0
    private var recorded = 0
    private var repeated = 0
    private var refused = 0

    init(call: Call, operation: OperationID, book: ProgrammeBook) {
        self.call = call
        self.operation = operation
        self.book = book
    }

    /// Records what comes and says what became of it.
    mutating func answer(
        _ body: RequestBody, _ say: (JSONValue) async throws -> Void
    ) async throws {
        var cutter = LineCutter(most: Basket.mostByteCount)
        for try await piece in body {
            cutter.take(piece.readableBytesView)
            while let text = cutter.next() {
                guard try await tell(text, say) else { return }
            }
            if cutter.isOverlong {
                line += 1
                let error = RequestError.bodyTooLarge(most: Basket.mostByteCount)
                return try await say(problem(error))
            }
        }
        guard try await tell(cutter.last, say) else { return }
        try await say(
            .record(
                ("code", .string("imported")), ("recorded", .integer(Int64(recorded))),
                ("repeated", .integer(Int64(repeated))), ("refused", .integer(Int64(refused)))))
    }

    /// Records one line.
    ///
    /// - Returns: Whether the next one may be tried: not while the book is out of reach.
    private mutating func tell(
        _ text: [UInt8], _ say: (JSONValue) async throws -> Void
    ) async throws -> Bool {
        line += 1
        guard text.contains(where: { !" \t\r".utf8.contains($0) }) else { return true }
        do {
            let event = try await EventEndpoints.recorded(try lineCall(text), book: book)
            if event.isReplay { repeated += 1 } else { recorded += 1 }
            try await say(
                .record(
                    ("line", .integer(Int64(line))),
                    ("code", .string(event.isReplay ? "repeated" : "recorded")),
                    ("operation", .string("op_\(event.event.operation.text)"))))
            return true
        } catch let error as any ExplainedError {
            refused += 1
            try await say(problem(error))
            return error.kind != .unavailable && error.kind != .misconfigured
        }
    }

    private func lineCall(_ text: [UInt8]) throws -> Call {
        let value = try JSONValue(reading: text)
        let shape = Shape.record(
            EventBody.fields + [.optional("operation", .text(upTo: 255), "Its Idempotency-Key.")])
        if let misfit = shape.misfit(of: value) {
            throw RequestError.unfit(at: misfit.pointer, wanted: misfit.wanted)
        }
        var line = call
        line.body = .record(value.members.filter { $0.0 != "operation" })
        line.operation = try OperationID(
            idempotencyKey: value["operation"]?.string ?? "\(operation.text)/\(self.line)",
            of: call.caller)
        return line
    }

    private func problem(_ error: any ExplainedError) -> JSONValue {
        var place: String?
        if case .unfit(let pointer, _)? = error as? RequestError { place = pointer }
        return .record(("line", .integer(Int64(line))))
            .with(JSONValue.problem(error, told: call.counter.telling).members)
            .with([("pointer", place.map { .string($0) })])
    }
}

/// Cuts lines out of pieces that end anywhere.
struct LineCutter: Sendable {
    /// How long a line may be, in bytes.
    let most: Int
    private var rest: [UInt8] = []
    private var begin = 0
    private var seen = 0
    /// Whether a line came that is too long; nothing behind it is cut.
    private(set) var isOverlong = false

    init(most: Int) { self.most = most }

    /// Takes the next piece.
    mutating func take(_ piece: some Sequence<UInt8>) {
        rest.removeFirst(begin)
        seen -= begin
        begin = 0
        rest += piece
    }

    /// The next whole line without its end; `nil` until there is one.
    mutating func next() -> [UInt8]? {
        let end = rest[seen...].firstIndex(of: UInt8(ascii: "\n"))
        guard (end ?? rest.count) - begin <= most else {
            isOverlong = true
            return nil
        }
        guard let end else {
            seen = rest.count
            return nil
        }
        defer { (begin, seen) = (end + 1, end + 1) }
        return Array(rest[begin..<end])
    }

    /// What stands behind the last end of a line.
    var last: [UInt8] { Array(rest[begin...]) }
}
