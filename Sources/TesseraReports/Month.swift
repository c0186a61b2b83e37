import TesseraModel

/// A month of a year.
package struct Month: Hashable, Comparable, Sendable {
    /// Year × 12 + month − 1.
    package let number: Int

    /// The month with a number.
    package init(number: Int) { self.number = number }

    /// The month of a day.
    package init(of day: Day) {
        let (year, month, _) = day.civil
        self.number = year * 12 + month - 1
    }

    /// The month as `2026-01`.
    package var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

    /// The quarter as `2026-Q1`.
    package var quarterText: String { "\(year)-Q\((month - 1) / 3 + 1)" }

    /// The last day of the month.
    package var lastDay: Day {
        let next = number + 1
        let first = Day(year: next / 12, month: next % 12 + 1, day: 1) ?? Day.last
        return first.advanced(by: -1)
    }

    private var year: Int { number / 12 }
    private var month: Int { number % 12 + 1 }

    package static func < (left: Month, right: Month) -> Bool { left.number < right.number }
}

/// Days from one to another, both included; an open end is `nil`.
package struct Span: Hashable, Sendable {
    /// The first day that counts; `nil` from the beginning.
    package let first: Day?
    /// The last day that counts; `nil` without an end.
    package let last: Day?

    /// All days.
    package static let all = Span(first: nil, last: nil)

    /// Days from one to another.
    package init(first: Day?, last: Day?) {
        self.first = first
        self.last = last
    }

    /// Returns whether a day counts.
    package func contains(_ day: Day) -> Bool {
        (first.map { $0 <= day } ?? true) && (last.map { day <= $0 } ?? true)
    }

    /// The days as people read them.
    var text: String {
        switch (first, last) {
        case (nil, nil): "All days count."
        case (let first?, nil): "Days from \(first.text) on count."
        case (nil, let last?): "Days up to \(last.text) count."
        case (let first?, let last?): "Days from \(first.text) to \(last.text) count."
        }
    }
}
