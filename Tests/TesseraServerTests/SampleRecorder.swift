import Foundation
import HTTPTypes
import TesseraAnswers

@testable import TesseraServer

/// Writes down, for `TESSERA_SAMPLES=folder`, what was sent and answered, a file an operation.
enum SampleRecorder {
    private static let folder = ProcessInfo.processInfo.environment["TESSERA_SAMPLES"]

    static func record(
        _ method: HTTPRequest.Method, _ path: String, _ body: String?, _ said: Asking.Said
    ) throws {
        guard let folder, (200..<300).contains(said.status) else { return }
        let plain = String(path.prefix { $0 != "?" })
        guard
            let endpoint = Service.endpoints.first(where: {
                $0.method == method && $0.path.matches(plain)
            }), let answer = endpoint.answers.first(where: { $0.status == said.status }),
            // Of an answer that has several forms the first one is shown.
            said.headers[.contentType]?.hasPrefix(answer.type) ?? true
        else { return }
        let isJSON = answer.type == "application/json"
        let text =
            answer.type.hasPrefix("application/octet")
            ? nil : JSONValue.string(String(decoding: said.bytes.prefix(400), as: UTF8.self))
        let sample = JSONValue.record(
            ("request", body.flatMap { try? JSONValue(reading: Array($0.utf8)) }),
            ("answer", isJSON ? said.value : text),
            (
                "headers",
                .record(
                    answer.headers.map { header in
                        (header.name, said.headers[.named(header.name)].map { .string($0) })
                    })
            ),
            ("parameters", .object(parameters(of: endpoint, in: path))))
        let file = "\(folder)/\(endpoint.name).json"
        // The first one stays, so that a test which repeats itself does not change the document.
        guard !FileManager.default.fileExists(atPath: file) else { return }
        try Data((sample.text + "\n").utf8).write(to: URL(filePath: file))
    }

    private static func parameters(
        of endpoint: Endpoint, in path: String
    ) -> [JSONValue.Member] {
        let parts = path.split(separator: "?", maxSplits: 1)
        var found: [JSONValue.Member] = []
        for (name, value) in zip(
            endpoint.path.split(separator: "/"), parts[0].split(separator: "/"))
        where name.hasPrefix("{") {
            let word = String(name.dropFirst().dropLast())
            found.append(JSONValue.Member(name: word, value: .string(String(value))))
        }
        for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
            let words = pair.split(separator: "=", maxSplits: 1)
            guard words.count == 2 else { continue }
            let number = Int64(words[1]).map { JSONValue.integer($0) }
            found.append(
                JSONValue.Member(name: String(words[0]), value: number ?? .string(String(words[1])))
            )
        }
        return found
    }
}
