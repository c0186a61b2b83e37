import Foundation
import TesseraAnswers
import TesseraModel

/// Why the service does not start, for whoever started it.
enum Complaint {
    /// Says it on standard error, as one object of JSON like every line of the log.
    static func say(_ error: any ExplainedError) {
        var line: [UInt8] = []
        JSONValue.record(
            ("level", .string("critical")), ("message", .string(error.message)),
            ("code", .string(error.code)), ("hint", error.hint.map { .string($0) })
        ).append(to: &line)
        line.append(UInt8(ascii: "\n"))
        FileHandle.standardError.write(Data(line))
    }
}
