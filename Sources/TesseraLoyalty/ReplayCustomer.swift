import TesseraModel

/// A member while a draft is replayed: what happened so far, as the draft decided it.
package struct ReplayCustomer {
    let number: MemberNumber
    let joinedAt: Timestamp
    /// Month × 100 + day.
    let birthday: Int?
    /// From when on nothing arises by itself; from the beginning for somebody who is not known.
    var leftAt: Timestamp?
    /// What happened, in the order of time, what happened at the same time as it was told.
    package private(set) var history: [PastEvent] = []
    var holdings = ReplayHoldings()
    /// What the draft's ladders ask of the history.
    package private(set) var totals: HistoryTotals
    private var person: String?

    /// Somebody to whom nothing has happened.
    package init(_ member: ReplayMember, _ draft: Programme) {
        totals = HistoryTotals(draft)
        number = member.number
        joinedAt = member.joinedAt
        birthday = member.birthday
        leftAt = member.leftAt
    }

    /// The member as the rules see it. Whoever keeps it makes the next change copy the history.
    package var view: MemberView {
        MemberView(
            number: number, joinedAt: joinedAt, person: person, history: history,
            lots: holdings.lots)
    }

    /// An earlier event; the last ones are asked for most.
    func past(_ operation: OperationID) -> PastEvent? {
        history.last { $0.event.operation == operation }
    }

    /// Adds an event in its place in time.
    package mutating func add(_ past: PastEvent) {
        var place = history.count
        while place > 0, history[place - 1].event.occurredAt > past.event.occurredAt { place -= 1 }
        history.insert(past, at: place)
        if place == history.count - 1 { totals.add(past) } else { totals.recount(history) }
        guard past.event.facts.person != nil else { return }
        if place == history.count - 1 { person = past.event.facts.person } else { findPerson() }
    }

    /// Replaces an event by itself with what came back of it; nothing if it is not there.
    package mutating func replace(_ past: PastEvent) {
        let operation = past.event.operation
        if let place = history.lastIndex(where: { $0.event.operation == operation }) {
            history[place] = past
            totals.recount(history)
        }
    }

    /// Takes the story of a card over that became this member's.
    package mutating func take(_ card: [PastEvent]) {
        let all = (card + history).enumerated().sorted { left, right in
            let times = (left.element.event.occurredAt, right.element.event.occurredAt)
            return times.0 == times.1 ? left.offset < right.offset : times.0 < times.1
        }
        history = all.map(\.element)
        totals.recount(history)
        findPerson()
    }

    private mutating func findPerson() {
        person = history.lazy.reversed().compactMap(\.event.facts.person).first
    }
}
