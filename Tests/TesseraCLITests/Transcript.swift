import Foundation
import TesseraTestSupport
import Testing

/// A session with the program as a person reads it: comments, commands after `$`, what they say on
/// either stream, and `exit N` where they do not end with 0.
struct Transcript: CustomTestStringConvertible, Sendable {
    /// The file's name without its ending.
    let name: String
    /// The file's lines.
    let lines: [String]
    /// Where it stands.
    let file: URL

    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "Transcripts")

    /// The transcript of a file; `nil` if it cannot be read.
    init?(_ file: URL, name: String) {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        self.name = name
        self.file = file
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// All transcripts in order of their names.
    static let all: [Transcript] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".transcript") }.sorted().compactMap { name in
            Transcript(
                folder.appending(path: name), name: String(name.dropLast(".transcript".count)))
        }
    }()

    /// Whether it works with a database, and so needs a server.
    var needsServer: Bool { name.hasPrefix("postgres-") }

    /// Whether it plays at a till that was paired before, in the folder `till`.
    var needsTill: Bool { name.hasPrefix("till-") }

    /// Whether the files are to be rewritten with what the program says now.
    static let isRecording = ProcessInfo.processInfo.environment["TESSERA_RECORD"] == "1"

    /// Runs every command in an empty folder of its own.
    ///
    /// - Returns: The lines as they would be written today.
    func replayed() async throws -> [String] {
        let home = try TemporaryFolder()
        let schema = needsServer ? try ScratchSchema() : nil
        if needsTill { try SampleTill.install(in: home.path) }
        return try await replayed(in: home, schema)
    }

    /// Runs every command in a folder.
    ///
    /// - Returns: The lines as they would be written today.
    func replayed(
        in home: TemporaryFolder, _ schema: ScratchSchema?
    ) async throws -> [String] {
        var placeholders = Placeholders(folder: home.path, database: schema)
        var replayed: [String] = []
        var isBetween = true
        for line in lines {
            if line.hasPrefix("$ ") {
                replayed.append(line)
                let answer = try await run(
                    placeholders.fill(String(line.dropFirst(2))), in: home.path)
                for said in answer.lines { replayed.append(try placeholders.hide(said)) }
                if answer.status != 0 { replayed.append("exit \(answer.status)") }
                isBetween = false
            } else if line.isEmpty || line.hasPrefix("# ") {
                isBetween = isBetween || line.isEmpty
                // A comment stands between commands only; elsewhere it would be something said.
                if isBetween { replayed.append(line) }
            } else {
                isBetween = false
            }
        }
        return replayed
    }

    /// Writes the file anew.
    func record(_ lines: [String]) throws {
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
    }

    /// Runs one command in a folder, on a thread of its own: those that tasks run on are as few as
    /// processors, and a test that waits on one of them for a process keeps it from all others.
    func run(
        _ command: String, in home: String
    ) async throws -> (lines: [String], status: Int32) {
        try await withCheckedThrowingContinuation { caller in
            Thread.detachNewThread {
                caller.resume(with: Result { try said(by: command, in: home) })
            }
        }
    }

    private func said(
        by command: String, in home: String
    ) throws -> (lines: [String], status: Int32) {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let products = URL(filePath: tests).deletingLastPathComponent().path
        let shell = Process()
        // Started from a thread that blocks SIGCHLD, dash may wait for ever for a job that has
        // ended; bash asks the system instead. Whatever hangs is ended with its
        // children and shows as `exit 124`.
        // The service in other tests ignores SIGPIPE for the whole process; children inherit that.
        shell.executableURL = URL(filePath: "/usr/bin/env")
        shell.arguments = [
            "--default-signal=PIPE", "timeout", "--kill-after=5", "300", "/bin/bash", "-c",
            "exec 2>&1\n\(command)",
        ]
        shell.currentDirectoryURL = URL(filePath: home)
        shell.environment = [
            "PATH": "\(products):/usr/bin:/bin", "HOME": home, "TERM": "dumb",
            "LANG": "C.UTF-8", "TESSERA_NOW": "2026-11-22T10:00:00Z",
        ]
        shell.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        shell.standardOutput = pipe
        try shell.run()
        let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
        shell.waitUntilExit()
        var lines = String(decoding: said, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        // Nothing said is empty, so that an empty line ends what a command said.
        return (lines.filter { !$0.isEmpty }, shell.terminationStatus)
    }
}
