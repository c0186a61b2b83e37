import TesseraLoyalty
import TesseraModel
import Testing

struct TicketHistoryTests {
    private let an: MemberNumber
    private let bo: MemberNumber
    private let card: MemberNumber

    init() throws {
        an = try #require(MemberNumber(1))
        bo = try #require(MemberNumber(2))
        card = try #require(MemberNumber(900))
    }

    @Test func `tickets come from what was granted, once, in the order of their numbers`() {
        let second = FoldSample.past(
            FoldSample.event(2, .purchase, of: bo, at: 2),
            .credit(bo, asset: "points", units: 9, first: nil, last: nil),
            .enter(bo, draw: "spring", first: 21, count: 5))
        let first = FoldSample.past(
            FoldSample.event(1, .purchase, of: an, at: 1),
            .enter(an, draw: "spring", first: 1, count: 20))
        let refused = FoldSample.past(
            FoldSample.event(3, .purchase, of: an, at: 3),
            .enter(an, draw: "spring", first: 26, count: 1), refusals: [FoldSample.refusal])
        let other = FoldSample.past(
            FoldSample.event(4, .purchase, of: an, at: 4),
            .enter(an, draw: "autumn", first: 1, count: 1))

        let runs = TicketList.runs(of: "spring", in: [second, first, second, refused, other])

        #expect(
            runs == [
                TicketRun(
                    member: an, operation: FoldSample.operation(1), first: 1, count: 20),
                TicketRun(
                    member: bo, operation: FoldSample.operation(2), first: 21, count: 5),
            ])
    }

    @Test func `tickets that were taken back are void, once however often it is told`() {
        let bought = FoldSample.past(
            FoldSample.event(1, .purchase, of: an, at: 1),
            .credit(an, asset: "points", units: 250, first: nil, last: nil),
            .enter(an, draw: "spring", first: 1, count: 20))
        let returned = FoldSample.past(
            FoldSample.event(2, .returned, of: an, at: 2),
            .reverse(FoldSample.operation(1), part: 0, amount: 100),
            .reverse(FoldSample.operation(1), part: 1, amount: 8))

        let runs = TicketList.runs(of: "spring", in: [bought, returned, returned])

        #expect(
            runs == [
                TicketRun(
                    member: an, operation: FoldSample.operation(1), first: 1, count: 20, void: 8)
            ])
    }

    @Test func `tickets of a card that became a member's are the member's`() {
        let history = [
            FoldSample.past(
                FoldSample.event(1, .purchase, of: card, at: 1),
                .enter(card, draw: "spring", first: 1, count: 2)),
            FoldSample.past(FoldSample.event(2, .merge, of: an, at: 2), .merge(card, into: an)),
            // Claimed again by somebody else, which changes nothing.
            FoldSample.past(FoldSample.event(3, .merge, of: bo, at: 3), .merge(card, into: bo)),
        ]

        #expect(TicketList.runs(of: "spring", in: history).map(\.member) == [an])
    }

    @Test func `cards merged in a row end at the last member, and a circle is not closed`() {
        let history = [
            FoldSample.past(FoldSample.event(1, .merge, of: bo, at: 1), .merge(card, into: bo)),
            FoldSample.past(FoldSample.event(2, .merge, of: an, at: 2), .merge(bo, into: an)),
            FoldSample.past(FoldSample.event(3, .merge, of: card, at: 3), .merge(an, into: card)),
        ]

        let cards = MergedCards(in: history)

        #expect([card, bo, an].map(cards.owner) == [an, an, an])
    }
}
