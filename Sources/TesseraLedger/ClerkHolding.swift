import TesseraModel

/// Members' accounts: lots with a beginning and an end, those that expire first used before the
/// others.
///
/// - Source: concept 5, R2, R8; F07, F33, F34.
extension Clerk {
    /// The most that an account may hold or owe.
    static let largestHolding: Int64 = 1_000_000_000_000

    /// A member's account on a day.
    private struct Statement {
        let card: VoucherPosition
        let good: [Lot]
        let pending: [Lot]
        let expired: [Lot]

        /// What may be used, debts taken off.
        var balance: Int64 { sum(good) }
        /// What has gone to waste.
        var lost: Int64 { sum(expired) }

        private func sum(_ lots: [Lot]) -> Int64 { lots.reduce(0) { $0 + $1.left } }
    }

    static func credit<P: Paper>(
        _ holding: Holding, _ lot: Lot, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        let today = paper.zone.day(at: time)
        let statement = try statement(of: holding, on: today, on: &paper)
        try isThere(holding.member, on: &paper)
        let all = (statement.good + statement.pending).reduce(0) { $0 + $1.left }
        guard (1...largestHolding).contains(lot.left), all + lot.left <= largestHolding else {
            throw LedgerError.holdingTooLarge
        }
        var transfers = try clear(statement, of: holding, on: &paper)
        // What is owed is paid back first, with what may be used.
        var rest = lot.left
        for owed in statement.good where owed.left < 0 && rest > 0 && !lot.isPending(on: today) {
            let paid = min(rest, 0 - owed.left)
            try paper.put(owed.holding(owed.left + paid), of: holding)
            rest -= paid
        }
        if rest > 0 { try paper.put(lot.holding(rest), of: holding) }
        transfers.append(holding.credited(lot.left))
        let balance = statement.balance + (lot.isPending(on: today) ? 0 : lot.left)
        return Decision(
            position: statement.card,
            outcome: .holding(expired: statement.lost, balance: balance), transfers: transfers)
    }

    static func debit<P: Paper>(
        _ holding: Holding, _ amount: Int64, from preferred: OperationID?,
        by operation: OperationID, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        let statement = try statement(of: holding, on: paper.zone.day(at: time), on: &paper)
        // What is taken back may be taken before it was good to use.
        let own = (statement.pending + statement.good).filter { $0.operation == preferred }
        let pending =
            preferred == nil ? [] : statement.pending.filter { $0.operation != preferred }
        let good = statement.good.filter { $0.operation != preferred }
        let inReach = (own + pending + good).reduce(0) { $0 + $1.left }
        guard (1...largestHolding).contains(amount), inReach - amount >= 0 - largestHolding
        else { throw LedgerError.holdingTooLarge }
        guard holding.asset.allowsDebt || amount <= inReach else {
            throw LedgerError.insufficientHolding(
                available: .units(inReach, of: holding.asset),
                wanted: .units(amount, of: holding.asset))
        }
        var transfers = try clear(statement, of: holding, on: &paper)
        var rest = amount
        var balance = statement.balance
        for lot in own + pending + good.inOrderOfUse where rest > 0 && lot.left > 0 {
            let taken = min(rest, lot.left)
            try paper.put(lot.holding(lot.left - taken), of: holding)
            if statement.good.contains(lot) { balance -= taken }
            rest -= taken
        }
        if rest > 0 {
            try paper.put(Lot(operation: operation, last: nil, left: 0 - rest), of: holding)
        }
        transfers.append(holding.debited(amount))
        return Decision(
            position: statement.card,
            outcome: .holding(expired: statement.lost, balance: balance - rest),
            transfers: transfers)
    }

    private static func statement<P: Paper>(
        of holding: Holding, on day: Day, on paper: inout P
    ) throws -> Statement {
        guard let member = try paper.member(holding.member) else {
            throw LedgerError.unknownMember(holding.member)
        }
        let lots = try paper.lots(of: holding)
        return Statement(
            card: member.card, good: lots.filter { $0.isGood(on: day) },
            pending: lots.filter { $0.isPending(on: day) && !$0.isOver(on: day) },
            expired: lots.filter { $0.isOver(on: day) })
    }

    /// Moves what has expired out of the way; it was worth nothing already.
    private static func clear<P: Paper>(
        _ statement: Statement, of holding: Holding, on paper: inout P
    ) throws -> [Transfer] {
        for lot in statement.expired { try paper.put(lot.holding(0), of: holding) }
        return statement.lost > 0 ? [holding.expired(statement.lost)] : []
    }
}

extension [Lot] {
    /// Those that expire first before the others, and of these the older ones.
    package var inOrderOfUse: [Lot] {
        enumerated().sorted { left, right in
            let ends = (left.element.last ?? .endless, right.element.last ?? .endless)
            return ends.0 == ends.1 ? left.offset < right.offset : ends.0 < ends.1
        }.map(\.element)
    }
}

extension [Lot] {
    /// Those that may be used first before the others, and of these the older ones.
    package var inOrderOfBeginning: [Lot] {
        enumerated().sorted { left, right in
            let days = (left.element.first ?? .zero, right.element.first ?? .zero)
            return days.0 == days.1 ? left.offset < right.offset : days.0 < days.1
        }.map(\.element)
    }
}

extension Day {
    /// Later than every day that something can end on.
    fileprivate static var endless: Day { Day(civilNumber: Int(Int32.max)) }
}
