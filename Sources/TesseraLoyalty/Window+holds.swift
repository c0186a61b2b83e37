import TesseraModel

extension Window {
    /// Whether an instant is within the window.
    ///
    /// - Parameters:
    ///   - time: When something happened.
    ///   - zone: The issuer's zone, for a window without one of its own.
    /// - Returns: False outside of any part of it; ``problem(at:zone:)`` says of which.
    /// - Source: R10; F11, F12; M22.
    package func holds(at time: Timestamp, zone: IssuerZone) -> Bool {
        let zone = self.zone ?? zone
        let day = zone.day(at: time)
        return days(whoseHoursCover: zone.minuteOfDay(at: time), of: day)
            .contains { includes($0) }
    }

    /// Which part of the window an instant is outside of.
    ///
    /// The part is the first of: the first day, the last day, the dates of every year, the
    /// weekday, the hour, a day that is left out. Hours after midnight that belong to a band of
    /// the day before are judged by that day.
    ///
    /// - Parameters:
    ///   - time: When something happened.
    ///   - zone: The issuer's zone, for a window without one of its own.
    /// - Returns: `too_early`, `too_late`, `wrong_weekday`, `wrong_hour` or `blackout`; `nil` if
    ///   the instant is within.
    /// - Source: F28.
    package func problem(at time: Timestamp, zone: IssuerZone) -> Refusal? {
        guard !holds(at: time, zone: zone) else { return nil }
        let zone = self.zone ?? zone
        let day = zone.day(at: time)
        let covered = days(whoseHoursCover: zone.minuteOfDay(at: time), of: day)
        let judged = covered.first ?? day
        if let problem = dateProblem(on: judged) { return problem }
        if covered.isEmpty {
            return Refusal(
                code: "wrong_hour", needed: spokenHours, actual: zone.timeOfDay(at: time))
        }
        return blackoutProblem(on: judged)
    }

    /// Returns whether a day is among the window's, whatever the hour.
    package func includes(_ day: Day) -> Bool {
        (first.map { $0 <= day } ?? true) && (last.map { day <= $0 } ?? true)
            && (weekdays.isEmpty || weekdays.contains(day.weekday))
            && (yearly?.covers(day) ?? true)
            && !blackouts.contains { $0.first <= day && day <= $0.last }
    }

    // The days to which a minute belongs: its own, and the one before if a band passes midnight.
    private func days(whoseHoursCover minute: Int, of day: Day) -> [Day] {
        guard !hours.isEmpty else { return [day] }
        var days: [Day] = []
        if hours.contains(where: {
            minute >= $0.from && (minute < $0.to || $0.passesMidnight)
        }) {
            days.append(day)
        }
        if hours.contains(where: { $0.passesMidnight && minute < $0.to }) {
            days.append(day.advanced(by: -1))
        }
        return days
    }

    private func dateProblem(on day: Day) -> Refusal? {
        if let first, day < first {
            return Refusal(
                code: "too_early", needed: "from \(first.spoken)", actual: day.spoken)
        }
        if let last, last < day {
            return Refusal(
                code: "too_late", needed: "until \(last.spoken)", actual: day.spoken)
        }
        if let yearly, !yearly.covers(day) {
            return Refusal(
                code: yearly.isOver(on: day) ? "too_late" : "too_early",
                needed: yearly.spoken, actual: day.spoken)
        }
        if !weekdays.isEmpty, !weekdays.contains(day.weekday) {
            let needed = weekdays.sorted().map(Day.spokenWeekday).joined(separator: ", ")
            return Refusal(
                code: "wrong_weekday", needed: needed, actual: Day.spokenWeekday(day.weekday))
        }
        return nil
    }

    private func blackoutProblem(on day: Day) -> Refusal? {
        guard let days = blackouts.first(where: { $0.first <= day && day <= $0.last }) else {
            return nil
        }
        return Refusal(code: "blackout", needed: days.spoken, actual: day.spoken)
    }

    /// The hours for people.
    var spokenHours: String {
        hours.map { "\(spokenTime($0.from))–\(spokenTime($0.to))" }.joined(separator: ", ")
    }
}

extension Window.Hours {
    /// Whether the band ends on the day after it begins.
    var passesMidnight: Bool { to < from }
}

extension Window.ClosedDays {
    /// The days for people.
    var spoken: String {
        first == last
            ? "not on \(first.spoken)" : "not from \(first.spoken) to \(last.spoken)"
    }
}
