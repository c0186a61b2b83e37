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

    /// Runs one command in a folder.
    func run(
        _ command: String, in home: String
    ) async throws -> (lines: [String], status: Int32) {
        let said = try await Shell.say(
            command, in: home, ["TERM": "dumb", "TESSERA_NOW": "2026-11-22T10:00:00Z"],
            seconds: 1_500)
        // Nothing said is empty, so that an empty line ends what a command said.
        return (said.text.split(separator: "\n").map(String.init), said.status)
    }
}
