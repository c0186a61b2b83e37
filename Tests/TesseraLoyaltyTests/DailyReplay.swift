import TesseraLoyalty
import TesseraModel
import Testing

/// The same replay by the plainest means: every day, everybody, everything from the beginning.
struct DailyReplay {
    let programme: Programme
    let zone: IssuerZone
    let members: [ReplayMember]
    private(set) var heard: [PastEvent] = []
    private var records: [(LoyaltyEvent, Decision)] = []
    private var diary: [PastEvent] = []
    private var tallies: [String: Int64] = [:]
    private var lots: [MemberNumber: [LotView]] = [:]
    private var merged: (card: MemberNumber, owner: MemberNumber)?
    private var settled: Set<OperationID> = []

    init(_ programme: Programme, _ zone: IssuerZone, _ members: [ReplayMember]) {
        self.programme = programme
        self.zone = zone
        self.members = members
    }

    mutating func tell(_ events: [PastEvent]) throws {
        let first = try #require(events.first).event.occurredAt
        let last = try #require(events.last).event.occurredAt
        var day = zone.day(at: first)
        var rest = events[...]
        while day <= zone.day(at: last) {
            while let next = rest.first, zone.day(at: next.event.occurredAt) == day {
                try book(next.event)
                rest.removeFirst()
            }
            let end = zone.instant(of: day.advanced(by: 1), minute: 0)
            for member in members {
                try look(at: member, min(last, end.advanced(byMilliseconds: -1)))
            }
            day = day.advanced(by: 1)
        }
    }

    private mutating func look(at member: ReplayMember, _ now: Timestamp) throws {
        if let leftAt = member.leftAt, leftAt <= now { return }
        if member.number == merged?.card { return }
        let due = Judge.due(
            for: view(member.number), birthday: member.birthday.map { ($0 / 100, $0 % 100) },
            programme: programme, zone: zone, now: now)
        for due in due {
            let digest = ReplayScene.digest(Array("tessera/v1/due/\(due.key)".utf8))
            let operation = try #require(OperationID(bytes: digest.prefix(16)))
            var facts = EventFacts()
            facts.occasion = due.occasion
            facts.about = due.about
            var time = due.dueAt
            while time <= now, !settled.contains(operation) {
                let event = LoyaltyEvent(
                    operation: operation, kind: due.kind, member: member.number,
                    occurredAt: time, facts: facts)
                let decision = try judged(event)
                let isWithheld =
                    decision.grants.isEmpty
                    && decision.verdicts.contains { verdict in
                        verdict.rule == due.occasion
                            && verdict.reasons.contains {
                                ["offer_cap", "contact_cap"].contains($0.code)
                            }
                    }
                if !isWithheld {
                    settled.insert(operation)
                    try book(event)
                }
                time = time.advanced(byMilliseconds: 86_400_000)
            }
        }
    }

    private func view(_ number: MemberNumber) -> MemberView {
        let own = diary.filter { past in
            past.event.member == number
                || merged?.owner == number && past.event.member == merged?.card
        }
        let member = members.first { $0.number == number }
        return MemberView(
            number: number, joinedAt: member?.joinedAt ?? Timestamp(milliseconds: 0),
            person: nil, history: own, lots: ["points": lots[number] ?? []])
    }

    private func judged(_ event: LoyaltyEvent) throws -> Decision {
        try Judge.decision(
            on: Situation(
                event: event, zone: zone, member: event.member.map(view), referrer: nil,
                original: diary.first {
                    $0.event.operation == event.facts.about
                }, presented: []),
            by: programme, chance: { ReplayScene.mixed($0.utf8) }, used: { tallies[$0] ?? 0 })
    }

    private mutating func book(_ event: LoyaltyEvent) throws {
        let decision = try judged(event)
        heard.append(PastEvent(event: event, decision: decision))
        guard decision.refusals.isEmpty else { return }
        records.append((event, decision))
        let ordered = records.enumerated().sorted { left, right in
            let times = (left.element.0.occurredAt, right.element.0.occurredAt)
            return times.0 == times.1 ? left.offset < right.offset : times.0 < times.1
        }
        diary = Diary.entries(of: ordered.map(\.element))
        for use in decision.tallies { tallies[use.key, default: 0] += use.amount }
        for grant in decision.grants {
            switch grant.act {
            case .credit(let member, _, let units, let first, let last):
                lots[member, default: []].append(
                    LotView(first: first, last: last, left: units))
            case .merge(let card, let owner):
                merged = (card, owner)
                lots[owner, default: []] += lots.removeValue(forKey: card) ?? []
            default: break
            }
        }
    }
}
