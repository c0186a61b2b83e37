import TesseraLoyalty
import TesseraModel
import Testing

/// Zones, days and instants for tests of time.
protocol WindowScene {}

extension WindowScene {
    /// Europe/Bucharest in 2026 and 2027: UTC+3 from 29 March to 25 October 2026 and from 28 March
    /// 2027, each change at 01:00 UTC; else UTC+2.
    var bucharest: IssuerZone {
        IssuerZone(
            name: "Europe/Bucharest",
            first: IssuerZone.Change(fromSeconds: 1_761_440_400, offsetSeconds: 7_200),
            later: [
                IssuerZone.Change(fromSeconds: 1_774_746_000, offsetSeconds: 10_800),
                IssuerZone.Change(fromSeconds: 1_792_890_000, offsetSeconds: 7_200),
                IssuerZone.Change(fromSeconds: 1_806_195_600, offsetSeconds: 10_800),
            ])
    }

    /// UTC+9, without any change.
    var tokyo: IssuerZone {
        IssuerZone(
            name: "Asia/Tokyo",
            first: IssuerZone.Change(fromSeconds: 0, offsetSeconds: 32_400), later: [])
    }

    /// A day that exists.
    func day(_ text: String) throws -> Day { try #require(Day(text: text)) }

    /// An instant, `2026-12-01T12:00:00+02:00`.
    func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }
}
