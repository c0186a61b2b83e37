import TesseraLoyalty
import TesseraModel
import Testing

struct WorstBasketCombinationTests: WorstBasketScene, WindowScene {
    @Test func `campaigns that never hold on one day do not combine`() throws {
        var december = Window()
        (december.first, december.last) = (try day("2026-12-01"), try day("2026-12-31"))
        var january = Window()
        (january.first, january.last) = (try day("2027-01-01"), try day("2027-01-31"))
        var mondays = Window()
        mondays.weekdays = [1]
        var sundays = Window()
        sundays.weekdays = [7]
        var mornings = Window()
        mornings.hours = [Window.Hours(from: 480, to: 720)]
        var evenings = Window()
        evenings.hours = [Window.Hours(from: 1_080, to: 60)]
        var may = Window()
        may.yearly = Window.ClosedDates(from: 501, to: 531)

        #expect(try combines(december, january) == false)
        #expect(try combines(mondays, sundays) == false)
        #expect(try combines(mornings, evenings) == false)
        #expect(try combines(december, may) == false)
        #expect(try combines(january, sundays))
        #expect(try combines(may, sundays))
        #expect(try combines(mornings, mornings))
        var far = january
        far.zone = tokyo
        // New year in Tokyo is still December elsewhere.
        #expect(try combines(december, far))
    }

    @Test func `two levels of a ladder, and two ranges of a figure, do not combine`() throws {
        let visits = Metric.count(EventFilter(kinds: [.purchase]), days: nil)
        let pairs: [(Condition, Condition)] = [
            (.on(ladder: "tier", level: "gold"), .on(ladder: "tier", level: "silver")),
            (.atLeast(ladder: "tier", level: "gold"), .on(ladder: "tier", level: "silver")),
            (
                .all([.compare(visits, .atLeast, 10), .compare(visits, .below, 25)]),
                .compare(visits, .atLeast, 25)
            ),
            (.isMember, .not(.isMember)),
            (.segment("students"), .not(.segment("students"))),
            (.segment("students"), .on(ladder: "tier", level: "gold")),
        ]
        for (first, second) in pairs {
            #expect(try combines(first, second) == false)
        }

        #expect(
            try combines(
                .atLeast(ladder: "tier", level: "silver"), .on(ladder: "tier", level: "gold")))
        #expect(try combines(.word(.code, among: ["A"]), .word(.code, among: ["B"])))
        #expect(try combines(.compare(visits, .atLeast, 10), .compare(visits, .atMost, 10)))
    }

    private func combines(_ first: Window, _ second: Window) throws -> Bool {
        let programme = try programme([
            campaign("a", .percent(6_000), window: first),
            campaign("b", .percent(6_000), window: second),
        ])
        return WorstBasket.findings(in: programme).map(\.rules) == [["a/off", "b/off"]]
    }

    private func combines(_ first: Condition, _ second: Condition) throws -> Bool {
        let programme = try programme([
            campaign("a", .percent(6_000), if: first), campaign("b", .percent(6_000), if: second),
        ])
        return WorstBasket.findings(in: programme).map(\.rules) == [["a/off", "b/off"]]
    }
}
