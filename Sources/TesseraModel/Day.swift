/// A calendar day in the issuer's zone, counted from day 0 = 2020-01-01.
///
/// A day is what people agree on ("good until 31 October"); it becomes an instant only together
/// with an ``IssuerZone``. Stored as typed and never shifted: R10.
///
/// - Source: T3, T6, R10.
package struct Day: Hashable, Comparable, Sendable, Codable {
    /// Days since 2020-01-01; negative for earlier days.
    package let number: Int

    /// The highest day a token can carry, 2199-06-06.
    package static let last = Day(civilNumber: 65_535)
    /// Day 0, 2020-01-01.
    package static let zero = Day(civilNumber: 0)

    static let zeroSinceUnixEpoch = 18_262

    /// The day so many days after 2020-01-01.
    package init(civilNumber: Int) {
        self.number = civilNumber
    }

    /// The day of a proleptic Gregorian date; `nil` if there is none, 30 February for one.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, (1...9_999).contains(year),
            day <= Day.count(ofMonth: month, in: year)
        else { return nil }
        // Counted from 1 March, so that the leap day is the last of its year (H. Hinnant's method).
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.number = era * 146_097 + dayOfEra - 719_468 - Day.zeroSinceUnixEpoch
    }

    /// Reads `2026-11-22`; `nil` for another form and for days that do not exist.
    package init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
            let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: Int(year), month: Int(month), day: Int(day))
    }

    /// Year, month and day of the month in the Gregorian calendar.
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + Day.zeroSinceUnixEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day as `2026-11-22`.
    package var text: String {
        let (year, month, day) = civil
        let digits = "\(year)"
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return "\(padding)\(digits)-\(twoDigits(month))-\(twoDigits(day))"
    }

    /// The day as a cashier says it, `22 November 2026`.
    package var spoken: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        let (year, month, day) = civil
        return "\(day) \(names[month - 1]) \(year)"
    }

    /// The day so many days later, or earlier when negative.
    package func advanced(by days: Int) -> Day {
        Day(civilNumber: number + days)
    }

    /// The same day of the month so many months later; the last day of a shorter month.
    package func advanced(byMonths months: Int) -> Day {
        let (year, month, day) = civil
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let newDay = min(day, Day.count(ofMonth: newMonth, in: newYear))
        return Day(year: newYear, month: newMonth, day: newDay) ?? self
    }

    private static func count(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    package init(from decoder: any Decoder) throws {
        self.init(civilNumber: try decoder.singleValueContainer().decode(Int.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
