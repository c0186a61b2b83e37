import TesseraModel
import TesseraReports
import TesseraTestSupport

/// How long the figures of all members take over a million purchases and returns.
struct ReportFigures {
    private static let memberCount: UInt64 = 10_000

    /// A million contacts of ten thousand members, to the whole report.
    func recencyFrequencyValue() -> [Figure] {
        var random = SeededRandom(seed: 48)
        let members = (1...ReportFigures.memberCount).compactMap { MemberNumber($0) }
        let contacts = (0..<1_000_000).map { _ in
            Contact(
                member: UInt64.random(in: 0..<ReportFigures.memberCount, using: &random),
                day: Int32.random(in: 18_000..<20_500, using: &random),
                value: Int64.random(in: -100..<5_000, using: &random))
        }
        guard let euro = Currency(code: "EUR"), members.count == Int(ReportFigures.memberCount)
        else { return [] }
        let consenting = Set(members)
        let milliseconds = (0..<15).map { _ in
            ContinuousClock().measure {
                let report = RecencyFrequencyValue.report(
                    members: members, contacts: contacts, consenting: consenting, currency: euro,
                    on: Day(civilNumber: 20_500), asOf: Timestamp(seconds: 1_771_200_000))
                precondition(report.rows.count == members.count, "a member is missing")
            }.inMilliseconds
        }
        return [
            Figure(
                "report_rfm_million_ms", of: milliseconds, unit: "ms", gate: .atMost(1_000),
                beside: "10 000 members, a million purchases and returns")
        ]
    }
}
