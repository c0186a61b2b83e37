/// How a sentence names moments: for a reader in the issuer's zone at a certain time.
///
/// The same fact is "today at 14:05" at the till and an absolute time in a log.
///
/// - Source: W4 of the house's wording rules.
package struct Telling: Hashable, Sendable {
    /// The zone in which times are told.
    package let zone: IssuerZone
    /// When the sentence is read; `nil` tells every moment by its date.
    package let now: Timestamp?
    /// Who reads it.
    package let hearer: Hearer

    /// Who reads what is told: only the issuer's own hear who worked where.
    package enum Hearer: Hashable, Sendable {
        /// Whoever works for the issuer.
        case own
        /// A partner, who hears of its own people.
        case partner(ShopID)
        /// Anybody.
        case stranger

        /// Whether somebody who worked in a shop is named.
        package func hears(ofPeopleIn shop: ShopID) -> Bool {
            switch self {
            case .own: true
            case .partner(let partner): shop == partner
            case .stranger: false
            }
        }
    }

    /// Tells moments in a zone, relative to a time if there is one.
    package init(zone: IssuerZone, now: Timestamp?, to hearer: Hearer = .own) {
        self.zone = zone
        self.now = now
        self.hearer = hearer
    }

    /// The same for somebody else.
    package func told(to hearer: Hearer) -> Telling {
        Telling(zone: zone, now: now, to: hearer)
    }

    /// Dates and times in UTC, for readers that are not known.
    package static let absolute = Telling(zone: .utc, now: nil)

    /// A moment in the past: `just now`, `12 seconds ago`, `today at 14:05` or
    /// `on 3 May 2026 at 14:05`.
    package func moment(_ time: Timestamp) -> String {
        let clock = zone.timeOfDay(at: time)
        let day = zone.day(at: time)
        guard let now else { return "on \(day.spoken) at \(clock) \(zone.name)" }
        let passed = (now.milliseconds - time.milliseconds) / 1_000
        if (0..<60).contains(passed) {
            if passed == 0 { return "just now" }
            return passed == 1 ? "1 second ago" : "\(passed) seconds ago"
        }
        return day == zone.day(at: now) ? "today at \(clock)" : "on \(day.spoken) at \(clock)"
    }

    /// A time of day to come, with its date unless that is today: `14:32` or
    /// `4 May 2026 at 09:00`.
    package func clock(_ time: Timestamp) -> String {
        let clock = zone.timeOfDay(at: time)
        let day = zone.day(at: time)
        guard let now else { return "\(day.spoken) at \(clock) \(zone.name)" }
        return day == zone.day(at: now) ? clock : "\(day.spoken) at \(clock)"
    }
}
