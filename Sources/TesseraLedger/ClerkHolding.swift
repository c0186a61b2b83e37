import TesseraModel

/// Members' accounts: lots with an end, those that expire first used before the others.
///
/// - Source: concept 5, R2, R8; F07, F33, F34.
extension Clerk {
    /// The most that an account may hold or owe.
    static let largestHolding: Int64 = 1_000_000_000_000

    static func credit<P: Paper>(
        _ holding: Holding, _ amount: Int64, last: Day?, by operation: OperationID,
        at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        let (lots, expired) = try goodLots(of: holding, at: time, on: &paper)
        let balance = lots.reduce(0) { $0 + $1.left }
        guard (1...largestHolding).contains(amount), balance + amount <= largestHolding else {
            throw LedgerError.holdingTooLarge
        }
        var transfers = try clear(expired, of: holding, on: &paper)
        // What is owed is paid back first.
        var rest = amount
        for lot in lots where lot.left < 0 && rest > 0 {
            let paid = min(rest, 0 - lot.left)
            try paper.put(
                Lot(operation: lot.operation, last: lot.last, left: lot.left + paid),
                of: holding)
            rest -= paid
        }
        if rest > 0 {
            try paper.put(Lot(operation: operation, last: last, left: rest), of: holding)
        }
        transfers.append(holding.credited(amount))
        return Decision(
            outcome: .holding(expired: sum(expired), balance: balance + amount),
            transfers: transfers)
    }

    static func debit<P: Paper>(
        _ holding: Holding, _ amount: Int64, by operation: OperationID, at time: Timestamp,
        on paper: inout P
    ) throws -> Decision {
        let (lots, expired) = try goodLots(of: holding, at: time, on: &paper)
        let balance = lots.reduce(0) { $0 + $1.left }
        guard (1...largestHolding).contains(amount), balance - amount >= 0 - largestHolding
        else { throw LedgerError.holdingTooLarge }
        guard holding.asset.allowsDebt || amount <= balance else {
            throw LedgerError.insufficientHolding(
                available: .units(balance, of: holding.asset),
                wanted: .units(amount, of: holding.asset))
        }
        var transfers = try clear(expired, of: holding, on: &paper)
        var rest = amount
        for lot in lots.inOrderOfUse where rest > 0 && lot.left > 0 {
            let taken = min(rest, lot.left)
            try paper.put(
                Lot(operation: lot.operation, last: lot.last, left: lot.left - taken),
                of: holding)
            rest -= taken
        }
        if rest > 0 {
            try paper.put(Lot(operation: operation, last: nil, left: 0 - rest), of: holding)
        }
        transfers.append(holding.debited(amount))
        return Decision(
            outcome: .holding(expired: sum(expired), balance: balance - amount),
            transfers: transfers)
    }

    private static func goodLots<P: Paper>(
        of holding: Holding, at time: Timestamp, on paper: inout P
    ) throws -> (good: [Lot], expired: [Lot]) {
        guard try paper.member(holding.member) != nil else {
            throw LedgerError.unknownMember(holding.member)
        }
        let today = paper.zone.day(at: time)
        let lots = try paper.lots(of: holding)
        return (lots.filter { $0.isGood(on: today) }, lots.filter { !$0.isGood(on: today) })
    }

    /// Moves what has expired out of the way; it was worth nothing already.
    private static func clear<P: Paper>(
        _ expired: [Lot], of holding: Holding, on paper: inout P
    ) throws -> [Transfer] {
        for lot in expired {
            try paper.put(Lot(operation: lot.operation, last: lot.last, left: 0), of: holding)
        }
        return sum(expired) > 0 ? [holding.expired(sum(expired))] : []
    }

    private static func sum(_ lots: [Lot]) -> Int64 { lots.reduce(0) { $0 + $1.left } }
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

extension Day {
    /// Later than every day that something can end on.
    fileprivate static var endless: Day { Day(civilNumber: Int(Int32.max)) }
}
