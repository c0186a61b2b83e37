import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraVerification

/// The verbs at the harbour shop, with an operation id of their own where none is given.
extension Desk {
    func hold(
        _ text: String, _ asked: Asked, minutes: Int = Counter.holdMinutes,
        operation: OperationID? = nil
    ) async throws -> HeldUse {
        try await counter.hold(
            text, asked, minutes: minutes, in: Sample.harbour, at: Sample.till1,
            operation: operation ?? ids.next())
    }

    @discardableResult
    func capture(
        _ hold: OperationID, _ asked: Asked = .nothing, operation: OperationID? = nil
    ) async throws -> Redemption {
        try await counter.capture(
            hold, asked, in: Sample.harbour, at: Sample.till1,
            operation: operation ?? ids.next())
    }

    @discardableResult
    func release(
        _ hold: OperationID, operation: OperationID? = nil
    ) async throws -> ReleasedHold {
        try await counter.release(
            hold, in: Sample.harbour, at: Sample.till1, operation: operation ?? ids.next())
    }

    @discardableResult
    func reverse(
        _ redemption: OperationID, _ asked: Asked = .nothing, at till: TillID = Sample.till1,
        operation: OperationID? = nil
    ) async throws -> Reversal {
        try await counter.reverse(
            redemption, asked, reason: "returned", in: Sample.harbour, at: till,
            operation: operation ?? ids.next()
        ).reversals[0]
    }

    @discardableResult
    func basket(
        _ codes: [String], due: String, operation: OperationID? = nil
    ) async throws -> CoveredBasket {
        try await counter.redeemBasket(
            codes, due: due, in: Sample.harbour, at: Sample.till1,
            operation: operation ?? ids.next())
    }

    @discardableResult
    func undoAll(
        _ redemption: OperationID?, at till: TillID = Sample.till1, operation: OperationID? = nil
    ) async throws -> Undone {
        try await counter.undo(redemption, at: till, operation: operation ?? ids.next())
    }

    @discardableResult
    func redeem(
        _ text: String, _ asked: Asked = .nothing, operation: OperationID? = nil, member: String
    ) async throws -> Redemption {
        try await counter.redeem(
            text, asked, member: member, in: Sample.harbour, at: Sample.till1,
            operation: operation ?? ids.next())
    }

    func credit(
        _ member: MemberNumber, _ amount: String, of asset: String = "points",
        until last: String? = nil, operation: OperationID? = nil
    ) async throws -> HoldingChange {
        try await counter.credit(
            member, asset, amount: amount, until: last.map(Sample.day), reason: "test",
            operation: operation ?? ids.next())
    }

    func debit(
        _ member: MemberNumber, _ amount: String, of asset: String = "points",
        operation: OperationID? = nil
    ) async throws -> HoldingChange {
        try await counter.debit(
            member, asset, amount: amount, reason: "test", operation: operation ?? ids.next())
    }
}

extension Desk {
    /// A kit of the own shops that is trusted for some hours.
    func kit(hours: Int) async throws -> Kit {
        try await counter.kit(
            KitOrder(
                acceptor: Sample.harbour, audiences: [.ownShops],
                footing: counter.checkingOnly(lifetimeHours: hours)))
    }
}
