import TesseraModel

/// The book while a draft is replayed: everything that follows from what the draft granted.
struct ReplayBook {
    private let index: RuleIndex
    let zone: IssuerZone
    let chance: (String) -> UInt64
    private(set) var customers: [ReplayCustomer] = []
    private var places: [MemberNumber: Int] = [:]
    private var tallies: [String: Int64] = [:]
    // Whose the events are that later ones are about; those of nobody stand here themselves.
    private var owners: [OperationID: MemberNumber] = [:]
    private var orphans: [OperationID: PastEvent] = [:]
    private let wanted: Set<OperationID>
    private let mayOwe: [String: Bool]

    /// What changed with an event, so that it is known what may arise from it.
    struct Change {
        /// Who got units, and the last day of them.
        var credits: [(place: Int, asset: String, last: Day)] = []
        /// Whose purchases are others than before: something came back.
        var rewritten: [Int] = []
        /// Whose story grew by a card's.
        var merged: [Int] = []
    }

    /// A book of some members in which nothing has happened.
    ///
    /// - Parameters:
    ///   - terms: The draft and the members.
    ///   - wanted: The events that others will be about.
    init(_ terms: ReplayTerms, wanted: Set<OperationID>) {
        index = RuleIndex(terms.draft)
        zone = terms.zone
        chance = terms.chance
        self.wanted = wanted
        mayOwe = Dictionary(
            terms.draft.assets.map { ($0.name, $0.allowsDebt) }, uniquingKeysWith: { $1 })
        let known = terms.members.sorted { $0.number < $1.number }
        for member in known where places[member.number] == nil { join(member) }
    }

    /// Where a member stands among the customers; somebody unknown joins now.
    mutating func place(of number: MemberNumber, at time: Timestamp) -> Int {
        places[number]
            ?? join(ReplayMember(number: number, joinedAt: time, leftAt: time))
    }

    /// Judges an event by the draft, as the book stands.
    ///
    /// - Throws: ``LoyaltyError``.
    func decision(
        on event: LoyaltyEvent, presented: [PresentedVoucher]
    ) throws -> Decision {
        let place = event.member.flatMap { places[$0] }
        let member = place.map { customers[$0].view }
        let referrer = event.facts.referrer.flatMap { places[$0] }.map { customers[$0].view }
        let situation = Situation(
            event: event, zone: zone, member: member, referrer: referrer,
            original: event.facts.about.flatMap { original($0, of: event.member) },
            presented: presented)
        return try Judge.decision(
            on: situation, by: index, totals: place.map { customers[$0].totals }, chance: chance,
            used: { tallies[$0] ?? 0 })
    }

    /// Books an event that was not refused, with what followed from it.
    mutating func add(_ past: PastEvent) -> Change {
        var change = Change()
        let event = past.event
        let original = event.facts.about.flatMap { self.original($0, of: event.member) }
        for use in past.decision.tallies { tallies[use.key, default: 0] += use.amount }
        for (index, grant) in past.decision.grants.enumerated() {
            book(grant.act, index, event, original, &change)
        }
        if event.kind == .returned, let original { takeBack(event, original, &change) }
        if let number = event.member {
            customers[place(of: number, at: event.occurredAt)].add(past)
            if wanted.contains(event.operation) { owners[event.operation] = number }
        } else if wanted.contains(event.operation) {
            orphans[event.operation] = past
        }
        return change
    }

    @discardableResult
    private mutating func join(_ member: ReplayMember) -> Int {
        places[member.number] = customers.count
        customers.append(ReplayCustomer(member, index.programme))
        return customers.count - 1
    }

    /// What an event is about, as the draft decided it; a card's events stand in the story of the
    /// member whose it became.
    func original(_ about: OperationID, of member: MemberNumber?) -> PastEvent? {
        if let own = member.flatMap({ places[$0] }).flatMap({ customers[$0].past(about) }) {
            return own
        }
        return owners[about].flatMap { places[$0] }.flatMap { customers[$0].past(about) }
            ?? orphans[about]
    }

    private mutating func book(
        _ act: Grant.Act, _ index: Int, _ event: LoyaltyEvent, _ original: PastEvent?,
        _ change: inout Change
    ) {
        let today = zone.day(at: event.occurredAt)
        let origin = ReplayHoldings.Origin(operation: event.operation, grant: index)
        switch act {
        case .credit(let number, let asset, let units, let first, let last):
            let place = place(of: number, at: event.occurredAt)
            customers[place].holdings.credit(
                LotView(first: first, last: last, left: units), of: asset, from: origin,
                on: today)
            if let last { change.credits.append((place, asset, last)) }
        case .debit(let number, let asset, let units):
            let place = place(of: number, at: event.occurredAt)
            customers[place].holdings.debit(
                units, of: asset, from: original?.credit(of: asset, to: number), on: today,
                mayOwe: mayOwe[asset] ?? false)
        case .merge(let card, let member):
            let old = place(of: card, at: event.occurredAt)
            let new = place(of: member, at: event.occurredAt)
            for (asset, lot) in customers[old].holdings.surrender(on: today) {
                customers[new].holdings.credit(lot, of: asset, from: origin, on: today)
                if let last = lot.last { change.credits.append((new, asset, last)) }
            }
            customers[new].take(customers[old].history)
            customers[old].leftAt = min(customers[old].leftAt ?? event.occurredAt, event.occurredAt)
            change.merged.append(new)
        // Vouchers of the draft are in nobody's hands; tickets and levels follow from the story.
        case .issue, .redeem, .reverse, .revoke, .revokeAll, .place, .enter, .open, .notify: break
        }
    }

    // What came back of a purchase stands in every story that it is a part of.
    private mutating func takeBack(
        _ event: LoyaltyEvent, _ original: PastEvent, _ change: inout Change
    ) {
        guard let back = event.facts.basket, let bought = original.event.facts.basket else {
            return
        }
        let member = event.member.flatMap { places[$0] }
        let owner = original.event.member.flatMap { places[$0] }
        let operation = original.event.operation
        let serials = Diary.serialsReturned(
            of: operation, in: (member ?? owner).map { customers[$0].history } ?? [])
        guard
            let lines = try? ReturnMatching.lines(
                of: back, in: bought, returnedBefore: original.returned, serialsBefore: serials)
        else { return }
        let past = PastEvent(
            event: original.event, decision: original.decision,
            returned: original.returned.merging(lines, uniquingKeysWith: +))
        if orphans[operation] != nil { orphans[operation] = past }
        for place in Set([member, owner].compactMap(\.self)).sorted() {
            customers[place].replace(past)
            change.rewritten.append(place)
        }
    }
}

extension PastEvent {
    // The first grant that put units of an asset on a member's account.
    fileprivate func credit(
        of asset: String, to member: MemberNumber
    ) -> ReplayHoldings.Origin? {
        let grant = decision.grants.firstIndex {
            if case .credit(member, asset, _, _, _) = $0.act { true } else { false }
        }
        return grant.map { ReplayHoldings.Origin(operation: event.operation, grant: $0) }
    }
}
