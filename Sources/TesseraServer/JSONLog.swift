import Logging
import TesseraAnswers
import TesseraModel

/// Writes each log line as one object of JSON to standard error.
///
/// Everything in a line is ours: names of endpoints, codes, ids of requests. What a caller sent is
/// never logged, so that no token, name or secret can be in it.
struct JSONLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let clock: any WallClock
    private let pen: LogPen

    init(level: Logger.Level, clock: any WallClock, pen: LogPen) {
        logLevel = level
        self.clock = clock
        self.pen = pen
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members = [
            JSONValue.Member(name: "at", value: .string(clock.now().rfc3339)),
            JSONValue.Member(name: "level", value: .string(event.level.rawValue)),
            JSONValue.Member(name: "message", value: .string(event.message.description)),
        ]
        var all = Array(event.metadata ?? [:])
        all += metadata.filter { event.metadata?[$0.key] == nil }
        all.sort { $0.key < $1.key }
        for (name, value) in all {
            let text = if case .string(let text) = value { text } else { value.description }
            guard !text.isEmpty else { continue }
            members.append(
                JSONValue.Member(
                    name: name == "hb.request.id" ? "request" : name,
                    value: Int64(text).map { .integer($0) } ?? .string(text)))
        }
        var line: [UInt8] = []
        line.reserveCapacity(512)
        JSONValue.object(members).append(to: &line)
        line.append(UInt8(ascii: "\n"))
        pen.write(line)
    }
}
