import TesseraLoyalty
import TesseraModel
import Testing

/// Cases opened at ten o'clock that are due four hours later.
struct CaseFileTests {
    private let an: MemberNumber
    private let lan: OperatorID
    private let due = FoldSample.time(4 * 3_600)
    private let opening: PastEvent

    init() throws {
        an = try #require(MemberNumber(1))
        lan = try #require(OperatorID("lan"))
        opening = FoldSample.past(
            FoldSample.event(1, .feedback, of: an, at: 0), .open(kind: "detractor", due: due))
    }

    private func work(
        _ number: UInt64, _ action: String?, at seconds: Int64, on opened: UInt64? = 1,
        owner: OperatorID? = nil
    ) -> LoyaltyEvent {
        FoldSample.event(number, .casework, of: nil, at: seconds) { facts in
            facts.about = opened.map(FoldSample.operation)
            facts.action = action
            facts.owner = owner
        }
    }

    private func file(_ events: LoyaltyEvent...) -> CaseFile {
        CaseFile(of: [opening] + events.map { FoldSample.past($0) })
    }

    @Test func `a case escalates at its due time and is red a moment after it`() throws {
        let found = try #require(file().opened(by: FoldSample.operation(1)))

        #expect(found.kind == "detractor")
        #expect(found.member == an)
        #expect(found.openedAt == FoldSample.ten)
        #expect(found.owner == nil)
        let before = due.advanced(byMilliseconds: -1)
        #expect(found.state(at: before) == .open)
        #expect(found.state(at: due) == .escalated)
        #expect(!found.isLate(at: due))
        #expect(found.isLate(at: due.advanced(byMilliseconds: 1)))
        #expect(found.isLate(at: FoldSample.time(4 * 3_600 + 1)))
        #expect(found.escalatesAt == due)
    }

    @Test func `a case resolved by its due time, that instant included, never escalates`() throws {
        let found = try #require(
            file(work(2, "resolve", at: 4 * 3_600)).opened(by: FoldSample.operation(1)))

        #expect(found.resolvedAt == due)
        #expect(found.escalatesAt == nil)
        #expect(found.state(at: due.advanced(byMilliseconds: -1)) == .open)
        #expect(found.state(at: due) == .resolved)
        #expect(!found.isLate(at: FoldSample.time(9 * 3_600)))
    }

    @Test func `a case resolved too late was escalated until then`() throws {
        let found = try #require(
            file(work(2, "resolve", at: 5 * 3_600)).opened(by: FoldSample.operation(1)))

        #expect(found.escalatesAt == due)
        #expect(found.isLate(at: FoldSample.time(5 * 3_600 - 1)))
        #expect(found.state(at: FoldSample.time(5 * 3_600)) == .resolved)
        #expect(!found.isLate(at: FoldSample.time(5 * 3_600)))
    }

    @Test func `a case has its last owner, and each step stands in its history`() throws {
        let bo = try #require(OperatorID("bo"))

        let found = try #require(
            file(
                work(2, "assign", at: 60, owner: bo), work(3, "assign", at: 120, owner: lan),
                work(4, "resolve", at: 180), work(5, "close", at: 240)
            ).opened(by: FoldSample.operation(1)))

        #expect(found.owner == lan)
        #expect(found.history.map(\.action) == [.assign, .assign, .resolve, .close])
        #expect(found.history.map(\.operation) == (2...5).map(FoldSample.operation))
        #expect(found.resolvedAt == FoldSample.time(180))
        #expect(found.closedAt == FoldSample.time(240))
        #expect(found.state(at: FoldSample.time(239)) == .resolved)
        #expect(found.state(at: FoldSample.time(240)) == .closed)
    }

    @Test func `closing an open case resolves it as well`() throws {
        let found = try #require(
            file(work(2, "close", at: 60)).opened(by: FoldSample.operation(1)))

        #expect(found.resolvedAt == FoldSample.time(60))
        #expect(found.state(at: FoldSample.time(60)) == .closed)
        #expect(found.escalatesAt == nil)
    }

    @Test func `what cannot be done with a case is refused with the reason`() {
        let open = file()
        let resolved = file(work(2, "resolve", at: 60))
        let closed = file(work(2, "close", at: 60))

        #expect(
            closed.problem(with: work(3, "close", at: 90))
                == Refusal(
                    code: "case_closed", needed: "a case that is not closed",
                    actual: "closed at 2026-11-22T10:01:00Z"))
        #expect(
            closed.problem(with: work(3, "assign", at: 90, owner: lan))?.code == "case_closed")
        #expect(closed.problem(with: work(3, "resolve", at: 90))?.code == "case_closed")
        #expect(
            resolved.problem(with: work(3, "resolve", at: 90))
                == Refusal(
                    code: "case_resolved", needed: "an open case",
                    actual: "resolved at 2026-11-22T10:01:00Z"))
        #expect(
            resolved.problem(with: work(3, "close", at: 59))
                == Refusal(
                    code: "case_time", needed: "not before 2026-11-22T10:01:00Z",
                    actual: "2026-11-22T10:00:59Z"))
        #expect(open.problem(with: work(2, "resolve", at: -1))?.code == "case_time")
        #expect(open.problem(with: work(2, "close", at: 0, on: 7))?.code == "case_unknown")
        #expect(open.problem(with: work(2, "close", at: 0, on: nil))?.code == "case_missing")
        #expect(
            open.problem(with: work(2, "reopen", at: 0))
                == Refusal(
                    code: "case_action", needed: "assign, resolve or close", actual: "reopen"))
        #expect(open.problem(with: work(2, nil, at: 0))?.actual == "nothing")
        #expect(open.problem(with: work(2, "assign", at: 0))?.actual == "nobody")
        #expect(open.problem(with: work(2, "close", at: 0, owner: lan))?.actual == "lan")
    }

    @Test func `what can be done is not refused, nor what is no work on a case`() {
        let resolved = file(work(2, "resolve", at: 60))

        #expect(resolved.problem(with: work(3, "close", at: 60)) == nil)
        #expect(resolved.problem(with: work(3, "assign", at: 61, owner: lan)) == nil)
        #expect(resolved.problem(with: FoldSample.event(3, .visit, of: an, at: 0)) == nil)
    }

    @Test func `what was refused, or told twice, changes nothing`() throws {
        let resolve = work(2, "resolve", at: 60)
        let history = [
            opening, FoldSample.past(resolve, refusals: [FoldSample.refusal]), opening,
            FoldSample.past(work(3, "close", at: 90)), FoldSample.past(work(4, "close", at: 99)),
            FoldSample.past(
                FoldSample.event(5, .feedback, of: an, at: 100), .open(kind: "x", due: due),
                refusals: [FoldSample.refusal]),
        ]

        let file = CaseFile(of: history)

        #expect(file.cases.count == 1)
        #expect(file.cases.first?.history.map(\.operation) == [FoldSample.operation(3)])
    }

    @Test func `goodwill about a case stands in it`() throws {
        let goodwill = FoldSample.event(2, .goodwill, of: an, at: 60) { facts in
            facts.about = FoldSample.operation(1)
            facts.amount = 800
        }
        let elsewhere = FoldSample.event(3, .goodwill, of: an, at: 61) { $0.amount = 800 }
        let refused = FoldSample.event(4, .goodwill, of: an, at: 62) { facts in
            facts.about = FoldSample.operation(1)
        }

        let file = CaseFile(of: [
            opening, FoldSample.past(goodwill), FoldSample.past(elsewhere),
            FoldSample.past(refused, refusals: [FoldSample.refusal]),
        ])

        #expect(file.cases.first?.goodwill == [FoldSample.operation(2)])
    }

    @Test func `an event that opens two at once opens one, due when the first is`() {
        let file = CaseFile(of: [
            FoldSample.past(
                FoldSample.event(1, .complaint, of: nil, at: 0), .open(kind: "late", due: due),
                .open(kind: "cold", due: FoldSample.time(60)))
        ])

        #expect(file.cases.map(\.kind) == ["late"])
        #expect(file.cases.map(\.due) == [FoldSample.time(60)])
        #expect(file.cases.map(\.member) == [nil])
    }

    @Test func `of twenty cases seventeen in 48 hours are 85 percent`() {
        let openings = (1...20 as ClosedRange<UInt64>).map { number in
            FoldSample.past(
                FoldSample.event(number, .feedback, of: an, at: 0),
                .open(kind: "detractor", due: due))
        }
        // 16 within an hour, one at the last instant, one a second later, two never.
        let closings = (1...18 as ClosedRange<UInt64>).map { number in
            let end: Int64 = 48 * 3_600
            let seconds = number < 17 ? Int64(number) : number == 17 ? end : end + 1
            return FoldSample.past(work(100 + number, "close", at: seconds, on: number))
        }
        let file = CaseFile(of: openings + closings)

        #expect(file.closedLoop(withinHours: 48) == ClosedLoop(cases: 20, inTime: 17))
        #expect(file.closedLoop(withinHours: 48).basisPoints == 8_500)
        #expect(file.closedLoop(withinHours: 48, of: "late").basisPoints == nil)
        let later = FoldSample.time(1)..<FoldSample.time(2)
        #expect(
            file.closedLoop(withinHours: 48, opened: later) == ClosedLoop(cases: 0, inTime: 0))
        #expect(ClosedLoop(cases: 3, inTime: 2).basisPoints == 6_667)
    }
}
