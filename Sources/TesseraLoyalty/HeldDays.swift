import TesseraModel

/// The days on which a window holds, to find out whether two can hold at once.
///
/// - Source: F22.
struct HeldDays {
    /// The window.
    let window: Window
    // One bit for each day, and the same with the days before and after.
    private let bits: [UInt64]
    private let wide: [UInt64]

    /// The days of a window among some.
    ///
    /// - Parameters:
    ///   - window: Whose days.
    ///   - days: Numbers of days; see ``horizon(of:from:)``.
    init(_ window: Window, in days: Range<Int>) {
        var bits = [UInt64](repeating: 0, count: days.count / 64 + 1)
        for (index, number) in days.enumerated()
        where window.includes(Day(civilNumber: number)) {
            bits[index / 64] |= 1 << UInt64(index % 64)
        }
        self.window = window
        self.bits = bits
        self.wide = bits.indices.map { index in
            let before = index > 0 ? bits[index - 1] >> 63 : 0
            let after = index + 1 < bits.count ? bits[index + 1] << 63 : 0
            return bits[index] | bits[index] << 1 | before | bits[index] >> 1 | after
        }
    }

    /// The days that have to be looked at so that windows that meet at all meet among them.
    ///
    /// - Parameters:
    ///   - windows: All of them.
    ///   - first: The first day that matters; `nil` for all.
    /// - Returns: Numbers of days.
    static func horizon(of windows: [Window], from first: Day?) -> Range<Int> {
        let bounds = windows.flatMap { window in
            [window.first, window.last].compactMap { $0 }
                + window.blackouts.flatMap { [$0.first, $0.last] }
        }
        .map(\.number)
        let start = first?.number ?? bounds.min() ?? 0
        // Every date falls on every weekday within 28 years; else one year shows all.
        let isMixed =
            windows.contains { $0.yearly != nil } && windows.contains { !$0.weekdays.isEmpty }
        let years = isMixed ? 28 : 2
        // Bounds decades away are typing errors; the search stays bounded.
        let end = min(max(bounds.max() ?? start, start), start + 30 * 366)
        return start..<(end + years * 366)
    }

    /// Returns whether both hold at some instant; in doubt it does.
    func meets(_ other: HeldDays) -> Bool {
        // A day of one zone touches two or three of another.
        let isSameZone = window.zone == other.window.zone
        let isNight = (window.hours + other.window.hours).contains { $0.passesMidnight }
        let theirs = isSameZone && !isNight ? other.bits : other.wide
        guard zip(bits, theirs).contains(where: { $0 & $1 != 0 }) else { return false }
        guard isSameZone, !window.hours.isEmpty, !other.window.hours.isEmpty else { return true }
        let (mine, others) = (HeldDays.ranges(window.hours), HeldDays.ranges(other.window.hours))
        return mine.contains { range in others.contains { $0.overlaps(range) } }
    }

    private static func ranges(_ hours: [Window.Hours]) -> [Range<Int>] {
        hours.flatMap { band in
            band.passesMidnight
                ? [band.from..<1_440, 0..<band.to] : [band.from..<band.to]
        }
    }
}
