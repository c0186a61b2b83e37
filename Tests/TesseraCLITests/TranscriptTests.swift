import TesseraTestSupport
import Testing

/// What people read in the terminal, word by word.
struct TranscriptTests {
    @Test func `there are transcripts`() {
        #expect(Transcript.all.contains { $0.name == "a-day-at-the-till" })
    }

    @Test(arguments: Transcript.all.filter { !$0.needsServer })
    func `the program says what the transcript says`(transcript: Transcript) async throws {
        try await check(transcript)
    }

    @Test(
        .enabled(if: ScratchSchema.server != nil, "no PostgreSQL configured"),
        arguments: Transcript.all.filter(\.needsServer))
    func `with a database it says what the transcript says`(transcript: Transcript) async throws {
        try await check(transcript)
    }

    private func check(_ transcript: Transcript) async throws {
        try transcript.check(try await transcript.replayed())
    }
}

extension Transcript {
    /// Compares what was said with the file, or writes the file anew where that is asked.
    func check(_ said: [String]) throws {
        let transcript = self
        if Transcript.isRecording {
            try transcript.record(said)
        } else if said != transcript.lines {
            let pairs = zip(said + ["(end)"], transcript.lines + ["(end)"])
            let different = pairs.first { $0 != $1 }
            Issue.record(
                """
                \(transcript.name): \(transcript.lines.count) lines, now \(said.count)
                  was: \(different?.1 ?? "")
                  now: \(different?.0 ?? "")
                """)
        }
    }
}
