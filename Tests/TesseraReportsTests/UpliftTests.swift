import TesseraLoyalty
import TesseraModel
import TesseraReports
import Testing

struct UpliftTests {
    private static let asOf = Sample.time("2026-11-22T10:00:00Z")

    private func row(_ sent: (Int, Int), _ held: (Int, Int)) -> [Cell] {
        let groups = Uplift.Groups(
            campaign: "back", sent: sent.1, back: sent.0, heldOut: held.1, heldOutBack: held.0)
        return Array(Uplift.report(of: [groups], asOf: UpliftTests.asOf).rows[0].suffix(4))
    }

    // M44. The standard error is √(0.2·0.8/200 + 0.11·0.89/100) = 0.042178.
    @Test func `forty of two hundred against eleven of a hundred are nine points more`() {
        #expect(
            row((40, 200), (11, 100)) == [
                .decimal(900, digits: 2), .decimal(73, digits: 2), .decimal(1_727, digits: 2),
                .text("more come back"),
            ])
    }

    @Test func `a group held out that comes back more often says so`() {
        #expect(
            row((11, 100), (40, 200)) == [
                .decimal(-900, digits: 2), .decimal(-1_727, digits: 2), .decimal(-73, digits: 2),
                .text("fewer come back"),
            ])
    }

    // M55. √(0.2·0.8/100 + 0.15·0.85/100) = 0.053619.
    @Test func `an interval over zero is no proven effect`() {
        #expect(
            row((20, 100), (15, 100)) == [
                .decimal(500, digits: 2), .decimal(-551, digits: 2),
                .decimal(1_551, digits: 2), .text("no proven effect"),
            ])
    }

    @Test func `few who came back prove nothing, and nobody held out compares nothing`() {
        #expect(row((50, 100), (4, 100)).last == .text("no proven effect (too few)"))
        #expect(
            row((50, 100), (0, 0)) == [.empty, .empty, .empty, .text("nothing to compare")])
    }

    @Test(arguments: 1...20)
    func `the ends lie 1.96 standard errors from the estimate and never closer`(step: Int) throws {
        for did in stride(from: 0, through: 50, by: 5) {
            let found = try #require(Interval.difference((did, 50), (step, 20)))
            #expect(found.low <= found.estimate && found.estimate <= found.high)
            // Squares of millionths; 3.8416 is 1.96².
            let half = Int64(found.high - found.estimate)
            let variance =
                Int64(did * (50 - did)) * 1_000_000_000_000 / 125_000
                + Int64(step * (20 - step)) * 1_000_000_000_000 / 8_000
            let exact = variance * 38_416
            #expect(half * half * 10_000 + 2 >= exact)
            #expect(max(0, half - 5) * max(0, half - 5) * 10_000 <= exact)
        }
    }

    @Test func `the groups are those who got it first and those held out first`() {
        func granted(_ number: Int, _ who: UInt64) -> PastEvent {
            Sample.past(
                .inactivity, number, by: who, at: "2026-01-01T10:00:00Z",
                verdicts: [Sample.verdict("back/send", granted: true)])
        }
        func held(_ number: Int, _ who: UInt64, _ code: String = "held_out") -> PastEvent {
            Sample.past(
                .inactivity, number, by: who, at: "2026-01-01T10:00:00Z",
                verdicts: [Sample.verdict("back/send", granted: false, code)])
        }
        func came(_ number: Int, _ who: UInt64, _ day: String) -> PastEvent {
            Sample.past(.visit, number, by: who, at: "2026-01-\(day)T10:00:00Z")
        }
        let events = [
            came(1, 1, "01"), granted(2, 1), granted(3, 2), granted(4, 3), held(5, 4),
            held(6, 5), held(7, 6, "limit_member"), came(8, 2, "15"), came(9, 3, "16"),
            came(10, 4, "02"), came(11, 6, "03"),
        ]
        let found = Uplift.groups(
            of: Sample.input(events: events), campaign: "back", heldOutBy: "held_out", days: 14)

        #expect(
            found
                == Uplift.Groups(
                    campaign: "back", sent: 3, back: 1, heldOut: 2, heldOutBack: 1))
    }
}
