import TesseraModel
import Testing

struct TimestampTests {
    @Test(arguments: [
        ("2026-12-01T12:00:00Z", 1_796_126_400_000), ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1_000), ("1969-12-31T23:59:59.999Z", -1),
        ("2026-12-01T12:00:00.500Z", 1_796_126_400_500),
        ("2026-12-01T12:00:00.007Z", 1_796_126_400_007),
        ("2026-12-01T12:00:00.042Z", 1_796_126_400_042),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000),
    ])
    func `an instant is written and read in one spelling`(text: String, milliseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
        #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test(arguments: [
        ("2026-12-01T12:00:00+02:00", 1_796_119_200_000),
        ("2026-12-01T08:30:00-03:30", 1_796_126_400_000),
        ("2026-12-01T00:00:00+12:00", 1_796_040_000_000),
        ("2026-12-01T12:00:00-00:00", 1_796_126_400_000),
        ("2026-12-01t12:00:00z", 1_796_126_400_000),
        ("2026-12-01T12:00:00.5Z", 1_796_126_400_500),
        ("2026-12-01T12:00:00.1239999Z", 1_796_126_400_123),
        ("2026-12-01T12:00:00.05+02:00", 1_796_119_200_050),
    ])
    func `offsets and fractions are read`(text: String, milliseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-12-01", "2026-12-01T12:00:00", "2026-12-01 12:00:00Z", "2026-12-01T24:00:00Z",
        "2026-12-01T12:60:00Z", "2026-12-01T12:00:60Z", "2026-02-30T12:00:00Z",
        "2026-12-01T12:00:00.Z", "2026-12-01T12:00:00,5Z", "2026-12-01T12:00:00+2:00",
        "2026-12-01T12:00:00+0200", "2026-12-01T12:00:00+24:00", "2026-12-01T12:00:00+02:60",
        "2026-12-01T12:00:00ZZ", "2026-12-01T12:00:00Z ", "2026-12-01T1a:00:00Z",
        "2026-12-01T12:00:00.5", "2026-12-01T12.00.00Z", "now", "1796126400",
    ])
    func `nonsense is no instant`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [(1_999, 1), (0, 0), (-1, -1), (-1_000, -1), (-1_001, -2)])
    func `seconds are rounded towards the past`(milliseconds: Int64, seconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).seconds == seconds)
    }
}

struct IssuerZoneTests {
    /// Europe/Bucharest around 2026: UTC+2 in winter, UTC+3 from 29 March to 25 October.
    private let bucharest = IssuerZone(
        name: "Europe/Bucharest",
        first: .init(fromSeconds: 1_761_440_400, offsetSeconds: 7_200),
        later: [
            .init(fromSeconds: 1_792_890_000, offsetSeconds: 7_200),
            .init(fromSeconds: 1_774_746_000, offsetSeconds: 10_800),
        ])

    @Test(arguments: [
        ("2026-03-28T21:59:59Z", "2026-03-28", "23:59"),
        ("2026-03-28T22:00:00Z", "2026-03-29", "00:00"),
        ("2026-03-29T00:59:59Z", "2026-03-29", "02:59"),
        ("2026-03-29T01:00:00Z", "2026-03-29", "04:00"),
        ("2026-03-29T20:59:59Z", "2026-03-29", "23:59"),
        ("2026-03-29T21:00:00Z", "2026-03-30", "00:00"),
        ("2026-10-24T20:59:59Z", "2026-10-24", "23:59"),
        ("2026-10-24T21:00:00Z", "2026-10-25", "00:00"),
        ("2026-10-25T00:59:59Z", "2026-10-25", "03:59"),
        ("2026-10-25T01:00:00Z", "2026-10-25", "03:00"),
        ("2026-10-25T21:59:59Z", "2026-10-25", "23:59"),
        ("2026-10-25T22:00:00Z", "2026-10-26", "00:00"),
        ("2019-12-31T22:00:00Z", "2020-01-01", "00:00"),
    ])
    func `midnight is the issuer's, also when the clocks change, T6`(
        instant: String, day: String, timeOfDay: String
    ) throws {
        let time = try #require(Timestamp(rfc3339: instant))

        #expect(bucharest.day(at: time).text == day)
        #expect(bucharest.timeOfDay(at: time) == timeOfDay)
    }

    @Test func `in the west the day begins after midnight in UTC`() throws {
        let zone = IssuerZone(
            name: "America/St_Johns", first: .init(fromSeconds: 0, offsetSeconds: -12_600),
            later: [])
        let time = try #require(Timestamp(rfc3339: "2026-01-01T03:29:59Z"))

        #expect(zone.day(at: time).text == "2025-12-31")
        #expect(zone.day(at: time.advanced(byMilliseconds: 1_000)).text == "2026-01-01")
    }
}
