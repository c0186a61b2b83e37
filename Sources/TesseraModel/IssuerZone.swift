/// The issuer's time zone as plain data: which offset from UTC holds from when on.
///
/// A till decides in the issuer's zone, never in its own, so the offsets travel with the keys. A
/// till without a time-zone database, or with an old one, still finds the issuer's midnight.
///
/// - Source: T6.
package struct IssuerZone: Hashable, Sendable {
    /// The zone's IANA name, `Europe/Bucharest`; shown to people, never looked up again.
    package let name: String
    /// Changes of the offset in order of time; the first one also holds for all earlier times.
    package let changes: [Change]

    /// From an instant on, local time is UTC plus an offset.
    package struct Change: Hashable, Sendable {
        /// Seconds since the Unix epoch at which the offset begins.
        package let fromSeconds: Int64
        /// Seconds that local time is ahead of UTC; negative in the west.
        package let offsetSeconds: Int32

        /// The offset from an instant on.
        package init(fromSeconds: Int64, offsetSeconds: Int32) {
            self.fromSeconds = fromSeconds
            self.offsetSeconds = offsetSeconds
        }
    }

    /// Coordinated universal time.
    package static let utc = IssuerZone(
        name: "UTC", first: Change(fromSeconds: 0, offsetSeconds: 0), later: [])

    /// The most that local time may be away from UTC, in seconds: less than a day.
    package static let largestOffset: Int32 = 86_399 - 600

    /// A zone with at least one offset, none larger than ``largestOffset`` either way.
    ///
    /// - Parameters:
    ///   - name: The IANA name.
    ///   - first: The offset that also holds before it begins.
    ///   - later: All other changes; their order does not matter.
    package init(name: String, first: Change, later: [Change]) {
        precondition(
            ([first] + later).allSatisfy {
                $0.offsetSeconds.magnitude <= IssuerZone.largestOffset.magnitude
            })
        self.name = name
        self.changes = [first] + later.sorted { $0.fromSeconds < $1.fromSeconds }
    }

    /// Seconds that local time is ahead of UTC at an instant.
    package func offsetSeconds(at time: Timestamp) -> Int {
        Int(changes[index(at: time.seconds)].offsetSeconds)
    }

    /// Which change holds at a number of seconds since the Unix epoch.
    private func index(at seconds: Int64) -> Int {
        var low = 0
        var high = changes.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].fromSeconds <= seconds { low = middle } else { high = middle }
        }
        return low
    }

    /// The calendar day it is for the issuer at an instant.
    package func day(at time: Timestamp) -> Day {
        let seconds = time.seconds
        return day(at: seconds, index(at: seconds))
    }

    /// The calendar days it is for the issuer at two instants, found with one search.
    ///
    /// - Parameters:
    ///   - first: The earlier instant.
    ///   - last: The later one, not long after.
    /// - Returns: The day of each.
    package func days(from first: Timestamp, to last: Timestamp) -> (first: Day, last: Day) {
        var index = index(at: first.seconds)
        let firstDay = day(at: first.seconds, index)
        let seconds = last.seconds
        while index + 1 < changes.count, changes[index + 1].fromSeconds <= seconds { index += 1 }
        return (firstDay, day(at: seconds, index))
    }

    private func day(at seconds: Int64, _ index: Int) -> Day {
        let local = seconds + Int64(changes[index].offsetSeconds)
        return Day(civilNumber: local.floorDivided(by: 86_400) - Day.zeroSinceUnixEpoch)
    }

    /// The time of day it is for the issuer at an instant, `14:05`.
    package func timeOfDay(at time: Timestamp) -> String {
        let local = time.seconds + Int64(offsetSeconds(at: time))
        let second = Int(local - Int64(local.floorDivided(by: 86_400)) * 86_400)
        return "\(twoDigits(second / 3_600)):\(twoDigits(second / 60 % 60))"
    }
}
