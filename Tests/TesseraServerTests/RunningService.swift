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
    private let lines = Mutex(Data())

    /// All that it has logged since it was ready.
    var log: Data { lines.withLock { $0 } }

    /// A demo shop and a key for everything; starts the service.
    init(_ options: [String] = [], ledger: String? = nil) async throws {
        home = try TemporaryFolder()
        self.options = options
        let place = ledger.map { " --ledger '\($0)'" } ?? ""
        _ = try await RunningService.say("tessera init --demo\(place)", in: home)
        let scopes = AccessScope.allCases.map(\.rawValue).joined(separator: ",")
        let said = try await RunningService.say(
            "tessera access add --name all --scope \(scopes) --json", in: home)
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
        process.executableURL = RunningService.products.appending(path: "tessera-server")
        process.arguments = ["--port", "0", "--requests-per-minute", "60000"] + options
        process.environment = ["HOME": home.path, "PATH": "/usr/bin:/bin"]
        let log = Pipe()
        process.standardError = log
        process.standardInput = FileHandle.nullDevice
        try process.run()
        port = try await RunningService.off {
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
        return try await RunningService.off {
            process.waitUntilExit()
            return process.terminationStatus
        }
    }

    /// Thrown when it does not come up.
    struct Failure: Error { let what: String }

    /// Runs a command as a person would, with the programs that were built beside the tests.
    static func say(
        _ command: String, in home: TemporaryFolder
    ) async throws -> (text: String, status: Int32) {
        try await off {
            let shell = Process()
            // This process ignores SIGPIPE, and children would inherit that.
            shell.executableURL = URL(filePath: "/usr/bin/env")
            shell.arguments = [
                "--default-signal=PIPE", "timeout", "--kill-after=5", "600", "/bin/bash", "-c",
                "exec 2>&1\n\(command)",
            ]
            shell.currentDirectoryURL = URL(filePath: home.path)
            shell.environment = [
                "PATH": "\(products.path):/usr/bin:/bin", "HOME": home.path, "LANG": "C.UTF-8",
            ]
            let pipe = Pipe()
            shell.standardOutput = pipe
            shell.standardInput = FileHandle.nullDevice
            try shell.run()
            let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
            shell.waitUntilExit()
            return (String(decoding: said, as: UTF8.self), shell.terminationStatus)
        }
    }

    private static let products: URL = {
        let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests ?? "").deletingLastPathComponent()
    }()

    /// Does what waits on a thread of its own, so that tasks keep theirs.
    static func off<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { caller in
            Thread.detachNewThread { caller.resume(with: Result { try work() }) }
        }
    }
}
