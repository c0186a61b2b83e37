import TesseraLoyalty
import TesseraModel

/// How single values of a programme file are read from their characters; a number never becomes
/// a floating-point one on the way.
enum ProgrammeValues {
    typealias Fault = ProgrammeError.Fault

    /// The largest number that a programme may hold.
    static let largest = AmountText.largestMinorUnits

    /// A number of so many decimals at most, in the smallest of them; `nil` if it is none.
    static func fixed(_ text: some StringProtocol, decimals: Int) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, !whole.isEmpty,
            parts.count == 1 || (1...max(1, decimals)).contains(parts[1].utf8.count),
            parts.count == 1 || decimals > 0,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            whole.utf8.count <= 13
        else { return nil }
        let rest = parts.count == 2 ? String(parts[1]) : ""
        let zeros = String(repeating: "0", count: decimals - rest.utf8.count)
        guard let value = Int64(whole + rest + zeros), value <= largest else { return nil }
        return value
    }

    /// A whole number within a range.
    static func whole(
        _ text: some StringProtocol, in range: ClosedRange<Int>
    ) -> Int? {
        guard let value = fixed(text, decimals: 0), range.contains(Int(value)) else { return nil }
        return Int(value)
    }

    /// Basis points from a number of per cent with at most two decimals and maybe the sign.
    static func basisPoints(_ text: String) -> Int? {
        let digits = text.hasSuffix("%") ? String(text.dropLast()).trimmed : text
        guard let value = fixed(digits, decimals: 2), value <= 10_000 else { return nil }
        return Int(value)
    }

    /// The minute of a day from `09:00`; `24:00` only as an end.
    static func minute(_ text: some StringProtocol, orEnd: Bool = false) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = whole(parts[0], in: 0...24), let minute = whole(parts[1], in: 0...59),
            hour < 24 || (orEnd && minute == 0)
        else { return nil }
        return hour * 60 + minute
    }

    /// Two minutes of a day from `21:00-09:00`, which differ.
    static func hours(_ text: String, of key: String) throws(Fault) -> Window.Hours {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = minute(parts[0]),
            let to = minute(parts[1], orEnd: true)
        else { throw .wrongType(key, wanted: "two times such as 08:00-11:00") }
        guard from != to else { throw .contradiction(.emptyHours(text)) }
        // A band to 00:00 ends with its own day.
        return Window.Hours(from: from, to: to == 0 ? 1_440 : to)
    }

    /// A day, or two with "to" between them.
    static func days(_ text: String, of key: String) throws(Fault) -> Window.ClosedDays {
        let ends = text.split(separator: " ", omittingEmptySubsequences: true)
        let (isOne, isTwo) = (ends.count == 1, ends.count == 3 && ends[1] == "to")
        guard isOne || isTwo, let first = ends.first.flatMap({ Day(text: String($0)) }),
            let last = ends.last.flatMap({ Day(text: String($0)) })
        else { throw .wrongType(key, wanted: "a day such as 2026-11-22, or two with to") }
        guard first <= last else {
            throw .contradiction(.endsBeforeItBegins(first: first, last: last))
        }
        return Window.ClosedDays(first: first, last: last)
    }

    /// Dates of every year, `12-01 to 01-06`; 29 February is one.
    static func dates(_ text: String, of key: String) throws(Fault) -> Window.ClosedDates {
        let ends = text.split(separator: " ", omittingEmptySubsequences: true)
        guard ends.count == 3, ends[1] == "to", let from = date(ends[0]), let to = date(ends[2])
        else { throw .wrongType(key, wanted: "two dates such as 12-01 to 01-06") }
        return Window.ClosedDates(from: from, to: to)
    }

    private static func date(_ text: Substring) -> Int? {
        // A leap year has every date there is.
        guard let (_, month, day) = Day(text: "2028-\(text)")?.civil else { return nil }
        return month * 100 + day
    }

    /// A time zone by region and city.
    static func zone(_ text: String) throws(Fault) -> IssuerZone {
        do {
            return try IssuerZone.named(text)
        } catch {
            guard case .unknownZone(_, let nearest, _) = error else {
                throw .unknownName(.timeZone, text, nearest: nil)
            }
            throw .unknownName(.timeZone, text, nearest: nearest)
        }
    }

    /// One word of a closed set.
    static func choice<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
        _ text: String
    ) throws(Fault) -> Choice {
        guard let choice = Choice(rawValue: text) else {
            throw .unknown(.choice, text, in: Choice.allCases.map(\.rawValue))
        }
        return choice
    }

    /// An event of the closed set.
    static func event(_ text: String) throws(Fault) -> EventKind {
        guard let kind = EventKind(rawValue: text) else {
            throw .unknown(.event, text, in: EventKind.allCases.map(\.rawValue))
        }
        return kind
    }
}
