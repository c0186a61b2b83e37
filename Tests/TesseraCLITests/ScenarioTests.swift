import Foundation
import TesseraTestSupport
import Testing

/// Every mechanism that a shop asks for, run from its folder in `seeds` through the command, on the
/// book in a file and on the book in a database.
struct ScenarioTests {
    private static let seeds = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "seeds")

    /// The scenarios in order of their numbers.
    static let all: [Transcript] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: seeds.path)) ?? []
        return names.filter { $0.hasPrefix("m") }.sorted().compactMap { name in
            Transcript(
                seeds.appending(path: name).appending(path: "scenario.transcript"), name: name)
        }
    }()

    @Test(arguments: all)
    func `in a file`(scenario: Transcript) async throws {
        try scenario.check(try await played(scenario, in: nil))
    }

    @Test(
        .enabled(if: ScratchSchema.server != nil, "no PostgreSQL configured"), arguments: all)
    func `in a database`(scenario: Transcript) async throws {
        try scenario.check(try await played(scenario, in: try ScratchSchema()))
    }

    /// Makes the shop of a scenario and plays it.
    private func played(
        _ scenario: Transcript, in schema: ScratchSchema?
    ) async throws -> [String] {
        let home = try TemporaryFolder()
        let folder = scenario.file.deletingLastPathComponent()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.copyItem(
                atPath: folder.appending(path: name).path, toPath: "\(home.path)/\(name)")
        }
        // Keys sign from the day on which they are made; scenarios begin in that year.
        var make = "TESSERA_NOW=2026-01-01T00:00:00Z tessera init"
        let settings = "\(home.path)/tessera.yaml"
        if FileManager.default.fileExists(atPath: settings) {
            make += " --settings tessera.yaml"
            if let schema {
                let text = try String(contentsOfFile: settings, encoding: .utf8)
                try Data((text + "\nledger: \"\(schema.text)\"\n").utf8)
                    .write(to: URL(filePath: settings))
            }
        } else {
            make += " --demo" + (schema.map { " --ledger '\($0.text)'" } ?? "")
        }
        let made = try await scenario.run(make, in: home.path)
        try #require(made.status == 0, "\(made.lines.joined(separator: " / "))")
        return try await scenario.replayed(in: home, schema)
    }
}
