import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraToken

/// Something that happened, as somebody reports it.
package struct EventReport: Sendable {
    /// What happened.
    package let kind: EventKind
    /// To whom; `nil` for somebody without a card.
    package var member: MemberNumber?
    /// When; `nil` for the moment of recording.
    package var occurredAt: Timestamp?
    /// Where; `nil` for the office.
    package var place: Place?
    /// What else is known.
    package var facts: EventFacts
    /// Who reports it, and vouches for the second person where there is no proof.
    package var asker = AccessActor.terminal
    /// Where the second person proved to be there; `nil` if nowhere.
    package var proof: AccessSource?

    /// Something that happened.
    package init(
        kind: EventKind, member: MemberNumber? = nil, occurredAt: Timestamp? = nil,
        place: Place? = nil, facts: EventFacts = EventFacts()
    ) {
        self.kind = kind
        self.member = member
        self.occurredAt = occurredAt
        self.place = place
        self.facts = facts
    }
}

/// An event with what followed from it.
package struct RecordedEvent: Sendable {
    /// The event.
    package let event: LoyaltyEvent
    /// What was decided.
    package let decision: Decision
    /// What was booked for it, in order; none for a trial.
    package let parts: [BookedOperation]
    /// When it was booked, by the ledger's clock; `nil` for a trial.
    package let time: Timestamp?
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
}

extension Counter {
    /// The versions of the programme.
    ///
    /// - Throws: ``EventError/noProgramme``; infrastructure errors.
    package func programmes() async throws -> ProgrammeBook {
        try ProgrammeBook(try await ledger.publications(), settings: settings)
    }

    /// Records something that happened, with whatever follows from it, at most once.
    ///
    /// - Parameters:
    ///   - report: What happened.
    ///   - book: The versions of the programme, for who records many.
    ///   - operation: The caller's name for this intention, kept before calling.
    ///   - isTrial: Whether only to look, and book nothing.
    /// - Returns: What followed, the first answer for a repeated id.
    /// - Throws: ``LedgerError/eventRefused(_:)``; ``EventError``; ``ProgrammeProblems``;
    ///   ``LedgerError/unknownMember(_:)`` and other ``LedgerError``.
    /// - Source: L3, R3, R5, R7; F25.
    package func record(
        _ report: EventReport, book: ProgrammeBook? = nil, operation: OperationID,
        isTrial: Bool = false
    ) async throws -> RecordedEvent {
        let now = clock.now()
        if let time = report.occurredAt, time > now.advanced(byMilliseconds: 300_000) {
            throw EventError.inTheFuture(time, now: now)
        }
        let versions = if let book { book } else { try await programmes() }
        let report = try await completed(
            report, operation, now, by: try versions.programme(versions.latest))
        if try await ledger.operation(operation) == nil {
            try await checkSecondPerson(of: report, operation, isTrial: isTrial)
        }
        let facts = try CompactText.text(of: report.facts)
        let record = EventRecord(
            kind: report.kind.rawValue, member: report.member,
            occurredAt: report.occurredAt ?? now, facts: facts)
        var mergedCard: VoucherPosition?
        if let card = report.facts.merged {
            mergedCard = try await currentCard(of: try await ledger.member(card))
        }
        // Asked again behind a publication that came between, and for a part that was refused.
        var book: ProgrammeBook? = versions
        for _ in 0..<8 {
            let versions = if let book { book } else { try await programmes() }
            var judge = try judge(by: versions)
            judge.isTrial = isTrial
            judge.mergedCard = mergedCard
            do {
                return try await recorded(record, report.place, operation, judge, now)
            } catch LedgerError.programmeChanged {
                book = nil
            }
        }
        throw LedgerError.unavailable
    }

    private func judge(by book: ProgrammeBook) throws -> ProgrammeJudge {
        let policy = try book.programme(book.latest).policy
        return ProgrammeJudge(
            book: book,
            desk: IssuingDesk(keys: keys, settings: settings, loadCap: policy.loadCap),
            chance: try ruleChance(of: book.latest.number),
            person: { member in
                try profile(of: member).flatMap { try profiles.person($0.contact) }
            })
    }

    /// The chance of a version's rules; its seed may be told once another version holds.
    ///
    /// - Throws: What fetching the shop's secret throws.
    /// - Source: M13, M55.
    package func ruleChance(of version: Int) throws -> ProgrammeChance {
        // Whoever is held out stays so, whatever is published and whichever keys sign.
        ProgrammeChance(
            seed: try profiles.seed("rules/\(version)"), lasting: try profiles.seed("holdout"))
    }

    /// The chance that a key gives for a name.
    func chance(named name: String, by key: SigningKey) throws -> ProgrammeChance {
        let digest = Digest.sha256(Array("tessera/v1/chance/\(name)".utf8))
        guard let id = OperationID(bytes: digest.prefix(16)) else {
            throw LedgerError.ledgerDamaged
        }
        let seed = (0..<4).flatMap { index in
            let word = key.batchSalt(id, index: index)
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
        return ProgrammeChance(seed: seed)
    }

    /// What follows from other things that are known: whose purchase comes back, and when a
    /// repeated event happened first.
    private func completed(
        _ report: EventReport, _ operation: OperationID, _ now: Timestamp,
        by programme: Programme
    ) async throws -> EventReport {
        var report = report
        if let about = report.facts.about {
            guard let original = try await ledger.operation(about)?.judgement?.0 else {
                throw EventError.unknownEvent(about)
            }
            if report.member == nil, let member = original.member {
                report.member = try await owner(of: member)
            }
        }
        if let earlier = try await ledger.operation(operation),
            case .event(let record) = earlier.wish
        {
            if report.occurredAt == nil { report.occurredAt = record.occurredAt }
            // The member may have another address by now, and the event is the same.
            let facts = try CompactText.value(EventFacts.self, of: record.facts)
            if report.facts.person == nil { report.facts.person = facts.person }
        } else if programme.asksForPerson, report.facts.person == nil, let number = report.member {
            report.facts.person = try await person(of: number)
        }
        return report
    }

    private func recorded(
        _ record: EventRecord, _ place: Place?, _ operation: OperationID,
        _ judge: ProgrammeJudge, _ now: Timestamp
    ) async throws -> RecordedEvent {
        let request = BookingRequest(
            operation: operation, wish: .event(record), place: place, time: now, judge: judge)
        do {
            let booked = try await ledger.book(request)
            if let refusal = booked.operation.refusal { throw refusal }
            return try await told(booked)
        } catch LedgerError.nothingBooked {
            guard let decision = judge.heard.decision else { throw LedgerError.ledgerDamaged }
            return RecordedEvent(
                event: try record.loyaltyEvent(operation, place), decision: decision, parts: [],
                time: nil, isReplay: false)
        } catch LedgerError.partRefused(_, let reasons) {
            var refusing = judge
            refusing.overruled = reasons.flatMap(\.reasons).map {
                Refusal(code: $0.code, needed: "", actual: $0.message(told: telling))
            }
            return try await recorded(record, place, operation, refusing, now)
        } catch LedgerError.wishUnfit {
            throw judge.heard.fault ?? LedgerError.wishUnfit
        }
    }

    private func told(_ booked: Booked) async throws -> RecordedEvent {
        guard let (event, account) = try booked.operation.loyaltyEvent(),
            let judgement = booked.operation.judgement?.1
        else { throw LedgerError.ledgerDamaged }
        var parts: [BookedOperation] = []
        for id in judgement.parts {
            guard let part = try await ledger.operation(id) else { throw LedgerError.ledgerDamaged }
            parts.append(part)
        }
        return RecordedEvent(
            event: event, decision: account.decision, parts: parts, time: booked.operation.time,
            isReplay: booked.isReplay)
    }

    /// An event that was recorded, with what followed from it.
    ///
    /// - Throws: ``EventError/unknownEvent(_:)``; infrastructure errors.
    package func event(_ operation: OperationID) async throws -> RecordedEvent {
        guard let booked = try await ledger.operation(operation), booked.judgement != nil else {
            throw EventError.unknownEvent(operation)
        }
        return try await told(Booked(operation: booked, isReplay: false, terms: nil))
    }
}
