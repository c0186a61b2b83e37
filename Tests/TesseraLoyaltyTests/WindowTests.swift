import TesseraLoyalty
import TesseraModel
import Testing

struct WindowTests: WindowScene {
    @Test(arguments: [
        ("2026-11-30T23:59:59+02:00", "too_early"), ("2026-12-01T00:00:00+02:00", nil),
        ("2027-01-06T23:59:59.999+02:00", nil), ("2027-01-07T00:00:00+02:00", "too_late"),
    ])
    func `from 1 December to 6 January means both days, to the last second`(
        instant: String, code: String?
    ) throws {
        var once = Window()
        (once.first, once.last) = (try day("2026-12-01"), try day("2027-01-06"))
        var yearly = Window()
        yearly.yearly = Window.ClosedDates(from: 1_201, to: 106)

        for window in [once, yearly] {
            #expect(window.problem(at: try time(instant), zone: bucharest)?.code == code)
            #expect(window.holds(at: try time(instant), zone: bucharest) == (code == nil))
        }
    }

    @Test func `a window has its days in its own zone`() throws {
        var window = Window()
        (window.first, window.last) = (try day("2026-12-01"), try day("2026-12-01"))
        window.zone = tokyo

        #expect(window.holds(at: try time("2026-11-30T17:00:00+02:00"), zone: bucharest))
        #expect(!window.holds(at: try time("2026-11-30T16:59:59+02:00"), zone: bucharest))
        #expect(!window.holds(at: try time("2026-12-01T17:00:00+02:00"), zone: bucharest))
    }

    @Test(arguments: [
        ("2027-03-28T02:59:59+02:00", true), ("2027-03-28T23:59:59+03:00", true),
        ("2027-03-29T00:00:00+03:00", false), ("2026-10-25T23:59:59+02:00", false),
    ])
    func `a last day with a change of the clocks ends at its own midnight`(
        instant: String, holds: Bool
    ) throws {
        var window = Window()
        (window.first, window.last) = (try day("2027-03-28"), try day("2027-03-28"))

        #expect(window.holds(at: try time(instant), zone: bucharest) == holds)
    }

    @Test(arguments: [
        ("2028-02-28", true), ("2028-02-29", true), ("2028-03-01", false), ("2027-02-28", true),
        ("2027-03-01", false), ("2027-02-14", false), ("2027-02-15", true),
    ])
    func `dates of every year to 28 February include the 29th`(date: String, holds: Bool) throws {
        var window = Window()
        window.yearly = Window.ClosedDates(from: 215, to: 228)
        let noon = bucharest.instant(of: try day(date), minute: 720)

        #expect(window.holds(at: noon, zone: bucharest) == holds)
    }

    @Test func `29 February alone comes every four years`() throws {
        let leap = Window.ClosedDates(from: 229, to: 229)
        let days = (0..<(8 * 365)).map { Day.zero.advanced(by: $0) }.filter(leap.covers)

        #expect(days.map(\.text) == ["2020-02-29", "2024-02-29"])
    }

    // Friday 4 December 2026, 22:00 to 02:00.
    @Test(arguments: [
        ("2026-12-04T21:59:59+02:00", "wrong_hour"), ("2026-12-04T22:00:00+02:00", nil),
        ("2026-12-05T01:59:59+02:00", nil), ("2026-12-05T02:00:00+02:00", "wrong_weekday"),
        ("2026-12-05T22:00:00+02:00", "wrong_weekday"),
        ("2026-12-04T01:00:00+02:00", "wrong_weekday"),
    ])
    func `hours past midnight belong to the day on which they begin`(
        instant: String, code: String?
    ) throws {
        var window = Window()
        window.weekdays = [5]
        window.hours = [Window.Hours(from: 1_320, to: 120)]

        #expect(window.problem(at: try time(instant), zone: bucharest)?.code == code)
        #expect(window.holds(at: try time(instant), zone: bucharest) == (code == nil))
    }

    @Test func `the night after the last day still belongs to it`() throws {
        var window = Window()
        window.last = try day("2026-12-31")
        window.hours = [Window.Hours(from: 1_320, to: 120)]

        #expect(window.holds(at: try time("2027-01-01T01:59:00+02:00"), zone: bucharest))
        #expect(!window.holds(at: try time("2027-01-01T22:00:00+02:00"), zone: bucharest))
    }

    @Test(arguments: [
        ("2026-10-25T03:30:00+03:00", true), ("2026-10-25T03:30:00+02:00", true),
        ("2026-10-25T04:00:00+02:00", false), ("2026-03-29T02:59:00+02:00", false),
        ("2026-03-29T04:00:00+03:00", false),
    ])
    func `from three to four holds twice in a doubled hour and not in a skipped one`(
        instant: String, holds: Bool
    ) throws {
        var window = Window()
        window.hours = [Window.Hours(from: 180, to: 240)]

        #expect(window.holds(at: try time(instant), zone: bucharest) == holds)
    }

    @Test func `the end of the day is 24:00`() throws {
        var window = Window()
        window.hours = [Window.Hours(from: 1_380, to: 1_440)]

        #expect(window.holds(at: try time("2026-12-01T23:59:59+02:00"), zone: bucharest))
        #expect(!window.holds(at: try time("2026-12-02T00:00:00+02:00"), zone: bucharest))
    }

    @Test func `each part says what was needed and what was there`() throws {
        var window = Window()
        (window.first, window.last) = (try day("2026-12-01"), try day("2026-12-31"))
        window.weekdays = [1, 2, 3, 4]
        window.hours = [Window.Hours(from: 540, to: 1_080)]
        window.blackouts = [
            Window.ClosedDays(first: try day("2026-12-24"), last: try day("2026-12-26"))
        ]
        func problem(_ instant: String) throws -> Refusal? {
            window.problem(at: try time(instant), zone: bucharest)
        }

        #expect(
            try problem("2026-11-30T12:00:00+02:00")
                == Refusal(
                    code: "too_early", needed: "from 1 December 2026", actual: "30 November 2026"))
        #expect(
            try problem("2027-01-04T12:00:00+02:00")
                == Refusal(
                    code: "too_late", needed: "until 31 December 2026", actual: "4 January 2027"))
        #expect(
            try problem("2026-12-04T12:00:00+02:00")
                == Refusal(
                    code: "wrong_weekday", needed: "Monday, Tuesday, Wednesday, Thursday",
                    actual: "Friday"))
        #expect(
            try problem("2026-12-03T18:00:00+02:00")
                == Refusal(code: "wrong_hour", needed: "09:00–18:00", actual: "18:00"))
        #expect(
            try problem("2026-12-24T12:00:00+02:00")
                == Refusal(
                    code: "blackout", needed: "not from 24 December 2026 to 26 December 2026",
                    actual: "24 December 2026"))
        #expect(try problem("2026-12-23T12:00:00+02:00") == nil)
    }

    @Test func `dates of every year are said with the day that is outside`() throws {
        var window = Window()
        window.yearly = Window.ClosedDates(from: 1_201, to: 106)

        #expect(
            window.problem(at: try time("2027-01-07T00:00:00+02:00"), zone: bucharest)
                == Refusal(
                    code: "too_late", needed: "1 December to 6 January of every year",
                    actual: "7 January 2027"))
    }

    @Test func `1 January 2026 was a Thursday`() throws {
        #expect(try day("2026-01-01").weekday == 4)
        #expect(try day("2019-12-29").weekday == 7)
        #expect(try day("1970-01-01").weekday == 4)
        #expect(Day.spokenWeekday(7) == "Sunday")
    }

    @Test func `a window without bounds holds always`() throws {
        #expect(Window().problem(at: Timestamp(seconds: -1), zone: bucharest) == nil)
    }
}
