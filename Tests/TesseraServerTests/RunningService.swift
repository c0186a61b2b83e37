import Foundation
import Synchronization
import TesseraAnswers
import TesseraOperations
import TesseraTestSupport

@testable import TesseraServer

/// The service as it is started by a person: the program, a demo shop's folder, a port of its own.
final class RunningService: @unchecked Sendable {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let python = root.appending(path: ".build/readers/bin/python3")
    /// Where nobody looks at skipped tests, missing tools are a failure.
    static let hasTools =
        FileManager.default.isExecutableFile(atPath: python.path)
        || ProcessInfo.processInfo.environment["CI"] == "true"

    let home: TemporaryFolder
    let key: String
    private(set) var port = 0
    private var process = Process()
    private let options: [String]
    /// What time it is there; the machine's time if not said. Another one counts from the next
    /// start on.
    var now: String?
    private let lines = Mutex(Data())

    /// All that it has logged since it was ready.
    var log: Data { lines.withLock { $0 } }

    /// A demo shop and a key for everything; starts the service.
    init(
        _ options: [String] = [], ledger: String? = nil, now: String? = nil
    ) async throws {
        home = try TemporaryFolder()
        self.options = options
        self.now = now
        let place = ledger.map { " --ledger '\($0)'" } ?? ""
        let scopes = AccessScope.allCases.map(\.rawValue).joined(separator: ",")
        let said = try await Shell.say(
            "tessera init --demo\(place) > made && "
                + "tessera access add --name all --scope \(scopes) --json",
            in: home.path, now.map { ["TESSERA_NOW": $0] } ?? [:])
        let answer = try JSONValue(reading: Array(said.text.utf8))
        key = answer["secret"]?.string ?? ""
        try await start()
    }

    /// Another service in the same shop, as a second machine would run it.
    init(beside other: RunningService) async throws {
        home = other.home
        key = other.key
        options = other.options
        try await start()
    }

    /// The address of the running service.
    var base: String { "http://127.0.0.1:\(port)" }

    /// Starts it, and waits until it takes requests.
    func start() async throws {
        process = Process()
        process.executableURL = Shell.products.appending(path: "tessera-server")
        process.arguments = ["--port", "0", "--requests-per-minute", "60000"] + options
        process.environment = ["HOME": home.path, "PATH": "/usr/bin:/bin"]
        process.environment?["TESSERA_NOW"] = now
        let log = Pipe()
        process.standardError = log
        process.standardInput = FileHandle.nullDevice
        try process.run()
        port = try await Shell.off {
            var said = Data()
            while true {
                let piece = log.fileHandleForReading.availableData
                guard !piece.isEmpty else {
                    throw Failure(what: String(decoding: said, as: UTF8.self))
                }
                said += piece
                for line in said.split(separator: 10) {
                    guard let value = try? JSONValue(reading: Array(line)),
                        value["message"]?.string == "ready", let port = value["port"]?.integer
                    else { continue }
                    // Whoever stops reading stops the service at its next lines.
                    let lines = self
                    log.fileHandleForReading.readabilityHandler = { handle in
                        let piece = handle.availableData
                        lines.lines.withLock { $0 += piece }
                    }
                    return Int(port)
                }
            }
        }
    }

    /// Ends it with a signal and gives its exit status.
    @discardableResult
    func end(with signal: Int32) async throws -> Int32 {
        let process = process
        kill(process.processIdentifier, signal)
        return try await Shell.off {
            process.waitUntilExit()
            return process.terminationStatus
        }
    }

    /// Thrown when it does not come up.
    struct Failure: Error { let what: String }

    /// Runs a command as a person would, at the time that the service has.
    func say(_ command: String) async throws -> (text: String, status: Int32) {
        try await Shell.say(command, in: home.path, now.map { ["TESSERA_NOW": $0] } ?? [:])
    }
}
