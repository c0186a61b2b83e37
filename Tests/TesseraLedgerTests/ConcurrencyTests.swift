import Foundation
import TesseraTestSupport
import Testing

/// Many clients at once. The rounds are few here; `TESSERA_ROUNDS` asks for more.
struct ConcurrencyTests {
    private static let rounds =
        ProcessInfo.processInfo.environment["TESSERA_ROUNDS"].flatMap(Int.init) ?? 20

    /// F01, F02, R2: the drill runs 64 clients on a single use, and on a balance.
    @Test
    func `of sixty-four clients on one use exactly one wins`() throws {
        let said = try Drill.run("rounds", "\(ConcurrencyTests.rounds)")

        #expect(
            said.lines
                == Store.available.map { store in
                    "\(store.rawValue) rounds \(ConcurrencyTests.rounds) wrong 0"
                })
        #expect(said.status == 0)
    }

    /// L3, L7, F25: `TESSERA_KILLS` asks for more than ten.
    @Test
    func `nothing acknowledged is lost or doubled by a kill`() throws {
        let environment = ProcessInfo.processInfo.environment
        let kills = environment["TESSERA_KILLS"].flatMap(Int.init) ?? 10

        let said = try Drill.run("kill", "\(kills)", environment["TESSERA_SEED"] ?? "1")

        let line = try #require(said.lines.first)
        #expect(line.hasPrefix("kills \(kills) acknowledged "))
        #expect(line.hasSuffix(" lost 0 doubled 0 findings 0"))
        #expect(!line.contains("acknowledged 0 ") && said.status == 0)
    }
}

/// The program of drills that is built beside the tests.
enum Drill {
    /// Runs a drill to its end.
    static func run(_ words: String...) throws -> (lines: [String], status: Int32) {
        let drill = try process(words)
        let pipe = Pipe()
        drill.standardOutput = pipe
        try drill.run()
        let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
        drill.waitUntilExit()
        let lines = String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
        return (lines, drill.terminationStatus)
    }

    /// A drill that is not started yet.
    static func process(_ words: [String]) throws -> Process {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let drill = Process()
        drill.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent()
            .appendingPathComponent("TesseraFaults")
        drill.arguments = words
        return drill
    }
}
