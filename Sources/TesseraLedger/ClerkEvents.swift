import TesseraModel

/// Events: what a judge grants is booked in parts, each an operation of its own, and counted, all
/// of it or nothing.
///
/// - Source: R3, R5, R7; concept 9.
extension Clerk {
    static func judge<P: Paper>(
        _ event: EventRecord, _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        guard let judge = request.judge else { throw LedgerError.wishUnfit }
        let card = try card(of: event, on: &paper)
        if let number = event.member { try isThere(number, on: &paper) }
        let verdict = try judge.verdict(
            on: event, at: request.place, of: request.operation, time: time, reading: &paper)
        switch verdict {
        case .refused(let reasons): throw LedgerError.eventRefused(reasons)
        case .granted(let wishes, let tallies, let account):
            guard account.utf8.count <= EventRecord.mostByteCount else {
                throw LedgerError.wishUnfit
            }
            try count(tallies, on: &paper)
            let parts = try book(wishes, as: request, at: time, on: &paper)
            let judgement = EventJudgement(parts: parts, tallies: tallies, account: account)
            return Decision(position: card, outcome: .judged(judgement))
        }
    }

    /// Books an event again as a journal has it; its parts stand there before it.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for parts that are not the event's, and for what was
    ///   counted past its end.
    static func rejudge<P: Paper>(
        _ booked: BookedOperation, _ event: EventRecord, _ judgement: EventJudgement,
        on paper: inout P
    ) throws -> BookedOperation {
        let card = try card(of: event, on: &paper)
        for (index, id) in judgement.parts.enumerated() {
            guard id == booked.operation.part(index + 1), let part = try paper.booked(id),
                part.refusal == nil, part.time == booked.time
            else { throw LedgerError.ledgerDamaged }
        }
        try count(judgement.tallies, on: &paper)
        return BookedOperation(
            operation: booked.operation, time: booked.time, place: booked.place, position: card,
            wish: booked.wish, outcome: booked.outcome, transfers: [])
    }

    /// A version of the programme from now on.
    static func publish<P: Paper>(on paper: inout P) throws -> Decision {
        let last = try paper.lastPublication()
        guard case .published(let version)? = last?.outcome else {
            return Decision(outcome: .published(version: 1))
        }
        return Decision(outcome: .published(version: version + 1))
    }

    /// The card of the member whose event it is, kept for one event at a time.
    private static func card<P: Paper>(
        of event: EventRecord, on paper: inout P
    ) throws -> VoucherPosition? {
        guard let number = event.member else { return nil }
        guard let member = try paper.member(number) else {
            throw LedgerError.unknownMember(number)
        }
        _ = try paper.voucher(at: member.card)
        return member.card
    }

    /// Counts in the order of the keys, so that two events never wait for each other.
    private static func count<P: Paper>(
        _ tallies: [TallyChange], on paper: inout P
    ) throws {
        for change in tallies.sorted(by: { $0.key < $1.key }) where change.amount != 0 {
            let (sum, overflow) = try paper.tally(change.key)
                .addingReportingOverflow(change.amount)
            let isAllowed = change.amount < 0 || sum <= change.most ?? .max
            guard !overflow, sum >= 0, isAllowed else { throw LedgerError.ledgerDamaged }
            let most = change.most.map { max($0, sum) }
            try paper.put(Tally(key: change.key, units: sum, most: most))
        }
    }

    private static func book<P: Paper>(
        _ wishes: [Wish], as request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> [OperationID] {
        try wishes.enumerated().map { index, wish in
            let id = request.operation.part(index + 1)
            guard try paper.booked(id) == nil else { throw LedgerError.operationReused(id) }
            let part = BookingRequest(
                operation: id, wish: wish, place: request.place, time: request.time)
            let (booked, _) = try decided(part, at: time, on: &paper)
            if let refusal = booked.refusal {
                throw LedgerError.partRefused(index + 1, [refusal])
            }
            try paper.write(booked, profile: nil)
            return id
        }
    }
}
