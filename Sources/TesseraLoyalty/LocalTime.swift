import TesseraModel

/// What a typed day and time of day mean in a zone.
///
/// Somebody who types a time that the clocks skip, or show twice, is asked which one is meant.
///
/// - Source: F12.
package enum LocalTime: Hashable, Sendable {
    /// The clocks show it once.
    case exact(Timestamp)
    /// The clocks never show it. What is as long before the end of the gap as the typed time
    /// is, and what is as long after its beginning: 02:30 may have meant 01:30 or 03:30.
    case skipped(before: Timestamp, after: Timestamp)
    /// The clocks show it twice.
    case doubled(first: Timestamp, second: Timestamp)

    /// What a time of day means.
    ///
    /// - Parameters:
    ///   - day: A day of the zone.
    ///   - minute: Minutes since 00:00 on the clock, 0…1 440.
    ///   - zone: Whose clocks are meant.
    package init(day: Day, minute: Int, zone: IssuerZone) {
        let local = IssuerZone.localSeconds(day, minute: minute)
        let instants = zone.instants(ofLocal: local)
        if instants.count > 1 {
            self = .doubled(
                first: Timestamp(seconds: instants[0]), second: Timestamp(seconds: instants[1]))
        } else if instants.isEmpty, let gap = zone.gap(aroundLocal: local) {
            self = .skipped(
                before: Timestamp(seconds: local - gap.after),
                after: Timestamp(seconds: local - gap.before))
        } else {
            self = .exact(zone.instant(of: day, minute: minute))
        }
    }
}
