import TesseraConfiguration
import TesseraJournal
import TesseraLedger
import TesseraModel

/// What an acceptor is paid for a run of sealed operations, with every line of it.
///
/// - Source: L16.
package struct Statement: Hashable, Sendable {
    /// With whom it is settled, under the name of then.
    package let acceptor: Acceptor
    /// The so-many-th settlement of the acceptor.
    package let number: Int
    /// The sums.
    package let totals: SettlementTotals
    /// What each operation did, in the order of the journal.
    package let lines: [SettlementLine]
    /// The versions of the agreement under which the lines are paid, by number.
    package let agreements: [Int: Agreement]
    /// When the last operation in front of the run was booked; `nil` if there is none.
    package let coversFrom: Timestamp?
    /// When the last operation of the run was booked.
    package let coversUntil: Timestamp?
    /// When it was made.
    package let time: Timestamp
    /// Whether it was booked.
    package let isBooked: Bool
}

extension Counter {
    /// Reckons what an acceptor is owed since its latest settlement, and books it.
    ///
    /// The journal is sealed first; the run ends with the last operation before the midnight that
    /// ends a day, or with the last there is.
    ///
    /// - Parameters:
    ///   - id: With whom.
    ///   - last: The last of the issuer's days that it covers; `nil` for all until now.
    ///   - isRehearsal: Whether nothing is booked.
    ///   - operation: The caller's name for this intention; the same one gives the same statement.
    /// - Returns: The statement; `nil` if nothing was accepted since the latest one, and then
    ///   nothing is booked: the next run begins where this one would have.
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``,
    ///   ``LedgerError/acceptorKindFixed(_:isPartner:)`` for a shop of our own,
    ///   ``LedgerError/settlementNotNext(_:next:)`` if somebody settled meanwhile; other
    ///   ``LedgerError``.
    /// - Source: L4, L16.
    package func settle(
        _ id: ShopID, through last: Day? = nil, isRehearsal: Bool = false, operation: OperationID
    ) async throws -> Statement? {
        if let booked = try await ledger.operation(operation) {
            guard case .settle(id, let totals) = booked.wish,
                case .settled(let number) = booked.outcome
            else { throw LedgerError.operationReused(operation) }
            return try await statement(
                of: id, totals.first...totals.last, number: number, at: booked.time,
                isBooked: true)
        }
        let acceptor = try await partner(id)
        _ = try await Sealer(ledger: ledger).seal()
        let first = acceptor.settledThrough + 1
        guard let end = try await lastSealed(through: last), end >= first else { return nil }
        let draft = try await statement(
            of: id, first...end, number: acceptor.settlements + 1, at: clock.now())
        guard !draft.lines.isEmpty else { return nil }
        guard !isRehearsal else { return draft }
        let booked = try await accepted(.settle(id, draft.totals), operation)
        return Statement(
            acceptor: draft.acceptor, number: draft.number, totals: draft.totals,
            lines: draft.lines,
            agreements: draft.agreements, coversFrom: draft.coversFrom,
            coversUntil: draft.coversUntil, time: booked.operation.time, isBooked: true)
    }

    /// A settlement that was booked earlier, made again from the journal.
    ///
    /// - Parameters:
    ///   - number: The so-many-th, from 1.
    ///   - id: With whom.
    /// - Returns: The statement; `nil` if there is none with that number.
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``,
    ///   ``LedgerError/acceptorKindFixed(_:isPartner:)`` for a shop of our own;
    ///   ``LedgerError/ledgerDamaged`` if what was booked is not what the journal comes to;
    ///   infrastructure errors.
    /// - Source: L16.
    package func settlement(_ number: Int, of id: ShopID) async throws -> Statement? {
        _ = try await partner(id)
        var found: (totals: SettlementTotals, time: Timestamp)?
        try await forEachSealed { sealed in
            if case .settle(id, let totals) = sealed.operation.wish,
                case .settled(number) = sealed.operation.outcome
            {
                found = (totals, sealed.operation.time)
            }
        }
        guard let found else { return nil }
        let again = try await statement(
            of: id, found.totals.first...found.totals.last, number: number, at: found.time,
            isBooked: true)
        guard again.totals == found.totals else { throw LedgerError.ledgerDamaged }
        return again
    }

    /// Corrects what an acceptor is owed; it stands in the next settlement.
    ///
    /// - Parameters:
    ///   - id: With whom.
    ///   - amount: In its favour, or in the issuer's where negative; not zero.
    ///   - operation: About what, if about one thing that happened there.
    ///   - reason: Why; it stands in the journal.
    ///   - name: The caller's name for this intention.
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``,
    ///   ``LedgerError/acceptorKindFixed(_:isPartner:)`` for a shop of our own,
    ///   ``LedgerError/unknownRedemption(_:)`` if nothing of that name happened there,
    ///   ``LedgerError/wishUnfit`` for nothing; other ``LedgerError``.
    package func dispute(
        _ id: ShopID, amount: Money, about operation: OperationID?, reason: String,
        as name: OperationID
    ) async throws {
        _ = try await partner(id)
        if let operation, try await ledger.operation(operation)?.place?.shop != id {
            throw LedgerError.unknownRedemption(operation)
        }
        _ = try await accepted(
            .dispute(id, amount: amount, about: operation, reason: reason), name)
    }

    /// The partner with a name; a shop of our own is not paid, its takings are ours.
    private func partner(_ id: ShopID) async throws(LedgerError) -> Acceptor {
        let acceptor = try await register().acceptor(id)
        guard acceptor.isPartner else { throw .acceptorKindFixed(id, isPartner: false) }
        return acceptor
    }

    private func statement(
        of id: ShopID, _ range: ClosedRange<Int64>, number: Int, at time: Timestamp,
        isBooked: Bool = false
    ) async throws -> Statement {
        var run = SettlementRun(of: id, range)
        try await forEachSealed(through: range.upperBound) { run.take($0) }
        let versions = Set(run.lines.map(\.version))
        var acceptor = try await register().acceptor(id)
        acceptor.name = run.name ?? acceptor.name
        return Statement(
            acceptor: acceptor, number: number, totals: run.sums,
            lines: run.lines, agreements: run.agreements.filter { versions.contains($0.key) },
            coversFrom: run.coversFrom, coversUntil: run.coversUntil, time: time,
            isBooked: isBooked)
    }

    /// The number of the last sealed operation before the midnight that ends a day.
    private func lastSealed(through day: Day?) async throws -> Int64? {
        guard let day else { return try await ledger.lastSeal()?.sequence }
        var last: Int64?
        try await forEachSealed { sealed in
            // A contiguous run: what was booked behind one of the next day waits with it.
            if settings.zone.day(at: sealed.operation.time) <= day, last ?? 0 == sealed.sequence - 1
            {
                last = sealed.sequence
            }
        }
        return last
    }

    /// Goes through the sealed operations in pages.
    func forEachSealed(
        through end: Int64 = .max, _ body: (SealedOperation) throws -> Void
    ) async throws {
        var after: Int64 = 0
        while true {
            let page = try await ledger.sealed(after: after, limit: 5_000)
            for sealed in page where sealed.sequence <= end { try body(sealed) }
            guard let last = page.last, page.count == 5_000, last.sequence < end else { return }
            after = last.sequence
        }
    }
}
