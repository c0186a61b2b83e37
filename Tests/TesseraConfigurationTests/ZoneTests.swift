import Foundation
import Testing
import TesseraConfiguration
import TesseraModel

/// The issuer's zone as a table, against changes written by hand and against Foundation itself.
struct ZoneTests {
    /// The changes of a zone within a year, as `2026-03-29T01:00:00Z +10800`.
    private func changes(_ zone: IssuerZone, year: Int) -> [String] {
        zone.changes.map { change in
            let sign = change.offsetSeconds < 0 ? "" : "+"
            return
                "\(Timestamp(seconds: change.fromSeconds).rfc3339) \(sign)\(change.offsetSeconds)"
        }.filter { $0.hasPrefix("\(year)-") }
    }

    /// From each authority's announcement: EU summer time, Morocco's Ramadan, half an hour on Lord
    /// Howe, the change of Volgograd's standard time.
    @Test(arguments: [
        ("Europe/Bucharest", 2026, ["2026-03-29T01:00:00Z +10800", "2026-10-25T01:00:00Z +7200"]),
        ("Europe/Stockholm", 2027, ["2027-03-28T01:00:00Z +7200", "2027-10-31T01:00:00Z +3600"]),
        ("Asia/Jakarta", 2026, []),
        ("Africa/Casablanca", 2025, ["2025-02-23T02:00:00Z +0", "2025-04-06T02:00:00Z +3600"]),
        ("America/New_York", 2026, ["2026-03-08T07:00:00Z -14400", "2026-11-01T06:00:00Z -18000"]),
        (
            "Australia/Lord_Howe", 2026,
            ["2026-04-04T15:00:00Z +37800", "2026-10-03T15:30:00Z +39600"]
        ),
        ("Europe/Volgograd", 2020, ["2020-12-26T22:00:00Z +10800"]),
        ("UTC", 2026, []),
    ])
    func `the table has the changes that the authorities announced`(
        name: String, year: Int, expected: [String]
    ) throws {
        #expect(changes(try IssuerZone.named(name), year: year) == expected)
    }

    @Test(arguments: [
        ("Europe/Bucharest", 7_200), ("Asia/Jakarta", 25_200), ("Asia/Kathmandu", 20_700),
        ("America/St_Johns", -12_600), ("Pacific/Kiritimati", 50_400), ("UTC", 0),
    ])
    func `the first offset holds on day 0 and before`(name: String, offset: Int) throws {
        let zone = try IssuerZone.named(name)
        #expect(zone.offsetSeconds(at: Timestamp(seconds: 1_577_836_800)) == offset)
        #expect(zone.offsetSeconds(at: Timestamp(seconds: 0)) == offset)
    }

    @Test(arguments: [
        "Europe/Bucharest", "Europe/Stockholm", "Europe/Amsterdam", "Europe/London",
        "Europe/Dublin", "Asia/Jakarta", "Asia/Makassar", "Asia/Ho_Chi_Minh", "Asia/Tokyo",
        "Asia/Kathmandu", "Asia/Gaza", "Asia/Amman", "Africa/Casablanca", "Africa/Cairo",
        "Africa/Juba", "America/New_York", "America/St_Johns", "America/Asuncion",
        "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Norfolk",
        "Antarctica/Troll", "Europe/Volgograd",
    ])
    func `the table gives the offset of every sampled moment`(name: String) throws {
        let zone = try IssuerZone.named(name)
        let known = try #require(TimeZone(identifier: name))

        var wrong: [Int64] = []
        // Every seven hours and some seconds, so that no hour of the day is passed over.
        for seconds in stride(from: Int64(1_577_750_400), to: 4_102_444_800, by: 25_327) {
            let expected = known.secondsFromGMT(
                for: Date(timeIntervalSince1970: TimeInterval(seconds)))
            if zone.offsetSeconds(at: Timestamp(seconds: seconds)) != expected {
                wrong.append(seconds)
            }
        }
        #expect(wrong == [])
        for change in zone.changes.dropFirst() {
            let before = Date(timeIntervalSince1970: TimeInterval(change.fromSeconds - 1))
            let after = Date(timeIntervalSince1970: TimeInterval(change.fromSeconds))
            #expect(known.secondsFromGMT(for: before) != known.secondsFromGMT(for: after))
            #expect(known.secondsFromGMT(for: after) == Int(change.offsetSeconds))
        }
    }

    @Test(arguments: [
        ("Europe/Bukarest", "Europe/Bucharest"), ("europe/bucharest", "Europe/Bucharest"),
        ("Asia/Jakart", "Asia/Jakarta"), ("utc", "UTC"), ("EET", nil), ("Mars/Olympus", nil),
        ("", nil), ("../etc/passwd", nil),
    ])
    func `a name that is none is refused with the nearest that is`(
        name: String, nearest: String?
    ) {
        #expect(throws: ConfigurationError.unknownZone(name, nearest: nearest, at: nil)) {
            try IssuerZone.named(name)
        }
    }
}
