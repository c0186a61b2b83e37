import TesseraLoyalty
import TesseraModel
import Testing

struct DiaryTests {
    private let euro: Currency
    private let an: MemberNumber

    init() throws {
        euro = try #require(Currency(code: "EUR"))
        an = try #require(MemberNumber(1))
    }

    private func line(_ item: String, _ quantity: Int64, serials: [String] = []) -> BasketLine {
        BasketLine(
            item: item, category: "goods", quantity: quantity, price: 500, serials: serials)
    }

    private func record(
        _ number: UInt64, _ kind: EventKind, about: UInt64? = nil, refusals: [Refusal] = [],
        _ lines: BasketLine...
    ) -> (LoyaltyEvent, Decision) {
        let event = FoldSample.event(number, kind, of: an, at: Int64(number)) { facts in
            facts.basket = Basket(currency: euro, lines: lines)
            facts.about = about.map(FoldSample.operation)
        }
        return (event, FoldSample.decision([], refusals: refusals))
    }

    @Test func `what came back of each purchase is added up by line`() {
        let entries = Diary.entries(of: [
            record(1, .purchase, line("mug", 2), line("pot", 3)),
            record(2, .purchase, line("mug", 5)),
            record(3, .returned, about: 1, line("pot", 1)),
            record(4, .returned, about: 1, line("pot", 1), line("mug", 2)),
            record(5, .returned, about: 2, line("mug", 1)),
        ])

        #expect(entries.map(\.returned) == [[0: 2, 1: 2], [0: 1], [:], [:], [:]])
        #expect(entries.map(\.event.operation) == (1...5).map(FoldSample.operation))
    }

    @Test func `a return that was refused, told twice or does not fit brings nothing back`() {
        let entries = Diary.entries(of: [
            record(1, .purchase, line("mug", 3)),
            record(2, .returned, about: 1, refusals: [FoldSample.refusal], line("mug", 1)),
            record(3, .returned, about: 1, line("mug", 1)),
            record(3, .returned, about: 1, line("mug", 1)),
            record(4, .returned, about: 1, line("mug", 3)),
            record(5, .returned, about: 9, line("mug", 1)),
            record(6, .returned, line("mug", 1)),
        ])

        #expect(entries.first?.returned == [0: 1])
    }

    @Test func `the numbers of the pieces that came back are known for the next return`() {
        let entries = Diary.entries(of: [
            record(1, .purchase, line("phone", 2, serials: ["A", "B"])),
            record(2, .returned, about: 1, line("phone", 1, serials: ["A"])),
            record(3, .returned, about: 1, line("phone", 1, serials: ["A"])),
            record(
                4, .returned, about: 1, refusals: [FoldSample.refusal],
                line("phone", 1, serials: ["B"])),
        ])

        #expect(entries.first?.returned == [0: 1])
        #expect(
            Diary.serialsReturned(of: FoldSample.operation(1), in: entries) == ["A"])
        #expect(Diary.serialsReturned(of: FoldSample.operation(2), in: entries).isEmpty)
    }
}
