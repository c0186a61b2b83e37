import TesseraModel

/// On which days something may arise by itself for whom, so that nobody is looked at in vain.
///
/// Nothing new can be due for a member but on a day that stands here; that it is due is decided by
/// looking. For an absence the earliest thinkable day is noted first and the real one worked out
/// then, if the member has not come in the meantime.
///
/// - Source: R8.
struct ReplayAgenda {
    private struct Visitor: Hashable {
        let place: Int
        let trigger: Int
    }

    /// What makes events arise in the programme.
    let triggers: [Trigger]
    private let zone: IssuerZone
    private var queue = ReplayQueue()
    // The last two days of visits.
    private var visits: [Visitor: (last: Day, before: Day?)] = [:]

    init(_ programme: Programme, zone: IssuerZone) {
        triggers = programme.campaigns.flatMap { $0.rules.compactMap(\.trigger) }
        self.zone = zone
    }

    /// Notes the first look and the days that come every year.
    mutating func begin(_ customer: ReplayCustomer, _ place: Int, from first: Day, through: Day) {
        guard !triggers.isEmpty else { return }
        look(at: customer, place, on: first)
        let joined = zone.day(at: customer.joinedAt)
        let years = first.civil.year...max(first.civil.year, through.civil.year)
        for trigger in triggers {
            let found: (days: [Day], minute: Int)
            switch trigger {
            case .birthday(let minute):
                guard let birthday = customer.birthday else { continue }
                found = (yearly(birthday / 100, birthday % 100, years), minute)
            case .anniversary(let minute):
                let (_, month, day) = joined.civil
                found = (yearly(month, day, years), minute)
            default: continue
            }
            for day in found.days.map({ due($0, found.minute) }) where first < day {
                look(at: customer, place, on: day)
            }
        }
    }

    /// Notes that a member is to be looked at on a day.
    mutating func look(at customer: ReplayCustomer, _ place: Int, on day: Day) {
        queue.push(
            ReplayQueue.Entry(day: day, member: customer.number, place: place, reason: .look))
    }

    /// Notes what an event may lead to, not before a day.
    mutating func heard(
        _ past: PastEvent, of customer: ReplayCustomer, _ place: Int, notBefore earliest: Day
    ) {
        for (index, trigger) in triggers.enumerated() {
            switch trigger {
            case .after(past.event.kind, let days, let minute):
                let day = zone.day(at: past.event.occurredAt).advanced(by: days)
                look(at: customer, place, on: max(earliest, due(day, minute)))
            case .lateness(let filter, let percent, let floorDays, let minute):
                guard past.matches(filter) else { continue }
                let visitor = Visitor(place: place, trigger: index)
                let day = zone.day(at: past.event.occurredAt)
                let last = visits[visitor]?.last
                if let last, day <= last {
                    // One that is told late changes what is usual.
                    if day < last { visited(index, filter, customer, place, earliest) }
                    continue
                }
                visits[visitor] = (day, last)
                let usual = Int64(max(floorDays, 1))
                guard let end = absence(since: day, usual, percent, minute) else { continue }
                absent(customer, place, index, since: day, on: max(earliest, end))
            default: continue
            }
        }
    }

    /// Notes when units will expire, not before a day.
    mutating func credited(
        _ asset: String, last: Day, to customer: ReplayCustomer, _ place: Int,
        notBefore earliest: Day
    ) {
        for case .expiry(asset, let days, let minute) in triggers {
            let day = due(last.advanced(by: -days), minute)
            look(at: customer, place, on: max(earliest, day))
        }
    }

    /// Notes what a story that changed may lead to, not before a day.
    mutating func rewritten(
        _ customer: ReplayCustomer, _ place: Int, isMerged: Bool, notBefore earliest: Day
    ) {
        for (index, trigger) in triggers.enumerated() {
            switch trigger {
            case .lateness(let filter, _, _, _):
                visited(index, filter, customer, place, earliest)
            case .after(let kind, let days, let minute) where isMerged:
                for past in customer.history where past.event.kind == kind {
                    let day = zone.day(at: past.event.occurredAt).advanced(by: days)
                    look(at: customer, place, on: max(earliest, due(day, minute)))
                }
            default: continue
            }
        }
        if isMerged, !triggers.isEmpty { look(at: customer, place, on: earliest) }
    }

    /// Takes the next member who is to be looked at until a day, members of a day by number.
    mutating func next(
        through last: Day, among customers: [ReplayCustomer]
    ) -> (day: Day, place: Int)? {
        while let first = queue.first, first.day <= last {
            var isDue = false
            while let entry = queue.first, entry.day == first.day, entry.place == first.place {
                queue.pop()
                switch entry.reason {
                case .look: isDue = true
                case .absence(let index, let visit):
                    let customer = customers[entry.place]
                    if isAbsent(customer, entry, index, since: visit) { isDue = true }
                }
            }
            if isDue { return (first.day, first.place) }
        }
        return nil
    }

    // Works the day of an absence out, and notes it if it is still to come.
    private mutating func isAbsent(
        _ customer: ReplayCustomer, _ entry: ReplayQueue.Entry, _ index: Int, since visit: Day
    ) -> Bool {
        guard let known = visits[Visitor(place: entry.place, trigger: index)],
            // Who came in between was back in time, unless that was later on this very day.
            known.last == visit || known.before == visit && known.last == entry.day,
            case .lateness(let filter, let percent, let floorDays, let minute) = triggers[index]
        else { return false }
        let visits = customer.history.filter { $0.matches(filter) }
        let days = Rhythm.days(of: visits, zone).prefix { $0 <= visit }
        guard let usual = Rhythm.usual(Array(days), floorDays: floorDays),
            let end = absence(since: visit, usual, percent, minute)
        else { return false }
        if entry.day < end, known.last == visit {
            absent(customer, entry.place, index, since: visit, on: end)
        }
        return end <= entry.day
    }

    private mutating func visited(
        _ index: Int, _ filter: EventFilter, _ customer: ReplayCustomer, _ place: Int,
        _ earliest: Day
    ) {
        let days = Rhythm.days(of: customer.history.filter { $0.matches(filter) }, zone)
        visits[Visitor(place: place, trigger: index)] = days.last.map { ($0, days.dropLast().last) }
        look(at: customer, place, on: earliest)
        if let last = days.last { absent(customer, place, index, since: last, on: earliest) }
    }

    private mutating func absent(
        _ customer: ReplayCustomer, _ place: Int, _ index: Int, since visit: Day, on day: Day
    ) {
        queue.push(
            ReplayQueue.Entry(
                day: day, member: customer.number, place: place,
                reason: .absence(index, since: visit)))
    }

    private func due(_ day: Day, _ minute: Int) -> Day {
        zone.day(at: zone.instant(of: day, minute: minute))
    }

    // One day of each year; 29 February falls on the 28th.
    private func yearly(_ month: Int, _ day: Int, _ years: ClosedRange<Int>) -> [Day] {
        years.compactMap { year in
            Day(year: year, month: month, day: day) ?? Day(year: year, month: month, day: 28)
        }
    }

    // The day on which an absence is too long; `nil` if that is never.
    private func absence(
        since visit: Day, _ usual: Int64, _ percent: Int, _ minute: Int
    ) -> Day? {
        let (product, overflow) = usual.multipliedReportingOverflow(by: Int64(percent))
        guard !overflow, product <= Int64(Int32.max) else { return nil }
        return due(visit.advanced(by: Int((product + 99) / 100)), minute)
    }
}
