import TesseraModel

/// A replay under way.
struct ReplayRun {
    let terms: ReplayTerms
    private(set) var outcome = ReplayOutcome()
    private(set) var book: ReplayBook
    private var agenda: ReplayAgenda
    private let wanted: Set<OperationID>
    private let until: Timestamp
    // What was decided about the events that later ones are about.
    private var recorded: [OperationID: PastEvent] = [:]
    private var draftTickets: [PastEvent] = []
    private var recordedTickets: [PastEvent] = []
    // The first day that has not ended.
    private var today: Day
    // Whose day is ending just now.
    private var looking: MemberNumber?
    // When what a cap withholds is tried next; `nil` for what is settled.
    private var tries: [String: Timestamp?] = [:]

    init(
        _ terms: ReplayTerms, wanted: Set<OperationID>, from first: Timestamp, until: Timestamp
    ) {
        self.terms = terms
        self.wanted = wanted
        self.until = until
        book = ReplayBook(terms, wanted: wanted)
        agenda = ReplayAgenda(terms.draft, zone: terms.zone)
        today = terms.zone.day(at: first)
        let end = terms.zone.day(at: until)
        for (place, customer) in book.customers.enumerated() {
            agenda.begin(customer, place, from: today, through: end)
        }
    }

    /// Replays a recorded event, after all that arose by itself before its day.
    mutating func tell(_ past: PastEvent, _ hear: (PastEvent) -> Void) {
        let day = terms.zone.day(at: past.event.occurredAt)
        if today < day {
            finishDays(through: min(day.advanced(by: -1), terms.zone.day(at: until)), hear)
            today = max(today, day)
        }
        if wanted.contains(past.event.operation) { recorded[past.event.operation] = past }
        if past.bearsOnTickets { recordedTickets.append(past) }
        let isCounted = counts(past.event)
        if isCounted {
            let original = past.event.facts.about.flatMap { recorded[$0] }
            outcome.recorded.count(past, original, source: terms.source)
        }
        guard past.event.kind != .date, past.event.kind != .inactivity else { return }
        if let number = past.event.member { _ = place(of: number, at: past.event.occurredAt) }
        let replayed = PastEvent(
            event: past.event,
            decision: judged(past.event) { [book, terms] in
                try book.decision(on: past, with: terms.presented(with: past))
            })
        guard past.decision.refusals.isEmpty else {
            return refused(replayed, isCounted, hear)
        }
        if isCounted {
            outcome.note(
                ReplayDifference(
                    past.event, recorded: past.decision, draft: replayed.decision))
        }
        keep(replayed, hear)
    }

    /// Ends the last days and draws what is to be drawn.
    mutating func end(_ hear: (PastEvent) -> Void) {
        let last = terms.zone.day(at: until)
        finishDays(through: last, hear)
        for draw in terms.draft.draws where draw.lastDay < last {
            outcome.draft.draws[draw.name] = result(of: draw, from: draftTickets)
            outcome.recorded.draws[draw.name] = result(of: draw, from: recordedTickets)
        }
    }

    private func counts(_ event: LoyaltyEvent) -> Bool {
        terms.since.map { $0 <= event.occurredAt } ?? true
    }

    private mutating func place(of number: MemberNumber, at time: Timestamp) -> Int {
        book.place(of: number, at: time)
    }

    // What cannot be judged at all is refused with the code of the error.
    private func judged(
        _ event: LoyaltyEvent, _ judge: () throws -> Decision
    ) -> Decision {
        do {
            return try judge()
        } catch {
            let known = error as? LoyaltyError
            return Decision(
                programme: terms.draft.id, version: terms.draft.version, basket: nil, grants: [],
                tallies: [], verdicts: [], receipt: [],
                refusals: [
                    Refusal(
                        code: known?.code ?? "unfit", needed: "an event that can be judged",
                        actual: known?.message ?? "")
                ])
        }
    }

    // What was refused then did not happen, whatever the draft would have said.
    private mutating func refused(
        _ replayed: PastEvent, _ isCounted: Bool, _ hear: (PastEvent) -> Void
    ) {
        if !replayed.decision.refusals.isEmpty {
            if isCounted { outcome.draft.count(replayed, nil, source: terms.source) }
            hear(replayed)
        } else if isCounted {
            outcome.newlyAccepted += 1
        }
    }

    // Counts an event of the draft and books what followed.
    private mutating func keep(_ past: PastEvent, _ hear: (PastEvent) -> Void) {
        let event = past.event
        if counts(event) {
            let original = event.facts.about.flatMap { book.original($0, of: event.member) }
            outcome.draft.count(past, original, source: terms.source)
        }
        hear(past)
        guard past.decision.refusals.isEmpty else { return }
        if past.bearsOnTickets { draftTickets.append(past) }
        let change = book.add(past)
        guard !agenda.triggers.isEmpty else { return }
        if let number = event.member {
            let place = place(of: number, at: event.occurredAt)
            agenda.heard(past, of: book.customers[place], place, notBefore: open(place))
        }
        for (place, asset, last) in change.credits {
            agenda.credited(
                asset, last: last, to: book.customers[place], place, notBefore: open(place))
        }
        for place in change.rewritten + change.merged {
            agenda.rewritten(
                book.customers[place], place, isMerged: change.merged.contains(place),
                notBefore: open(place))
        }
    }

    // The first day at whose end a member will still be looked at.
    private func open(_ place: Int) -> Day {
        guard let looking, book.customers[place].number <= looking else { return today }
        return today.advanced(by: 1)
    }

    private func result(of draw: DrawTerms, from history: [PastEvent]) -> DrawResult? {
        let inTime = history.filter { terms.zone.day(at: $0.event.occurredAt) <= draw.lastDay }
        let runs = TicketList.runs(of: draw.name, in: inTime)
        // Recorded numbers have a gap where a part of the history is not there.
        guard let list = try? TicketList(runs) else { return nil }
        return DrawResult(
            from: list, root: TicketList.root(of: runs, digest: terms.digest), seed: terms.seed,
            winners: draw.winners, digest: terms.digest)
    }
}

extension ReplayRun {
    // Codes of refusals that end by themselves after some days.
    private static let passing: Set<String> = ["offer_cap", "contact_cap"]

    private mutating func finishDays(through last: Day, _ hear: (PastEvent) -> Void) {
        while let (day, place) = agenda.next(through: last, among: book.customers) {
            today = day
            looking = book.customers[place].number
            let next = terms.zone.instant(of: day.advanced(by: 1), minute: 0)
            let now = min(until, next.advanced(byMilliseconds: -1))
            if let leftAt = book.customers[place].leftAt, leftAt <= now { continue }
            for due in due(at: place, now) { arise(due, at: place, now, hear) }
        }
        looking = nil
        today = max(today, last.advanced(by: 1))
    }

    private func due(at place: Int, _ now: Timestamp) -> [DueEvent] {
        let customer = book.customers[place]
        return Judge.due(
            for: customer.view, birthday: customer.birthday.map { ($0 / 100, $0 % 100) },
            programme: terms.draft, zone: terms.zone, now: now)
    }

    // An event that a cap withholds happens on the first later day on which none does.
    private mutating func arise(
        _ due: DueEvent, at place: Int, _ now: Timestamp, _ hear: (PastEvent) -> Void
    ) {
        var time = due.dueAt
        if let known = tries[due.key] {
            guard let next = known else { return }
            time = next
        }
        let digest = terms.digest(Array("tessera/v1/due/\(due.key)".utf8))
        guard let operation = OperationID(bytes: digest.prefix(16)) else { return }
        var facts = EventFacts()
        facts.occasion = due.occasion
        facts.about = due.about
        while time <= now {
            let event = LoyaltyEvent(
                operation: operation, kind: due.kind, member: book.customers[place].number,
                occurredAt: time, facts: facts)
            let decision = judged(event) { [book] in
                try book.decision(on: event, presented: [])
            }
            if !isWithheld(decision, due.occasion) {
                tries[due.key] = .some(nil)
                return keep(PastEvent(event: event, decision: decision), hear)
            }
            time = time.advanced(byMilliseconds: 86_400_000)
        }
        tries[due.key] = time
        agenda.look(at: book.customers[place], place, on: today.advanced(by: 1))
    }

    private func isWithheld(_ decision: Decision, _ occasion: String) -> Bool {
        decision.grants.isEmpty
            && decision.verdicts.contains { verdict in
                verdict.rule == occasion
                    && verdict.reasons.contains { ReplayRun.passing.contains($0.code) }
            }
    }
}

extension PastEvent {
    // Whether it gave tickets, took some back, or changed whose they are.
    fileprivate var bearsOnTickets: Bool {
        decision.refusals.isEmpty
            && decision.grants.contains { grant in
                switch grant.act {
                case .enter, .reverse, .merge: true
                default: false
                }
            }
    }
}
