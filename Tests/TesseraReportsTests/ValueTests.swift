import TesseraLoyalty
import TesseraModel
import TesseraReports
import TesseraTestSupport
import Testing

struct ValueTests {
    private static let asOf = Sample.time("2026-11-22T10:00:00Z")

    // M48.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `recency, frequency and value are what asking each member gives`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let today = Sample.day("2026-11-22")
        let contacts = (0..<400).map { _ in
            Contact(
                member: UInt64.random(in: 0..<50, using: &random),
                day: Int32(today.number) - Int32.random(in: -5..<300, using: &random),
                value: Int64.random(in: -300..<2_000, using: &random))
        }
        let figures = RecencyFrequencyValue.figures(of: contacts, memberCount: 45, on: today)

        #expect(figures.count == 45)
        func all(_ member: Int) -> [Contact] {
            contacts.filter { $0.member == UInt64(member) && $0.day <= Int32(today.number) }
        }
        func value(_ member: Int) -> Int64 { all(member).map(\.value).reduce(0, +) }
        let buyers = (0..<45).filter { all($0).contains { $0.value >= 0 } }
        for member in buyers {
            let bought = all(member).filter { $0.value >= 0 }
            #expect(figures[member].frequency == Int64(bought.count))
            #expect(
                figures[member].recencyDays
                    == bought.map { Int64(today.number) - Int64($0.day) }.min())
            #expect(figures[member].value == value(member))
            let poorer = buyers.count { value($0) < value(member) }
            #expect(figures[member].scores.value == 1 + 5 * poorer / buyers.count)
            let rarer = buyers.count { other in
                all(other).count { $0.value >= 0 } < bought.count
            }
            #expect(figures[member].scores.frequency == 1 + 5 * rarer / buyers.count)
        }
    }

    @Test func `who did not agree is in the totals and in no row`() {
        let contacts = [
            Contact(member: 0, day: 2_500, value: 1_000),
            Contact(member: 1, day: 2_510, value: 500),
            Contact(member: 1, day: 2_510, value: -200),
        ]
        let report = RecencyFrequencyValue.report(
            members: [1, 2, 3].map(Sample.member), contacts: contacts,
            consenting: [Sample.member(1), Sample.member(3)], currency: Sample.euro,
            on: Day(civilNumber: 2_517), asOf: ValueTests.asOf)

        #expect(
            report.rows == [
                [
                    .text("mem_1"), .integer(17), .integer(1), .money(1_000, Sample.euro),
                    .integer(1), .integer(1), .integer(3),
                ],
                [
                    .text("mem_3"), .empty, .integer(0), .money(0, Sample.euro), .empty, .empty,
                    .empty,
                ],
            ])
        #expect(report.total("frequency") == .integer(2))
        #expect(report.total("value") == .money(1_300, Sample.euro))
        #expect(!TextTable.text(of: report).contains("mem_2"))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `contacts of the events add up to what was kept`(seed: UInt64) {
        let input = RandomHistory(seed: seed).input
        let contacts = input.contacts(in: Sample.euro)

        for (index, member) in input.members.enumerated() {
            let mine = Sales(of: input).sales.filter { $0.member == member.number }
            let found = contacts.filter { $0.member == UInt64(index) }
            #expect(found.map(\.value).reduce(0, +) == mine.map(\.kept).reduce(0, +))
            #expect(found.count { $0.value >= 0 } == mine.count)
        }
    }

    // M58: a hundred joined in January 2025.
    @Test func `a cohort of a hundred keeps 61, 48 and 44 and is worth 87 euros each`() {
        let members = (1...100 as ClosedRange<UInt64>).map {
            Sample.joined($0, "2025-01-10T10:00:00Z")
        }
        func came(_ count: Int, _ month: Int) -> [PastEvent] {
            (0..<count).map { index in
                Sample.past(
                    .visit, month * 1_000 + index, by: UInt64(index + 1),
                    at: "2025-0\(month)-20T10:00:00Z")
            }
        }
        let bought = (1...100).map {
            Sample.bought(8_700, 9_000 + $0, by: UInt64($0), at: "2025-01-31T21:00:00Z")
        }
        let tooLate = [Sample.bought(99_900, 9_999, by: 1, at: "2026-01-01T10:00:00Z")]
        let report = CohortRetention.report(
            of: Sample.input(
                events: bought + came(61, 2) + came(61, 2) + came(48, 3) + came(44, 4) + tooLate,
                members: members), months: 3)

        #expect(
            report.rows == [
                [
                    .text("2025-01"), .integer(100), .decimal(10_000, digits: 2),
                    .decimal(6_100, digits: 2), .decimal(4_800, digits: 2),
                    .decimal(4_400, digits: 2), .money(8_700, Sample.euro),
                ]
            ])
    }

    @Test func `a month that is not over has no figure`() {
        let report = CohortRetention.report(
            of: Sample.input(
                asOf: "2026-11-22T10:00:00Z",
                members: [Sample.joined(1, "2026-09-10T10:00:00Z")]), months: 2)

        #expect(
            report.rows == [
                [
                    .text("2026-09"), .integer(1), .decimal(10_000, digits: 2),
                    .decimal(0, digits: 2), .empty, .empty,
                ]
            ])
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `cohorts are what following each member gives`(seed: UInt64) {
        let input = RandomHistory(seed: seed).input
        let report = CohortRetention.report(of: input, months: 4)

        let accepted = input.accepted
        func month(_ time: Timestamp) -> Int {
            let civil = Sample.zone.day(at: time).civil
            return civil.year * 12 + civil.month
        }
        for row in report.rows.indices {
            let cohort = input.members.filter {
                .text(Month(of: Sample.zone.day(at: $0.joinedAt)).text) == report.rows[row][0]
            }
            for later in 1...4 {
                let active = cohort.count { member in
                    accepted.contains {
                        $0.event.member == member.number
                            && ($0.event.kind == .visit || $0.event.kind == .purchase)
                            && month($0.event.occurredAt) == month(member.joinedAt) + later
                    }
                }
                guard case .decimal(let share, 2) = report.cell(row, "month_\(later)") else {
                    Issue.record("no figure")
                    continue
                }
                #expect(abs(Int(share) * cohort.count - 10_000 * active) * 2 <= cohort.count)
            }
        }
        #expect(
            report.rows.map { $0[1] }.reduce(0) { sum, cell in
                if case .integer(let count) = cell { sum + count } else { sum }
            } == Int64(input.members.count))
    }
}
