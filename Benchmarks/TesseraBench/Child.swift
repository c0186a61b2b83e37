internal import CFloor
import Foundation
import TesseraTestSupport

/// A server that was started for a measurement and ends with it.
final class Child {
    /// Where it takes requests.
    private(set) var port = 0
    private let process: Int32
    private let folder: TemporaryFolder

    /// Thrown when a program does not come up or does not end as it should.
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts a program and waits until its log says where it listens.
    ///
    /// - Parameters:
    ///   - words: The program with its path, and its arguments.
    ///   - environment: What is added to this process's own.
    /// - Throws: ``Failed`` after ten seconds without such a line.
    init(_ words: [String], environment: [String: String] = [:]) async throws {
        // In memory, so that what is logged does not wait in the queue of the disk.
        folder = try TemporaryFolder()
        let log = "\(folder.path)/log"
        let settings = environment.map { "\($0.key)=\($0.value)" }
        let line = (["/usr/bin/env"] + settings + words).joined(separator: "\n")
        process = unsafe tessera_start(line, log)
        guard process > 0 else { throw Failed(description: "\(words[0]) cannot be started") }
        for _ in 0..<500 {
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            // Ours says it in JSON, the others as an address.
            let match = said.firstMatch(of: #/"port":([0-9]+)|127\.0\.0\.1:([0-9]+)/#)
            if let port = (match?.output.1 ?? match?.output.2).flatMap({ Int($0) }) {
                self.port = port
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Failed(description: "\(words[0]) does not listen")
    }

    deinit {
        if process > 0 { tessera_end(process) }
    }

    /// How much memory it holds now, in MiB.
    var residentMebibytes: Double {
        let path = "/proc/\(process)/status"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let match = text.firstMatch(of: #/VmRSS:\s+([0-9]+) kB/#)
        return (match.flatMap { Double($0.output.1) } ?? 0) / 1_024
    }

    /// Runs a program to its end.
    ///
    /// - Returns: What it said on standard output.
    /// - Throws: ``Failed``.
    @discardableResult
    static func run(
        _ words: [String], environment: [String: String] = [:]
    ) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let command = words.prefix(3).joined(separator: " ")
            throw Failed(description: "status \(process.terminationStatus) of \(command)")
        }
        return String(decoding: said, as: UTF8.self)
    }
}
