import TesseraModel

/// An event that arises by itself and has not been recorded yet.
///
/// - Source: R8.
package struct DueEvent: Hashable, Sendable {
    /// The rule whose day has come, `birthday/gift`.
    package let occasion: String
    /// ``EventKind/date`` or ``EventKind/inactivity``.
    package let kind: EventKind
    /// When it is due; it is recorded as having happened then, however late that is noticed.
    package let dueAt: Timestamp
    /// What its operation's id follows from, `birthday/gift|mem_7|2027-02-28`: the same however
    /// often somebody looks.
    package let key: String
    /// The event that it comes after; `nil` for other triggers.
    package let about: OperationID?

    /// An event that is due.
    package init(
        occasion: String, kind: EventKind, dueAt: Timestamp, key: String, about: OperationID?
    ) {
        self.occasion = occasion
        self.kind = kind
        self.dueAt = dueAt
        self.key = key
        self.about = about
    }
}

extension Judge {
    /// How far back an event is looked for that nobody has noticed, in days.
    package static let longestDelayDays = 400

    /// The events that are due for a member and not yet in the history.
    ///
    /// It does not matter when or how often somebody looks: a late look finds the same events
    /// with the same times. At most one arises for a rule on a day. A rule is silent on days on
    /// which its campaign does not hold.
    ///
    /// - Parameters:
    ///   - member: The member with all that has happened.
    ///   - birthday: Month and day of the month, if known; 29 February falls on the 28th.
    ///   - programme: What the shop has agreed.
    ///   - zone: The issuer's zone.
    ///   - now: Until when, inclusive.
    /// - Returns: From joining on and at most ``longestDelayDays`` back, oldest first.
    /// - Source: R8; M41, M44–M47.
    package static func due(
        for member: MemberView, birthday: (month: Int, day: Int)?, programme: Programme,
        zone: IssuerZone, now: Timestamp
    ) -> [DueEvent] {
        let calendar = DueCalendar(member: member, birthday: birthday, zone: zone, now: now)
        var found: [DueEvent] = []
        for campaign in programme.campaigns {
            for rule in campaign.rules {
                guard let trigger = rule.trigger else { continue }
                let occasion = "\(campaign.id)/\(rule.id)"
                found += calendar.events(of: trigger, occasion).filter {
                    campaign.window.holds(at: $0.dueAt, zone: zone)
                }
            }
        }
        return found.sorted { ($0.dueAt, $0.key) < ($1.dueAt, $1.key) }
    }
}

/// The days on which triggers fall for a member.
private struct DueCalendar {
    let member: MemberView
    let birthday: (month: Int, day: Int)?
    let zone: IssuerZone
    let now: Timestamp

    func events(of trigger: Trigger, _ occasion: String) -> [DueEvent] {
        let recorded = Set(
            member.history.filter { $0.event.facts.occasion == occasion }
                .map { zone.day(at: $0.event.occurredAt) })
        var seen = recorded
        return times(of: trigger).filter { isWithin($0.time) }.compactMap { due in
            guard seen.insert(due.day).inserted else { return nil }
            return DueEvent(
                occasion: occasion, kind: trigger.kind, dueAt: due.time,
                key: "\(occasion)|\(member.number.text)|\(due.day.text)", about: due.about)
        }
    }

    private struct Due {
        let day: Day
        let time: Timestamp
        var about: OperationID?
    }

    private func isWithin(_ time: Timestamp) -> Bool {
        let earliest = zone.day(at: now).advanced(by: -Judge.longestDelayDays)
        return member.joinedAt <= time && time <= now && earliest <= zone.day(at: time)
    }

    private func due(_ day: Day, _ minute: Int, about: OperationID? = nil) -> Due {
        Due(day: day, time: zone.instant(of: day, minute: minute), about: about)
    }

    private func times(of trigger: Trigger) -> [Due] {
        switch trigger {
        case .birthday(let minute):
            guard let birthday else { return [] }
            return yearly(birthday.month, birthday.day).map { due($0, minute) }
        case .anniversary(let minute):
            let joined = zone.day(at: member.joinedAt)
            let (_, month, day) = joined.civil
            return yearly(month, day).filter { $0 > joined }.map { due($0, minute) }
        case .after(let kind, let days, let minute):
            return member.history.filter { $0.isAccepted && $0.event.kind == kind }.map { past in
                let day = zone.day(at: past.event.occurredAt).advanced(by: days)
                return due(day, minute, about: past.event.operation)
            }
        case .expiry(let asset, let days, let minute):
            let today = zone.day(at: now)
            let ends = (member.lots[asset] ?? []).filter { $0.left > 0 }.compactMap(\.last)
            return Set(ends).filter { today <= $0 }.sorted().map {
                due($0.advanced(by: -days), minute)
            }
        case .lateness(let filter, let percent, let floorDays, let minute):
            return absences(filter, percent, floorDays, minute)
        }
    }

    // One day of each of the years that matter.
    private func yearly(_ month: Int, _ day: Int) -> [Day] {
        let years = (zone.day(at: now).civil.year - 2)...zone.day(at: now).civil.year
        return years.compactMap { year in
            Day(year: year, month: month, day: day)
                ?? (month == 2 && day == 29 ? Day(year: year, month: 2, day: 28) : nil)
        }
    }

    // After each day on which the member came, the day on which the absence becomes too long, if
    // the member had not come back by then.
    private func absences(
        _ filter: EventFilter, _ percent: Int, _ floorDays: Int, _ minute: Int
    ) -> [Due] {
        let visits = member.history.filter { $0.matches(filter) }
        let days = Rhythm.days(of: visits, zone)
        let times = visits.map(\.event.occurredAt).sorted()
        return days.indices.compactMap { index in
            guard let usual = Rhythm.usual(Array(days[...index]), floorDays: floorDays)
            else { return nil }
            let (product, overflow) = usual.multipliedReportingOverflow(by: Int64(percent))
            guard !overflow else { return nil }
            let late = due(days[index].advanced(by: Int((product + 99) / 100)), minute)
            let isBack = times.contains { zone.day(at: $0) > days[index] && $0 <= late.time }
            return isBack ? nil : late
        }
    }
}

extension Trigger {
    fileprivate var kind: EventKind {
        if case .lateness = self { .inactivity } else { .date }
    }
}
