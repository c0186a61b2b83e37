import TesseraLoyalty
import TesseraModel
import TesseraReports
import TesseraTestSupport
import Testing

struct LevelTests {
    private static let loyalty = Sample.ladder(
        "loyalty", ["meets", "satisfies", "exceeds", "Wow"])

    // M12.
    @Test func `a thousand members stand on four levels and add up`() {
        let members = (1...1_000).map { Sample.joined(UInt64($0), "2026-01-01T10:00:00Z") }
        func table() -> Report {
            TiersOverTime.report(
                on: LevelTests.loyalty, of: Sample.input(members: members),
                from: Sample.day("2026-10-15"), to: Sample.day("2026-11-22")
            ) { member, _ in
                switch member.number {
                case ...412: "meets"
                case ...767: "satisfies"
                case ...938: "exceeds"
                default: "Wow"
                }
            }
        }

        let counts = [412, 355, 171, 62, 0, 1_000].map { Cell.integer($0) }
        #expect(
            table().rows == [
                [.day(Sample.day("2026-10-31"))] + counts,
                [.day(Sample.day("2026-11-22"))] + counts,
            ])
        #expect(table() == table())
        #expect(
            table().columns.map(\.name) == [
                "on", "level_meets", "level_satisfies", "level_exceeds", "level_wow",
                "no_level", "members",
            ])
    }

    @Test func `a member counts from the day of joining and without a level stands apart`() {
        let members = [
            Sample.joined(1, "2026-01-31T21:59:59Z"), Sample.joined(2, "2026-01-31T22:00:00Z"),
        ]
        let report = TiersOverTime.report(
            on: LevelTests.loyalty, of: Sample.input(members: members),
            from: Sample.day("2026-01-01"), to: Sample.day("2026-02-28")
        ) { member, day in member.number == 1 ? "meets" : "gone" }

        #expect(
            report.rows.map { $0.suffix(2) } == [
                [.integer(0), .integer(1)], [.integer(1), .integer(2)],
            ])
    }

    private static let states = ["new", "satisfied", "dissatisfied", "loyal", "lost"]

    private func placed(_ number: Int, _ who: UInt64, _ state: String, _ day: String) -> PastEvent {
        Sample.past(
            .feedback, number, by: who, at: "\(day)T10:00:00Z",
            grants: [
                Grant(
                    rule: "life/move",
                    act: .place(Sample.member(who), ladder: "state", level: state))
            ])
    }

    // M14: dissatisfied by a score of 3, satisfied after the case, loyal after three purchases.
    @Test func `a row of moves adds up to those who started there`() {
        let events = [
            placed(1, 1, "dissatisfied", "2026-01-10"), placed(2, 2, "satisfied", "2026-01-11"),
            placed(3, 1, "satisfied", "2026-02-10"), placed(4, 1, "loyal", "2026-03-10"),
            placed(5, 3, "lost", "2026-04-02"),
        ]
        let members =
            (1...3 as ClosedRange<UInt64>).map { Sample.joined($0, "2026-01-01T10:00:00Z") }
            + [Sample.joined(4, "2026-02-02T10:00:00Z")]
        let report = LifecycleMatrix.report(
            on: Sample.ladder("state", LevelTests.states),
            of: Sample.input(events: events, members: members), from: Sample.day("2026-02-01"),
            to: Sample.day("2026-03-31"))

        func row(_ counts: [Int64], _ stayed: Int64?) -> [Cell] {
            counts.map { .integer($0) } + [stayed.map { .decimal($0, digits: 2) } ?? .empty]
        }
        #expect(
            report.rows.map { Array($0.dropFirst()) } == [
                row([1, 0, 0, 0, 0, 1], 10_000), row([0, 1, 0, 0, 0, 1], 10_000),
                row([0, 0, 0, 1, 0, 1], 0), row([0, 0, 0, 0, 0, 0], nil),
                row([0, 0, 0, 0, 0, 0], nil), row([1, 0, 0, 0, 0, 1], nil),
            ])
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `moves are what following each member gives`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let members = (1...20 as ClosedRange<UInt64>).map { number in
            let day = Int.random(in: 10...28, using: &random)
            return Sample.joined(number, "2026-0\(number % 4 + 1)-\(day)T10:00:00Z")
        }
        let events = (0..<120).map { number in
            placed(
                number, UInt64.random(in: 1...20, using: &random),
                Sample.known(LevelTests.states.randomElement(using: &random)),
                Sample.day("2026-01-01").advanced(by: number).text)
        }
        let (first, last) = (Sample.day("2026-02-01"), Sample.day("2026-04-10"))
        let input = Sample.input(events: events, members: members)
        let report = LifecycleMatrix.report(
            on: Sample.ladder("state", LevelTests.states), of: input, from: first, to: last)

        func state(_ member: MemberNumber, through day: Day) -> String {
            for past in events.reversed()
            where past.event.member == member && Sample.zone.day(at: past.event.occurredAt) <= day {
                if case .place(_, _, let level) = past.decision.grants[0].act { return level }
            }
            return "new"
        }
        let old = members.filter { Sample.zone.day(at: $0.joinedAt) < first }
        for (row, from) in LevelTests.states.enumerated() {
            let here = old.filter { state($0.number, through: first.advanced(by: -1)) == from }
            for (column, to) in LevelTests.states.enumerated() {
                let count = here.count { state($0.number, through: last) == to }
                #expect(report.rows[row][column + 1] == Cell.integer(Int64(count)))
            }
            #expect(report.cell(row, "members") == .integer(Int64(here.count)))
        }
    }
}
