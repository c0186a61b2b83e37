import TesseraLoyalty
import TesseraModel
import Testing

struct LocalTimeTests: WindowScene {
    @Test func `half past three on the night of the change in spring has two readings`() throws {
        let typed = LocalTime(day: try day("2026-03-29"), minute: 210, zone: bucharest)

        #expect(
            typed
                == .skipped(
                    before: try time("2026-03-29T02:30:00+02:00"),
                    after: try time("2026-03-29T04:30:00+03:00")))
    }

    @Test func `half past three on the night of the change in autumn happens twice`() throws {
        let typed = LocalTime(day: try day("2026-10-25"), minute: 210, zone: bucharest)

        #expect(
            typed
                == .doubled(
                    first: try time("2026-10-25T03:30:00+03:00"),
                    second: try time("2026-10-25T03:30:00+02:00")))
    }

    @Test(arguments: [
        ("2026-03-29", 179, "2026-03-29T02:59:00+02:00"),
        ("2026-03-29", 240, "2026-03-29T04:00:00+03:00"),
        ("2026-10-25", 179, "2026-10-25T02:59:00+03:00"),
        ("2026-10-25", 240, "2026-10-25T04:00:00+02:00"),
        ("2026-06-30", 1_440, "2026-07-01T00:00:00+03:00"),
        ("2019-06-30", 0, "2019-06-30T00:00:00+02:00"),
        ("2030-06-30", 0, "2030-06-30T00:00:00+03:00"),
    ])
    func `any other time happens once`(date: String, minute: Int, instant: String) throws {
        let typed = LocalTime(day: try day(date), minute: minute, zone: bucharest)

        #expect(typed == .exact(try time(instant)))
        #expect(bucharest.instant(of: try day(date), minute: minute) == (try time(instant)))
    }

    @Test(arguments: [
        ("2026-03-29", 180, "2026-03-29T04:00:00+03:00"),
        ("2026-03-29", 239, "2026-03-29T04:00:00+03:00"),
        ("2026-10-25", 180, "2026-10-25T03:00:00+03:00"),
        ("2026-10-25", 239, "2026-10-25T03:59:00+03:00"),
    ])
    func `what is due in a skipped hour is due after it, in a doubled one the first time`(
        date: String, minute: Int, instant: String
    ) throws {
        #expect(bucharest.instant(of: try day(date), minute: minute) == (try time(instant)))
    }

    @Test func `every hour of two years is found again from its day and minute`() throws {
        let start = try time("2026-01-01T00:00:00Z")
        for hour in 0..<Int64(2 * 365 * 24) {
            let instant = start.advanced(byMilliseconds: hour * 3_600_000)
            let day = bucharest.day(at: instant)
            let minute = bucharest.minuteOfDay(at: instant)

            switch LocalTime(day: day, minute: minute, zone: bucharest) {
            case .exact(let found): #expect(found == instant)
            case .doubled(let first, let second): #expect([first, second].contains(instant))
            case .skipped: Issue.record("\(instant.rfc3339) is on the clock")
            }
        }
    }
}
