import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

// What an operator does alone on a day is counted on a slip beside the history: an amount is put
// down before the act is booked and taken off again if it was refused. So two at once never have
// more than the day's amount between them, on any store, and the history needs no counter that
// could disagree with it.

/// What somebody did alone on a day, of one act.
struct DoneAlone: Hashable, Sendable, Codable {
    /// How many acts may be under way at once; so many fit on a slip.
    static let mostOpen = 100

    /// In minor units, with what is under way.
    var amount: Int64 = 0
    /// What was put down and is not known to be booked yet.
    var open: [Open] = []

    /// An act under way.
    struct Open: Hashable, Sendable, Codable {
        let operation: OperationID
        var amount: Int64
        /// When it was asked for last.
        var at: Timestamp
    }

    /// Puts an act down, once under each name.
    ///
    /// - Returns: `false` if it would be more than the most, and then nothing is put down.
    mutating func begin(_ entry: Open, most: Int64) -> Bool {
        let index = open.firstIndex { $0.operation == entry.operation }
        // Asked for before, and nobody knows yet what became of it. Asked for with more, the more
        // may be what is booked.
        let known = index.map { open[$0].amount } ?? 0
        let (sum, overflow) = amount.addingReportingOverflow(max(0, entry.amount - known))
        guard !overflow, sum <= most else { return false }
        amount = sum
        if let index {
            open[index].amount = max(known, entry.amount)
            open[index].at = entry.at
        } else {
            open.append(entry)
        }
        return true
    }

    /// Ends an act under way.
    ///
    /// - Parameters:
    ///   - operation: The act.
    ///   - kept: How much of it counts; `nil` for all that was put down.
    mutating func close(_ operation: OperationID, keeping kept: Int64?) {
        guard let index = open.firstIndex(where: { $0.operation == operation }) else { return }
        let entry = open.remove(at: index)
        amount -= entry.amount - (kept ?? entry.amount)
    }
}

extension Counter {
    /// How long an act is under way at most; later the book is asked what became of it.
    private static let openMilliseconds: Int64 = 10 * 60_000
    /// A day of the shop and the longest night after it.
    private static let aloneMilliseconds: Int64 = 48 * 3_600_000

    /// Books what an operator does alone, if it and what the operator did alone that day are no
    /// more than the policy's amount, or if a second person agreed.
    ///
    /// What a second person agreed to does not count; what is put back later has counted
    /// nevertheless. Where nobody is named, or nobody that was appointed, all share one sum.
    ///
    /// - Parameters:
    ///   - act: What is done.
    ///   - amount: How much at most; other currencies than the shop's own have no limit here.
    ///   - approval: Who does it, and who agreed.
    ///   - operation: Under which name; what was booked under it counted then.
    ///   - hasAgreement: Whether it is known already that a second person agreed.
    ///   - taken: How much it was in the end.
    ///   - book: Books it.
    /// - Returns: What the booking returned.
    /// - Throws: ``LedgerError/eventRefused(_:)`` with `approval_required`; what the booking
    ///   throws; infrastructure errors.
    /// - Source: domain-model concept 12; M31, M32.
    func withinDay<Answer>(
        _ act: GuardedAct, _ amount: Money?, _ approval: Approval, _ operation: OperationID,
        hasAgreement: Bool, taken: (Answer) -> Int64? = { _ in nil },
        _ book: () async throws -> Answer
    ) async throws -> Answer {
        guard !hasAgreement, let amount, amount.currency == settings.currency,
            amount.minorUnits > 0,
            let most = try await policy()?.secondPersonAbovePerDay[act],
            try await ledger.operation(operation) == nil
        else { return try await book() }
        let name = try await slipOfDay(act, approval.worker)
        try await closeOld(on: name)
        let entry = DoneAlone.Open(
            operation: operation, amount: amount.minorUnits, at: clock.now())
        if let before = try await open(entry, on: name, most: most) {
            let text = AmountText(for: settings.currency)
            try await requireAgreement(
                approval, to: act.rawValue,
                needed: "a second person above \(text.shown(most)) a day",
                actual: "\(text.shown(before)) before, \(text.shown(amount.minorUnits)) now",
                operation)
            return try await book()
        }
        do {
            let answer = try await book()
            // It is booked, whatever becomes of the slip; what stays open is closed later.
            try? await close(operation, on: name, keeping: taken(answer) ?? amount.minorUnits)
            return answer
        } catch let error as any ExplainedError
            where error.kind != .unavailable && error.kind != .misconfigured
        {
            // A basket may be put back in part before it is refused.
            if let isTaken = try? await isBooked(operation) {
                try? await close(operation, on: name, keeping: isTaken ? nil : 0)
            }
            throw error
        }
    }

    private func isBooked(_ operation: OperationID) async throws -> Bool {
        // A basket is put back under the names of its parts.
        for known in [operation] + (1...16).map({ operation.part($0) }) {
            if let booked = try await ledger.operation(known), booked.refusal == nil {
                return true
            }
        }
        return false
    }

    private func slipOfDay(_ act: GuardedAct, _ worker: OperatorID?) async throws -> String {
        var known = ""
        // Names that nobody was appointed under would be a sum of their own each.
        if let worker, try await ledger.party(.operator(worker)) != nil { known = worker.text }
        return SlipNames.hashed("alone/\(act.rawValue)/", known, today.text)
    }

    /// Puts an act down.
    ///
    /// - Returns: What was done before, if this would be too much; `nil` if it is put down.
    /// - Throws: ``LedgerError/unavailable`` if too many are under way.
    private func open(
        _ entry: DoneAlone.Open, on name: String, most: Int64
    ) async throws -> Int64? {
        let expiry = clock.now().advanced(byMilliseconds: Self.aloneMilliseconds)
        return try await change(name, expiry: { _ in expiry }) { (kept: inout DoneAlone?) in
            var done = kept ?? DoneAlone()
            guard done.begin(entry, most: most) else { return done.amount }
            guard done.open.count <= DoneAlone.mostOpen else { throw LedgerError.unavailable }
            kept = done
            return nil
        }
    }

    private func close(
        _ operation: OperationID, on name: String, keeping kept: Int64?
    ) async throws {
        let expiry = clock.now().advanced(byMilliseconds: Self.aloneMilliseconds)
        try await change(name, expiry: { _ in expiry }) { (done: inout DoneAlone?) in
            done?.close(operation, keeping: kept)
        }
    }

    /// Asks the book what became of acts whose asker never came back.
    private func closeOld(on name: String) async throws {
        let time = clock.now()
        for entry in try await kept(DoneAlone.self, on: name)?.open ?? []
        where time.milliseconds - entry.at.milliseconds >= Self.openMilliseconds {
            let isTaken = try await isBooked(entry.operation)
            try await close(entry.operation, on: name, keeping: isTaken ? nil : 0)
        }
    }
}
