import TesseraLoyalty
import TesseraModel
import Testing

struct LifecycleTests {
    private let an: MemberNumber
    private let bo: MemberNumber
    private let ladder = Ladder(
        name: "mood", measure: nil,
        levels: [
            Ladder.Level(name: "new", from: 0), Ladder.Level(name: "dissatisfied", from: 1),
            Ladder.Level(name: "satisfied", from: 2), Ladder.Level(name: "loyal", from: 3),
        ])

    init() throws {
        an = try #require(MemberNumber(1))
        bo = try #require(MemberNumber(2))
    }

    private func placed(
        _ number: UInt64, _ member: MemberNumber, _ level: String, at seconds: Int64,
        on ladder: String = "mood"
    ) -> PastEvent {
        FoldSample.past(
            FoldSample.event(number, .feedback, of: member, at: seconds),
            .place(member, ladder: ladder, level: level))
    }

    @Test func `a member goes from level to level, and who was never placed stays lowest`() {
        let lifecycle = Lifecycle(
            on: ladder,
            in: [
                placed(1, an, "dissatisfied", at: 10), placed(2, an, "satisfied", at: 20),
                placed(3, an, "satisfied", at: 30), placed(4, an, "loyal", at: 40),
                placed(5, an, "gold", at: 50, on: "tier"),
            ])

        #expect(
            lifecycle.transitions == [
                Lifecycle.Transition(
                    member: an, from: "new", to: "dissatisfied", at: FoldSample.time(10),
                    operation: FoldSample.operation(1)),
                Lifecycle.Transition(
                    member: an, from: "dissatisfied", to: "satisfied", at: FoldSample.time(20),
                    operation: FoldSample.operation(2)),
                Lifecycle.Transition(
                    member: an, from: "satisfied", to: "loyal", at: FoldSample.time(40),
                    operation: FoldSample.operation(4)),
            ])
        #expect(lifecycle.level(of: an) == "loyal")
        #expect(lifecycle.level(of: bo) == "new")
        #expect(lifecycle.start == "new")
    }

    @Test func `the level at an instant is that of the last placement until then`() {
        let lifecycle = Lifecycle(
            on: ladder,
            in: [placed(1, an, "dissatisfied", at: 10), placed(2, an, "satisfied", at: 20)])

        #expect(lifecycle.level(of: an, at: FoldSample.time(9)) == "new")
        #expect(lifecycle.level(of: an, at: FoldSample.time(10)) == "dissatisfied")
        #expect(lifecycle.level(of: an, at: FoldSample.time(19)) == "dissatisfied")
        #expect(lifecycle.level(of: an, at: FoldSample.time(20)) == "satisfied")
    }

    @Test func `what was refused, or told twice, is no transition`() {
        let refused = FoldSample.past(
            FoldSample.event(2, .feedback, of: an, at: 20),
            .place(an, ladder: "mood", level: "loyal"), refusals: [FoldSample.refusal])
        let first = placed(1, an, "dissatisfied", at: 10)
        let back = placed(3, an, "satisfied", at: 30)

        let lifecycle = Lifecycle(on: ladder, in: [first, refused, back, first])

        #expect(lifecycle.transitions.map(\.to) == ["dissatisfied", "satisfied"])
    }

    @Test func `a card's way goes on as the member's`() {
        let lifecycle = Lifecycle(
            on: ladder,
            in: [
                placed(1, bo, "dissatisfied", at: 10),
                FoldSample.past(
                    FoldSample.event(2, .merge, of: an, at: 20), .merge(bo, into: an)),
                placed(3, an, "satisfied", at: 30),
            ])

        #expect(lifecycle.transitions.map(\.from) == ["new", "dissatisfied"])
        #expect(lifecycle.transitions.map(\.member) == [an, an])
        #expect(lifecycle.level(of: bo) == "satisfied")
    }
}
