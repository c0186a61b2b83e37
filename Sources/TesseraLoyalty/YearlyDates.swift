import TesseraModel

extension Window.ClosedDates {
    /// Returns whether a day of any year is among the dates.
    ///
    /// The end of February is its last day, so dates up to the 28th include the 29th.
    ///
    /// - Source: R10; F11.
    package func covers(_ day: Day) -> Bool {
        let (_, month, number) = day.civil
        let date = month * 100 + number
        return from <= end
            ? (from...end).contains(date) : date >= from || date <= end
    }

    /// Returns whether a day outside of the dates is nearer to their end than to their beginning.
    func isOver(on day: Day) -> Bool {
        var distance = 1
        // A gap has less than 366 days, so one of the two ends is met.
        while distance < 366 {
            if covers(day.advanced(by: -distance)) { return true }
            if covers(day.advanced(by: distance)) { return false }
            distance += 1
        }
        return false
    }

    /// The dates for people, `1 December to 6 January of every year`.
    var spoken: String {
        "\(Window.ClosedDates.spoken(from)) to \(Window.ClosedDates.spoken(to)) of every year"
    }

    private var end: Int { to == 228 ? 229 : to }

    private static func spoken(_ date: Int) -> String {
        // In a leap year every date exists.
        guard let day = Day(year: 2_000, month: date / 100, day: date % 100) else {
            return "\(date % 100).\(date / 100)."
        }
        return String(day.spoken.dropLast(" 2000".count))
    }
}

extension Day {
    /// Which day of the week it is, 1 for Monday to 7 for Sunday.
    package var weekday: Int {
        // Day 0 was a Wednesday.
        ((number + 2) % 7 + 7) % 7 + 1
    }

    /// A day of the week in words, 1 for Monday.
    package static func spokenWeekday(_ number: Int) -> String {
        let names = [
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        ]
        return names.indices.contains(number - 1) ? names[number - 1] : "day \(number)"
    }
}
