import TesseraModel

/// All cases of a history.
///
/// - Source: M31, M42, M49, M50.
package struct CaseFile: Hashable, Sendable {
    /// The cases in the order in which they were opened.
    package private(set) var cases: [Case] = []
    private var indexes: [OperationID: Int] = [:]

    /// The cases of a history.
    ///
    /// A case of a card that became a member's is the member's. An operation that opens several
    /// at once opens one: of the kind named first, due when the first of them is.
    ///
    /// - Parameter history: What happened, in the order in which it was recorded.
    package init(of history: [PastEvent]) {
        let cards = MergedCards(in: history)
        for past in history.granted {
            if let opened = CaseFile.opened(by: past, cards) {
                indexes[opened.opened] = cases.count
                cases.append(opened)
            }
            add(past.event)
        }
    }

    /// The case that an operation opened; `nil` if it opened none.
    package func opened(by operation: OperationID) -> Case? {
        indexes[operation].map { cases[$0] }
    }

    /// Why an event of ``EventKind/casework`` is to be refused; `nil` if it is in order, and for
    /// all other kinds.
    package func problem(with event: LoyaltyEvent) -> Refusal? {
        caseProblem(with: event)?.refusal
    }

    /// The same as ``problem(with:)`` with its facts.
    package func caseProblem(with event: LoyaltyEvent) -> CaseProblem? {
        do throws(CaseProblem) {
            _ = try step(of: event)
            return nil
        } catch {
            return error
        }
    }

    /// How many cases were resolved in time after they were opened.
    ///
    /// - Parameters:
    ///   - hours: In how many hours; the last instant of them is in time.
    ///   - kind: Only cases of this kind; `nil` for all.
    ///   - opened: Only cases opened from the first instant on and before the last; `nil` for all.
    /// - Returns: The counts; a case that still has time counts as one that was not.
    package func closedLoop(
        withinHours hours: Int, of kind: String? = nil, opened: Range<Timestamp>? = nil
    ) -> ClosedLoop {
        let counted = cases.filter { found in
            (kind.map { $0 == found.kind } ?? true)
                && (opened.map { $0.contains(found.openedAt) } ?? true)
        }
        let inTime = counted.filter { found in
            let end = found.openedAt.advanced(byMilliseconds: Int64(hours) * 3_600_000)
            return found.resolvedAt.map { $0 <= end } ?? false
        }
        return ClosedLoop(cases: Int64(counted.count), inTime: Int64(inTime.count))
    }

    private static func opened(by past: PastEvent, _ cards: MergedCards) -> Case? {
        var found: (kind: String, due: Timestamp)?
        for grant in past.decision.grants {
            guard case .open(let kind, let due) = grant.act else { continue }
            found = found.map { ($0.kind, min($0.due, due)) } ?? (kind, due)
        }
        return found.map { found in
            Case(
                opened: past.event.operation, kind: found.kind,
                member: past.event.member.map(cards.owner), openedAt: past.event.occurredAt,
                due: found.due)
        }
    }

    private mutating func add(_ event: LoyaltyEvent) {
        guard let about = event.facts.about, let index = indexes[about] else { return }
        if event.kind == .goodwill { cases[index].goodwill.append(event.operation) }
        // What is not in order was refused; if it stands there all the same, it changes nothing.
        if let step = try? step(of: event) { cases[index].history.append(step) }
    }

    private func step(of event: LoyaltyEvent) throws(CaseProblem) -> Case.Step? {
        guard event.kind == .casework else { return nil }
        guard let about = event.facts.about else { throw .noCase }
        guard let found = opened(by: about) else { throw .unknownCase(about) }
        guard let action = event.facts.action.flatMap(Case.Action.init) else {
            throw .unknownAction(event.facts.action)
        }
        if let since = found.closedAt { throw .closed(since: since) }
        if action == .resolve, let since = found.resolvedAt { throw .resolved(since: since) }
        let owner = event.facts.owner
        if action == .assign {
            guard owner != nil else { throw .noOwner }
        } else if let owner {
            throw .unwantedOwner(owner)
        }
        let last = found.history.last?.at ?? found.openedAt
        guard event.occurredAt >= last else { throw .early(event.occurredAt, last: last) }
        return Case.Step(
            operation: event.operation, action: action, at: event.occurredAt,
            worker: event.worker, owner: owner)
    }
}

/// How many of some cases were resolved in time.
package struct ClosedLoop: Hashable, Sendable {
    /// How many there were.
    package let cases: Int64
    /// How many of them were resolved in time.
    package let inTime: Int64

    /// A count.
    package init(cases: Int64, inTime: Int64) {
        self.cases = cases
        self.inTime = inTime
    }

    /// The share in hundredths of a percent, half of one up; `nil` if there was no case.
    package var basisPoints: Int64? {
        cases == 0 ? nil : (inTime * 20_000 + cases) / (2 * cases)
    }
}
