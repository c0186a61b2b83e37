import Foundation
import Testing

/// The README's session cannot grow stale: it is one of the transcripts, with its values filled in.
struct ReadmeTests {
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
