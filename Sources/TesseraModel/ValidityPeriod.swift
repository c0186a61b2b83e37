/// The days on which a token is good, both ends included.
///
/// - Source: T3, T6, R10.
package struct ValidityPeriod: Hashable, Sendable, Codable {
    /// The first good day.
    package let first: Day
    /// The last good day; the token dies at the midnight that ends it.
    package let last: Day

    /// The longest period a token can carry, ten years and eight days.
    package static let longestDayCount = 3_660

    /// The period from the first to the last day; `nil` if the days are out of order, more than
    /// 3 660 days apart or outside 2020-01-01…2199-06-06.
    package init?(first: Day, last: Day) {
        guard first >= .zero, last <= .last, first <= last,
            last.number - first.number <= ValidityPeriod.longestDayCount
        else { return nil }
        self.first = first
        self.last = last
    }

    /// Returns whether an instant is on one of the good days in every zone there can be, with up to
    /// ten minutes to spare; `false` says nothing.
    @inline(__always)
    package func holdsEverywhere(at time: Timestamp) -> Bool {
        let start = Int64(first.number + Day.zeroSinceUnixEpoch + 1) * 86_400_000
        let end = Int64(last.number + Day.zeroSinceUnixEpoch) * 86_400_000
        return start <= time.milliseconds && time.milliseconds < end
    }

    /// Returns whether the day is one of the good ones.
    package func contains(_ day: Day) -> Bool { first <= day && day <= last }
}
