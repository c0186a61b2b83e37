import TesseraLoyalty
import TesseraModel
import TesseraReports
import Testing

struct FeedbackTests {
    private func answer(
        _ number: Int, _ score: Int?, _ channel: String, about: Int? = nil,
        at text: String = "2026-03-02T10:00:00Z"
    ) -> PastEvent {
        Sample.past(.feedback, number, by: UInt64(number + 1), at: text) {
            ($0.score, $0.channel, $0.about) = (score, channel, about.map(Sample.operation))
        }
    }

    // M43: six of the thirty detractors said 6.
    @Test func `fifty promoters, twenty passives and thirty detractors are plus twenty`() {
        let scores =
            Array(repeating: 9, count: 25) + Array(repeating: 10, count: 25)
            + Array(repeating: 7, count: 12) + Array(repeating: 8, count: 8)
            + Array(repeating: 6, count: 6) + Array(repeating: 0, count: 24)
        let events = scores.enumerated().map { answer($0, $1, $0 % 2 == 0 ? "till" : "web") }
        let report = NetPromoterScore.report(of: Sample.input(events: events))

        #expect(
            report.totals == [
                .text("total"), .integer(100), .integer(50), .integer(20), .integer(30),
                .decimal(2_000, digits: 2),
            ])
        #expect(report.rows.map { $0[1] } == [.integer(50), .integer(50)])
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `the score of a channel is what counting its answers gives`(seed: UInt64) {
        let input = RandomHistory(seed: seed).input
        let report = NetPromoterScore.report(of: input)

        for channel in RandomHistory.channels {
            let scores = input.accepted.filter { $0.event.facts.channel == channel }.compactMap(
                \.event.facts.score)
            guard !scores.isEmpty else { continue }
            let row = report.row(channel)
            let (for9, for6) = (scores.count { $0 > 8 }, scores.count { $0 < 7 })
            #expect(report.cell(row, "answers") == .integer(Int64(scores.count)))
            guard case .decimal(let score, 2) = report.cell(row, "score") else {
                Issue.record("no score")
                continue
            }
            // Within half of a hundredth: |score·n − 10 000·(p − d)| ≤ n/2.
            #expect(
                abs(Int(score) * scores.count - 10_000 * (for9 - for6)) * 2 <= scores.count)
        }
    }

    // M40.
    @Test func `answers of a day by channel have the median time since the purchase`() {
        let purchases = (0..<50).map {
            Sample.bought(100, $0, by: 1, at: "2026-03-02T08:00:00Z")
        }
        let till = (0..<31).map { index in
            answer(100 + index, 9, "till", about: index, at: "2026-03-02T08:\(10 + index):59Z")
        }
        let web = (0..<12).map { index in
            answer(200 + index, 9, "web", about: index, at: "2026-03-02T1\(index % 2):00:00Z")
        }
        let mail = (0..<7).map { answer(300 + $0, 9, "mail") }
        let report = ResponseTimes.report(
            of: Sample.input(events: purchases + till + web + mail))

        #expect(
            report.rows == [
                [.text("mail"), .integer(7), .integer(0), .empty],
                [.text("till"), .integer(31), .integer(31), .integer(25)],
                [.text("web"), .integer(12), .integer(12), .integer(150)],
            ])
    }

    private func opened(_ number: Int, _ who: UInt64?, at text: String, due: String) -> PastEvent {
        Sample.past(
            .complaint, number, by: who, at: text,
            grants: [
                Grant(
                    rule: "care/case",
                    act: .open(kind: "complaint", due: Sample.time(due)))
            ])
    }

    private func step(_ number: Int, about: Int, _ action: String, at text: String) -> PastEvent {
        Sample.past(.casework, number, by: nil, at: text) {
            ($0.about, $0.action) = (Sample.operation(about), action)
        }
    }

    // M42.
    @Test func `seventeen of twenty cases closed in 48 hours are 85 per cent`() {
        let cases = (0..<20).map {
            opened($0, 1, at: "2026-03-01T10:00:00Z", due: "2026-03-03T10:00:00Z")
        }
        let inTime = (0..<17).map {
            step(100 + $0, about: $0, "resolve", at: "2026-03-03T10:00:00Z")
        }
        let others = [
            step(200, about: 17, "close", at: "2026-03-03T10:00:00.001Z"),
            step(201, about: 18, "assign", at: "2026-03-01T11:00:00Z"),
            opened(300, 1, at: "2026-11-22T09:00:00Z", due: "2026-11-24T09:00:00Z"),
        ]
        let report = FeedbackLoop.report(of: Sample.input(events: cases + inTime + others))

        #expect(
            report.rows == [
                [
                    .text("complaint"), .integer(21), .integer(17), .integer(1), .integer(1),
                    .integer(2), .decimal(8_500, digits: 2),
                ]
            ])
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `cases are what looking for the end of each gives`(seed: UInt64) {
        let input = RandomHistory(seed: seed).input
        let report = FeedbackLoop.report(of: input)

        let accepted = input.accepted
        var (inTime, closed, opened): (Int64, Int64, Int64) = (0, 0, 0)
        for past in accepted where past.event.facts.score ?? 10 <= 6 {
            opened += 1
            let end = accepted.first {
                $0.event.kind == .casework && $0.event.facts.about == past.event.operation
                    && $0.event.facts.action != "assign"
            }
            guard let end else { continue }
            closed += 1
            let hours = end.event.occurredAt.milliseconds - past.event.occurredAt.milliseconds
            inTime += hours <= 48 * 3_600_000 ? 1 : 0
        }
        #expect(report.total("opened") == .integer(opened))
        #expect(report.total("closed_in_time") == .integer(inTime))
        #expect(report.total("closed_late") == .integer(closed - inTime))
    }

    // M49: €900 and a case open for 30 hours.
    @Test func `a detractor of value with an open case is first and the row says why`() {
        let events = [
            Sample.bought(90_000, 1, by: 1, at: "2026-05-01T10:00:00Z"),
            Sample.bought(9_000, 2, by: 2, at: "2026-05-01T10:00:00Z"),
            Sample.past(
                .feedback, 3, by: 1, at: "2026-11-21T04:00:00Z",
                grants: [
                    Grant(
                        rule: "care/case",
                        act: .open(
                            kind: "detractor", due: Sample.time("2026-11-23T04:00:00Z")))
                ]
            ) { ($0.score, $0.channel) = (3, "mail") },
            opened(4, 2, at: "2026-11-20T10:00:00Z", due: "2026-11-21T10:00:00Z"),
            opened(5, nil, at: "2026-11-22T08:00:00Z", due: "2026-11-22T12:00:00Z"),
            opened(6, 3, at: "2026-11-22T08:00:00Z", due: "2026-11-22T12:00:00Z"),
            step(7, about: 6, "resolve", at: "2026-11-22T09:00:00Z"),
            Sample.past(.feedback, 8, by: 4, at: "2026-11-22T06:00:00Z") { $0.score = 6 },
            Sample.past(.feedback, 9, by: 5, at: "2026-11-22T06:00:00Z") { $0.score = 7 },
        ]
        let report = PriorityList.report(
            of: Sample.input(events: events),
            consenting: [Sample.member(1), Sample.member(2), Sample.member(4)])

        #expect(
            report.rows == [
                [
                    .integer(1), .text("mem_1"), .money(90_000, Sample.euro), .integer(30),
                    .text("2026-11-23T04:00:00Z"), .text("no"), .integer(2_790_000),
                    .text(
                        "answered 3 of 10 by mail on 2026-11-21; case detractor open 30 h;"
                            + " has bought for €900.00"),
                ],
                [
                    .integer(2), .text("mem_2"), .money(9_000, Sample.euro), .integer(48),
                    .text("2026-11-21T10:00:00Z"), .text("yes"), .integer(882_000),
                    .text("case complaint open 48 h, past due; has bought for €90.00"),
                ],
                [
                    .integer(3), .text("mem_4"), .money(0, Sample.euro), .integer(4), .empty,
                    .text("no"), .integer(5),
                    .text("answered 6 of 10 on 2026-11-22; has bought for €0.00"),
                ],
                [
                    .integer(4), .text("(no card)"), .empty, .integer(2),
                    .text("2026-11-22T12:00:00Z"), .text("no"), .integer(3),
                    .text("case complaint open 2 h"),
                ],
            ])
    }

    @Test func `a member who did not agree is listed without a value`() {
        let events = [
            Sample.bought(90_000, 1, by: 1, at: "2026-05-01T10:00:00Z"),
            opened(2, 1, at: "2026-11-22T08:00:00Z", due: "2026-11-22T12:00:00Z"),
        ]
        let report = PriorityList.report(of: Sample.input(events: events), consenting: [])

        #expect(report.cell(0, "value") == .empty)
        #expect(report.cell(0, "priority") == .integer(3))
        #expect(report.cell(0, "why") == .text("case complaint open 2 h"))
    }

    // M47, M49: a weekly guest who has not come for 16 days.
    @Test func `a weekly guest who stays away for 16 days is silent and one on day 14 is not`() {
        func weekly(_ who: UInt64, last: String) -> [PastEvent] {
            (0..<4).map { week in
                let day = Sample.day(last).advanced(by: -7 * week)
                return Sample.past(
                    .visit, Int(who) * 10 + week, by: who, at: "\(day.text)T10:00:00Z")
            }.reversed()
        }
        let events =
            weekly(1, last: "2026-11-06") + weekly(2, last: "2026-11-08")
            + weekly(3, last: "2026-11-01")
        let report = SilentList.report(
            of: Sample.input(events: events), consenting: [Sample.member(1), Sample.member(2)])

        #expect(
            report.rows == [
                [
                    .integer(1), .text("mem_1"), .day(Sample.day("2026-11-06")), .integer(7),
                    .integer(16), .decimal(229, digits: 2), .day(Sample.day("2026-11-13")),
                    .money(0, Sample.euro),
                    .text("usually comes every 7 days, has not come for 16"),
                ]
            ])
    }
}
