import TesseraModel
import Testing

struct DayTests {
    @Test(arguments: [
        ("2020-01-01", 0), ("2019-12-31", -1), ("1970-01-01", -18_262), ("2026-11-22", 2_517),
        ("2000-02-29", -7_246), ("2020-02-29", 59), ("2024-02-29", 1_520), ("2100-02-28", 29_278),
        ("2100-03-01", 29_279), ("1900-02-28", -43_771), ("1900-03-01", -43_770),
        ("2199-06-06", 65_535), ("0001-01-01", -737_424), ("9999-12-31", 2_914_634),
    ])
    func `a day has one number and one text`(text: String, number: Int) {
        #expect(Day(text: text)?.number == number)
        #expect(Day(civilNumber: number).text == text)
    }

    @Test func `the last day a token can carry is 6 June 2199`() {
        #expect(Day.last.text == "2199-06-06")
        #expect(Day.last.spoken == "6 June 2199")
        #expect(Day.zero.text == "2020-01-01")
    }

    @Test(arguments: [
        "2026-02-29", "2100-02-29", "1900-02-29", "2026-02-30", "2026-04-31", "2026-13-01",
        "2026-00-10", "2026-10-00", "2026-10-32", "0000-01-01", "2026-1-01", "26-01-01", "",
        "2026/01/01", "2026-01-01T", " 2026-01-01", "2026-01-0a", "+026-01-01", "２０26-01-01",
    ])
    func `a day that does not exist is not read`(text: String) {
        #expect(Day(text: text) == nil)
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"), ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"),
        ("2026-03-31", -1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"), ("2026-05-31", 0, "2026-05-31"),
    ])
    func `a month later is the same day or the last of a shorter month`(
        start: String, months: Int, end: String
    ) throws {
        let day = try #require(Day(text: start))

        #expect(day.advanced(byMonths: months).text == end)
    }

    @Test(arguments: [
        ("2026-12-31", 1, "2027-01-01"), ("2024-02-28", 1, "2024-02-29"),
        ("2026-02-28", 1, "2026-03-01"), ("2026-03-01", -1, "2026-02-28"),
    ])
    func `days are counted over the ends of months`(start: String, days: Int, end: String) throws {
        let day = try #require(Day(text: start))

        #expect(day.advanced(by: days).text == end)
    }

    @Test func `four centuries of days are spelled in order`() throws {
        // 2000-01-01 to 2399-12-31: every one of 146 097 days has its own civil date.
        let first = try #require(Day(text: "2000-01-01"))
        var text = ""

        for number in 0..<146_097 {
            let day = first.advanced(by: number)
            let (year, month, dayOfMonth) = day.civil
            let isSame = Day(year: year, month: month, day: dayOfMonth) == day
            try #require(isSame && text < day.text, "\(day.text)")
            text = day.text
        }

        #expect(text == "2399-12-31")
    }
}

struct ValidityPeriodTests {
    @Test(arguments: [
        ("2026-01-01", "2026-01-01", true), ("2026-01-01", "2036-01-09", true),
        ("2026-01-01", "2036-01-10", false), ("2026-01-02", "2026-01-01", false),
        ("2019-12-31", "2020-01-01", false), ("2199-06-06", "2199-06-06", true),
        ("2199-06-06", "2199-06-07", false),
    ])
    func `a period is in order, at most 3 660 days apart and within what tokens carry`(
        first: String, last: String, exists: Bool
    ) throws {
        let (start, end) = (try #require(Day(text: first)), try #require(Day(text: last)))

        #expect((ValidityPeriod(first: start, last: end) != nil) == exists)
    }

    @Test(arguments: [
        ("2026-10-29", false), ("2026-10-30", true), ("2026-10-31", true), ("2026-11-01", false),
    ])
    func `both ends of a period are good, R10`(text: String, isGood: Bool) throws {
        let first = try #require(Day(text: "2026-10-30"))
        let period = try #require(ValidityPeriod(first: first, last: first.advanced(by: 1)))

        #expect(period.contains(try #require(Day(text: text))) == isGood)
    }
}
