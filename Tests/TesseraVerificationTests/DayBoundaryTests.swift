import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// When days begin and end, with ten minutes of tolerance at both ends.
struct DayBoundaryTests {
    /// A zone, a day, and its two midnights in UTC, taken from the tz database by hand.
    struct Midnights: Sendable, CustomTestStringConvertible {
        let zone: IssuerZone
        let day: String
        let begins: String
        let ends: String
        var testDescription: String { "\(zone.name) \(day)" }
    }

    private static func zone(_ name: String, _ offsetSeconds: Int32) -> IssuerZone {
        IssuerZone(
            name: name, first: IssuerZone.Change(fromSeconds: 0, offsetSeconds: offsetSeconds),
            later: [])
    }

    static let table = [
        Midnights(
            zone: Sample.bucharest, day: "2026-12-01", begins: "2026-11-30T22:00:00Z",
            ends: "2026-12-01T22:00:00Z"),
        Midnights(
            zone: Sample.bucharest, day: "2026-07-01", begins: "2026-06-30T21:00:00Z",
            ends: "2026-07-01T21:00:00Z"),
        // Clocks go forward at 03:00: a day of 23 hours.
        Midnights(
            zone: Sample.bucharest, day: "2026-03-29", begins: "2026-03-28T22:00:00Z",
            ends: "2026-03-29T21:00:00Z"),
        // Clocks go back at 04:00: a day of 25 hours.
        Midnights(
            zone: Sample.bucharest, day: "2026-10-25", begins: "2026-10-24T21:00:00Z",
            ends: "2026-10-25T22:00:00Z"),
        Midnights(
            zone: zone("Pacific/Kiritimati", 50_400), day: "2026-12-01",
            begins: "2026-11-30T10:00:00Z", ends: "2026-12-01T10:00:00Z"),
        Midnights(
            zone: zone("Pacific/Pago_Pago", -39_600), day: "2026-12-01",
            begins: "2026-12-01T11:00:00Z", ends: "2026-12-02T11:00:00Z"),
        Midnights(
            zone: zone("Asia/Kathmandu", 20_700), day: "2026-12-01",
            begins: "2026-11-30T18:15:00Z", ends: "2026-12-01T18:15:00Z"),
        Midnights(
            zone: .utc, day: "2028-02-29", begins: "2028-02-29T00:00:00Z",
            ends: "2028-03-01T00:00:00Z"),
    ]

    private func till(_ entry: Midnights) -> Till {
        var till = Till()
        till.zone = entry.zone
        till.issuedAt = Timestamp(seconds: 1_600_000_000)
        till.expiresAt = Timestamp(seconds: 4_000_000_000)
        return till
    }

    private func text(first: Day, last: Day) throws -> String {
        var token = HandmadeToken()
        token.first = UInt16(first.number)
        token.last = UInt16(last.number)
        return try token.text()
    }

    // T6, F11: tolerance of 600 s; the last good instant is a millisecond before the end
    @Test(arguments: table)
    func `a day begins and ends at the issuer's midnights`(entry: Midnights) throws {
        let day = Sample.day(entry.day)
        let begins = try #require(Timestamp(rfc3339: entry.begins))
        let ends = try #require(Timestamp(rfc3339: entry.ends))
        let text = try text(first: day, last: day)
        let (early, late) = (
            VerificationError.notYetValid(first: day), VerificationError.expired(last: day)
        )
        let answers: [(Timestamp, Int64, VerificationError?)] = [
            (begins, -601_000, early), (begins, -600_001, early), (begins, -600_000, nil),
            (begins, -599_000, nil), (begins, 0, nil), (ends, -1, nil), (ends, 0, nil),
            (ends, 599_000, nil), (ends, 599_999, nil), (ends, 600_000, late),
            (ends, 601_000, late),
        ]

        var till = till(entry)
        for (end, delta, answer) in answers {
            till.time = end.advanced(byMilliseconds: delta)
            #expect(try till.answer(text) == answer, "\(till.time.rfc3339)")
        }
    }

    // T6
    @Test func `the till's own zone plays no part`() throws {
        let text = try text(first: Sample.day("2026-12-01"), last: Sample.day("2026-12-01"))
        var till = till(DayBoundaryTests.table[0])
        let lastMinute = [
            "2026-12-01T21:59:00Z", "2026-12-01T23:59:00+02:00", "2026-12-02T11:59:00+14:00",
            "2026-12-01T10:59:00-11:00",
        ]
        let afterwards = ["2026-12-01T22:10:00Z", "2026-12-01T11:10:00-11:00"]

        for time in lastMinute {
            till.time = try #require(Timestamp(rfc3339: time))
            #expect(try till.answer(text) == nil)
        }
        for time in afterwards {
            till.time = try #require(Timestamp(rfc3339: time))
            #expect(try till.answer(text) == .expired(last: Sample.day("2026-12-01")))
        }
    }

    // T12 step 11
    @Test func `a clock outside all days or before the kit cannot be right`() throws {
        let text = try text(first: .zero, last: Day(civilNumber: 3_660))
        var till = till(DayBoundaryTests.table[7])
        till.issuedAt = Timestamp(milliseconds: Int64.min / 2)
        let times = [
            ("2019-12-31T23:49:59Z", false), ("2019-12-31T23:50:00Z", true),
            ("2199-06-07T00:10:00Z", false),
        ]

        for (time, isPlausible) in times {
            till.time = try #require(Timestamp(rfc3339: time))
            let answer = try till.answer(text)
            #expect((answer?.code == "clock_implausible") == !isPlausible)
        }
        till.issuedAt = Sample.noon
        till.time = Sample.noon.advanced(byMilliseconds: -600_000)
        #expect(try till.answer(text) == nil)
        till.time = Sample.noon.advanced(byMilliseconds: -600_001)
        #expect(try till.answer(text) == .clockImplausible(till.time))
    }

    // T12: the ledger knows extensions and decides about days itself
    @Test func `days and compromised keys are the ledger's where it is asked next`() throws {
        let text = try text(first: .zero, last: .zero)
        var till = Till()
        till.records = [SampleKeys.record(state: .compromised)]
        #expect(try till.answer(text) == .keyCompromised(KeyID(1)))

        till.authority = .ledger

        #expect(try till.answer(text) == nil)
    }

    // T12 step 14
    @Test func `a kit is trusted until the instant it ends`() throws {
        var till = Till()
        till.time = till.expiresAt.advanced(byMilliseconds: -1)
        #expect(try till.answer(try HandmadeToken().text()) == nil)

        till.time = till.expiresAt

        #expect(
            try till.answer(try HandmadeToken().text()) == .kitTooOld(expiredAt: till.expiresAt))
    }
}
