import Foundation
import TesseraAnswers
import TesseraTestSupport
import Testing

/// A demo shop that is served, with somebody of every role, and a browser that looks at its pages.
///
/// Operators are `ana-7`, a cashier, and `sam-1`, a supervisor, both at the shop harbour, `ida-1`,
/// an admin, and `eva-1`, an auditor; all have ``password`` and ``pin``. `till-7` at harbour is
/// paired. A cashier puts back up to 50 euro alone, and more with a second person.
struct PageScene {
    let service: RunningService

    static let password = "harbour lights at noon"
    static let pin = "628405"
    private static let programme =
        RunningService.root.appending(path: "seeds/m32-empowerment/programme.yaml").path

    /// Where nobody looks at skipped tests, a missing browser is a failure.
    static let hasBrowser =
        RunningService.hasTools
        && (FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
            || ProcessInfo.processInfo.environment["CI"] == "true")

    /// A shop that is open.
    ///
    /// - Parameters:
    ///   - options: Of the service.
    ///   - publishes: Whether a programme is in force.
    /// - Throws: What keeps the service from starting.
    init(_ options: [String] = [], publishes: Bool = true) async throws {
        service = try await RunningService(options)
        let said = try await service.say(
            """
            set -e
            printf '%s\\n' '\(PageScene.password)' > password
            printf '%s\\n' \(PageScene.pin) > pin
            tessera shop add harbour
            tessera operator add ana-7 --role cashier --at harbour
            tessera operator add sam-1 --role supervisor --at harbour
            tessera operator add ida-1 --role admin
            tessera operator add eva-1 --role auditor
            for name in ana-7 sam-1 ida-1 eva-1; do
              tessera operator password $name --password-file password
              tessera operator pin $name --pin-file pin
            done
            \(publishes ? "tessera campaign publish '\(PageScene.programme)'" : "")
            tessera device pair till-7 --at harbour --out till-7
            """)
        try #require(said.status == 0, "\(said.text)")
    }

    /// Looks at the pages as a file of `Tests/Pages` says; fails the test where it does not say so.
    ///
    /// - Parameters:
    ///   - name: The file's, without `.py`.
    ///   - arguments: What the check needs to know.
    /// - Returns: What the check said, with the name and `well` at its end.
    /// - Throws: What starting the tool throws.
    func look(_ name: String, _ arguments: [String]) async throws -> String {
        let tool = RunningService.root.appending(path: "Tests/Tools/pages.py").path
        let words = ([RunningService.python.path, tool, name, service.base] + arguments)
            .map { "'\($0)'" }
        let kept = ProcessInfo.processInfo.environment["TESSERA_SCREENSHOTS"]
        let folder = kept.map { "TESSERA_SCREENSHOTS='\($0)' " } ?? ""
        let said = try await service.say("\(folder)\(words.joined(separator: " ")) 2>&1")
        #expect(said.status == 0, "\(said.text)")
        return said.text
    }

    /// Ends the service; all that was acknowledged is booked.
    func end() async throws {
        try await service.end(with: SIGTERM)
    }
}
