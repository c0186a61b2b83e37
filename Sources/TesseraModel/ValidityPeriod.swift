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

    /// Returns whether the day is one of the good ones.
    package func contains(_ day: Day) -> Bool { first <= day && day <= last }
}
