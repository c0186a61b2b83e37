import Foundation
import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

struct OutboxTests {
    private let day: Int64 = 86_400
    private let an: MemberNumber
    private let bo: MemberNumber

    init() throws {
        an = try #require(MemberNumber(1))
        bo = try #require(MemberNumber(2))
    }

    private func survey(
        _ number: UInt64, at seconds: Int64, to member: MemberNumber, after days: Int,
        unless kinds: [EventKind] = []
    ) -> PastEvent {
        FoldSample.past(
            FoldSample.event(number, .purchase, of: member, at: seconds),
            .credit(member, asset: "points", units: 1, first: nil, last: nil),
            .notify(
                member, Message(template: "survey", delayDays: days, unless: kinds),
                notBefore: FoldSample.time(seconds + Int64(days) * day)))
    }

    @Test func `a message waits, is due from its time on, and names its effect`() throws {
        let outbox = Outbox(of: [survey(1, at: 0, to: an, after: 7)])

        let message = try #require(outbox.messages.first)
        let due = FoldSample.time(7 * day)
        #expect(message.id == "msg_01K80000000000000000000001_1")
        #expect(message.member == an)
        #expect(message.template == "survey")
        #expect(message.notBefore == due)
        #expect(message.state(at: due.advanced(byMilliseconds: -1)) == .waiting)
        #expect(message.state(at: due) == .due)
        #expect(outbox.due(at: due.advanced(byMilliseconds: -1)).isEmpty)
        #expect(outbox.due(at: due) == [message])
    }

    // F42
    @Test func `nothing more is sent to somebody who was erased`() throws {
        let history = [
            survey(1, at: 0, to: an, after: 7), survey(2, at: 0, to: bo, after: 7),
        ]
        let gone = OutgoingMessage.Cancellation(
            operation: FoldSample.operation(9), at: FoldSample.time(2 * day))
        let outbox = Outbox(of: history, erased: [an: gone])
        let due = FoldSample.time(7 * day)

        #expect(outbox.due(at: due).map(\.member) == [bo])
        #expect(outbox.messages.first?.cancelled == gone)
        #expect(outbox.messages.first?.state(at: FoldSample.time(2 * day - 1)) == .waiting)
        #expect(outbox.messages.first?.state(at: FoldSample.time(2 * day)) == .cancelled)
    }

    @Test func `an event told five times makes one message`() {
        let past = survey(1, at: 0, to: an, after: 7)

        #expect(Outbox(of: [past, past, past, past, past]).messages.count == 1)
    }

    @Test func `two effects of one event make two messages`() {
        let past = FoldSample.past(
            FoldSample.event(1, .visit, of: an, at: 0),
            .notify(an, Message(template: "hello"), notBefore: FoldSample.ten),
            .notify(an, Message(template: "hello"), notBefore: FoldSample.ten))

        #expect(
            Outbox(of: [past]).messages.map(\.id) == [
                "msg_01K80000000000000000000001_0", "msg_01K80000000000000000000001_1",
            ])
    }

    @Test func `a reminder for day 16 is cancelled by a visit on day 15`() throws {
        let reminder = survey(1, at: 0, to: an, after: 16, unless: [.visit, .purchase])
        let visit = FoldSample.past(FoldSample.event(2, .visit, of: an, at: 15 * day))

        let message = try #require(Outbox(of: [reminder, visit]).messages.first)

        #expect(message.cancelledBy == FoldSample.operation(2))
        #expect(message.state(at: FoldSample.time(15 * day - 1)) == .waiting)
        #expect(message.state(at: FoldSample.time(15 * day)) == .cancelled)
        #expect(message.state(at: FoldSample.time(17 * day)) == .cancelled)
        #expect(Outbox(of: [reminder, visit]).due(at: FoldSample.time(17 * day)).isEmpty)
    }

    @Test func `the first of several events cancels, in whatever order they are told`() {
        let reminder = survey(1, at: 0, to: an, after: 16, unless: [.visit, .review])
        let late = FoldSample.past(FoldSample.event(2, .visit, of: an, at: 15 * day))
        let early = FoldSample.past(FoldSample.event(3, .review, of: an, at: 3 * day))

        for history in [[reminder, late, early], [early, reminder, late]] {
            #expect(
                Outbox(of: history).messages.map(\.cancelledBy) == [FoldSample.operation(3)])
        }
    }

    @Test func `what does not make it needless leaves it as it is`() {
        let reminder = survey(1, at: 0, to: an, after: 16, unless: [.visit, .purchase])
        let history = [
            // Before it was written, when it is due, of another member, of another kind, refused.
            FoldSample.past(FoldSample.event(2, .visit, of: an, at: -1)),
            FoldSample.past(FoldSample.event(3, .visit, of: an, at: 16 * day)),
            FoldSample.past(FoldSample.event(4, .visit, of: bo, at: day)),
            FoldSample.past(FoldSample.event(5, .visit, of: nil, at: day)),
            FoldSample.past(FoldSample.event(6, .review, of: an, at: day)),
            FoldSample.past(
                FoldSample.event(7, .visit, of: an, at: day), refusals: [FoldSample.refusal]),
        ]

        #expect(Outbox(of: [reminder] + history).messages.map(\.cancelledBy) == [nil])
    }

    @Test func `a refused event writes nothing`() {
        let past = FoldSample.past(
            FoldSample.event(1, .visit, of: an, at: 0),
            .notify(an, Message(template: "hello"), notBefore: FoldSample.ten),
            refusals: [FoldSample.refusal])

        #expect(Outbox(of: [past]).messages.isEmpty)
    }

    @Test func `what was written to a card goes to the member whose it became`() {
        let history = [
            survey(1, at: 0, to: bo, after: 7, unless: [.review]),
            FoldSample.past(FoldSample.event(2, .merge, of: an, at: 1), .merge(bo, into: an)),
            FoldSample.past(FoldSample.event(3, .review, of: an, at: 2)),
        ]

        let messages = Outbox(of: history).messages

        #expect(messages.map(\.member) == [an])
        #expect(messages.map(\.cancelledBy) == [FoldSample.operation(3)])
    }

    @Test func `a line of the file is what something else can read, and reads back`() throws {
        let visit = FoldSample.past(FoldSample.event(2, .visit, of: an, at: day))
        let messages = Outbox(of: [
            survey(1, at: 0, to: an, after: 7, unless: [.visit]), visit,
            survey(3, at: 0, to: bo, after: 8),
        ]).messages
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]

        let lines = try messages.map { String(decoding: try encoder.encode($0), as: UTF8.self) }

        #expect(
            lines == [
                #"{"cancelled_at":"2026-11-23T10:00:00Z","#
                    + #""cancelled_by":"01K80000000000000000000002","#
                    + #""id":"msg_01K80000000000000000000001_1","member":"mem_1","#
                    + #""not_before":"2026-11-29T10:00:00Z","template":"survey","#
                    + #""written_at":"2026-11-22T10:00:00Z"}"#,
                #"{"id":"msg_01K80000000000000000000003_1","member":"mem_2","#
                    + #""not_before":"2026-11-30T10:00:00Z","template":"survey","#
                    + #""written_at":"2026-11-22T10:00:00Z"}"#,
            ])
        let read = try lines.map {
            try JSONDecoder().decode(OutgoingMessage.self, from: Data($0.utf8))
        }
        #expect(read == messages)
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `any order and any repetition makes the same outbox`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let kinds: [EventKind] = [.visit, .review, .purchase]
        var history: [PastEvent] = []
        for number in 1...40 as ClosedRange<UInt64> {
            let member = Bool.random(using: &random) ? an : bo
            let seconds = Int64.random(in: 0...30, using: &random) * day
            if Bool.random(using: &random) {
                history.append(
                    survey(
                        number, at: seconds, to: member,
                        after: Int.random(in: 0...20, using: &random),
                        unless: Array(kinds.shuffled(using: &random).prefix(2))))
            } else {
                history.append(
                    FoldSample.past(
                        FoldSample.event(
                            number, kinds[Int.random(in: 0..<3, using: &random)], of: member,
                            at: seconds)))
            }
        }

        let outbox = Outbox(of: history)

        #expect(Outbox(of: (history + history).shuffled(using: &random)) == outbox)
        #expect(Set(outbox.messages.map(\.id)).count == outbox.messages.count)
    }
}
