import Foundation
import Testing

/// The README's session cannot grow stale: it is one of the transcripts, with its values filled in.
struct ReadmeTests {
    @Test func `the commands for partners in the README are those of a transcript`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let section = try #require(readme.range(of: "## Partners, and tills")).upperBound
        let rest = readme[section...]
        let start = try #require(rest.range(of: "```\n")).upperBound
        let end = try #require(rest.range(of: "\n```", range: start..<rest.endIndex)).lowerBound

        let commands = rest[start..<end].split(separator: "\n").map { line in
            line.components(separatedBy: "  #")[0].trimmingCharacters(in: .whitespaces)
        }

        let transcript = try #require(Transcript.all.first { $0.name == "readme-partners" })
        let played = transcript.lines.filter { $0.hasPrefix("$ ") }.map { $0.dropFirst(2) }
        #expect(["tessera init --demo > demo.txt"] + commands == played.map(String.init))
    }

    @Test func `the session in the README is the transcript of a day`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let start = try #require(readme.range(of: "```console\n")).upperBound
        let end = try #require(readme.range(of: "\n```", range: start..<readme.endIndex)).lowerBound
        var placeholders = Placeholders(folder: "~")

        let session = try readme[start..<end].split(separator: "\n").map {
            try placeholders.hide(String($0))
        }

        let transcript = try #require(Transcript.all.first { $0.name == "readme" })
        #expect(session == transcript.lines.filter { !$0.isEmpty && !$0.hasPrefix("# ") })
    }
}
