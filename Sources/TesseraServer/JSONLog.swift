import Foundation
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

    init(level: Logger.Level, clock: any WallClock) {
        logLevel = level
        self.clock = clock
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [(String, JSONValue?)] = [
            ("at", .string(clock.now().rfc3339)), ("level", .string(event.level.rawValue)),
            ("message", .string("\(event.message)")),
        ]
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) {
            let text = "\(value)"
            guard !text.isEmpty else { continue }
            let key = name == "hb.request.id" ? "request" : name
            members.append((key, Int64(text).map { .integer($0) } ?? .string(text)))
        }
        var line: [UInt8] = []
        JSONValue.record(members).append(to: &line)
        line.append(UInt8(ascii: "\n"))
        // One write a line, so that lines of several threads do not mix.
        FileHandle.standardError.write(Data(line))
    }
}
