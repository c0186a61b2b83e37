import Foundation
import TesseraTestSupport

/// Sets the wall clock of the built program back and forward, through `faketime`.
///
/// - Source: L5.
struct ClockDrill {
    /// One redemption of one euro under a clock that is off by so much.
    private struct Step {
        let offset: String
        let code: String
        let status: Int32
    }

    /// Four minutes are forgiven, six are not; a clock that went forward binds all later ones.
    private static let steps = [
        Step(offset: "+0s", code: "accepted", status: 0),
        Step(offset: "-4m", code: "accepted", status: 0),
        Step(offset: "-6m", code: "clock_behind", status: 78),
        Step(offset: "+0s", code: "accepted", status: 0),
        Step(offset: "+2d", code: "accepted", status: 0),
        Step(offset: "+0s", code: "clock_behind", status: 78),
        Step(offset: "+2d", code: "accepted", status: 0),
    ]

    /// Runs the steps; `nil` where `faketime` or the program is missing.
    static func run() throws -> Told? {
        let program = URL(fileURLWithPath: Child.drill).deletingLastPathComponent()
            .appendingPathComponent("tessera").path
        guard let faketime = Child.path(of: "faketime"),
            FileManager.default.isExecutableFile(atPath: program)
        else { return nil }
        let folder = try TemporaryFolder()
        func said(_ offset: String, _ words: String...) throws -> Child.Heard {
            try Child.run(
                [faketime, "-f", offset, program] + words,
                environment: [
                    "TESSERA_DATA": folder.path + "/shop", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                ], hearsErrors: true)
        }
        _ = try said("+0s", "init", "--demo")
        let issued = try said("+0s", "voucher", "issue", "--amount", "50", "--json")
        let token = value("token", in: issued) ?? ""
        var wrong = 0
        for step in steps {
            let answer = try said(step.offset, "redeem", token, "--amount", "1", "--json")
            if value("code", in: answer) != step.code || answer.status != step.status { wrong += 1 }
        }
        // Five euros were taken from fifty, and times never run backwards.
        let last = try said("+2d", "redeem", token, "--amount", "45.01", "--json")
        if value("code", in: last) != "insufficient_balance" { wrong += 1 }
        let all = try said("+2d", "redeem", token, "--amount", "45", "--json")
        if value("code", in: all) != "accepted" { wrong += 1 }
        let audit = try said("+2d", "ledger", "verify", "--json")
        if value("code", in: audit) != "sound" { wrong += 1 }
        return Told("steps \(steps.count + 3) wrong \(wrong)", isSound: wrong == 0)
    }

    /// The text of a name in an answer in JSON.
    private static func value(_ name: String, in heard: Child.Heard) -> String? {
        for line in heard.lines {
            let parts = line.components(separatedBy: "\"\(name)\":\"")
            if parts.count > 1 { return parts[1].components(separatedBy: "\"").first }
        }
        return nil
    }
}
