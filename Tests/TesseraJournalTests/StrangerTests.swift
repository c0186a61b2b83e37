import Foundation
import Testing
import TesseraJournal
import TesseraLedger
import TesseraTestSupport

/// The journal in the hands of somebody who has only the documentation: L4.
struct StrangerTests {
    private static let python = "/usr/bin/python3"

    /// The program in `docs/ledger.md`.
    private func program() throws -> String {
        let document = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../docs/ledger.md").standardized, encoding: .utf8)
        let parts = document.components(separatedBy: "```python\n")
        try #require(parts.count == 2)
        return try #require(parts[1].components(separatedBy: "```").first)
    }

    private func run(_ file: JournalBytes) throws -> (status: Int32, answer: String) {
        let folder = try TemporaryFolder()
        let journal = "\(folder.path)/journal.jsonl"
        let script = "\(folder.path)/check.py"
        try Data(file.bytes).write(to: URL(filePath: journal))
        try Data(try program().utf8).write(to: URL(filePath: script))
        let process = Process()
        process.executableURL = URL(filePath: StrangerTests.python)
        process.arguments = [script, journal]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: answer, as: UTF8.self))
    }

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: python), "no python3 on this machine"))
    func `the program in the documentation finds the same head`() async throws {
        let ledger = InMemoryLedger(zone: Sample.bucharest)
        try await JournalBook.fill(ledger, seed: 21, count: 200)
        var random = RandomOperation(seed: 21)
        var chain = HashChain(after: nil)
        _ = try await Sealer(ledger: ledger).seal()
        chain = HashChain(after: try await ledger.lastSeal())
        // Strange texts and amounts, too: sealed, though no book could come to them.
        try await ledger.seal((0..<200).map { _ in chain.add(random.next()) })
        let file = try await JournalBytes(of: ledger)

        let whole = try run(file)
        var lines = file.lines
        lines[7] = Array(
            String(decoding: lines[7], as: UTF8.self).replacing("2026-12-", with: "2026-11-").utf8)

        #expect(whole.status == 0)
        #expect(whole.answer == "400 \(chain.head.text)\n")
        #expect(try run(JournalBytes(lines)).status == 1)
    }
}
