import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// Who does something, and who agreed to it.
package struct Approval: Hashable, Sendable {
    /// Who does it; `nil` if nobody is named.
    package let worker: OperatorID?
    /// Who agreed; `nil` for nobody.
    package let second: OperatorID?

    /// Nobody named, and nobody who agreed.
    package static let none = Approval(worker: nil, second: nil)

    /// Who does something, and who agreed.
    package init(worker: OperatorID?, second: OperatorID?) {
        self.worker = worker
        self.second = second
    }
}

extension Counter {
    /// Refuses what needs a second person, where none agreed.
    ///
    /// - Parameters:
    ///   - act: What is done.
    ///   - amount: How much; other currencies than the shop's own have no limit here.
    ///   - approval: Who does it, and who agreed.
    ///   - operation: Under which name; what was booked under it keeps its answer.
    /// - Throws: ``LedgerError/eventRefused(_:)`` with `approval_required`; infrastructure errors.
    /// - Source: domain-model concept 12; M16, M32.
    package func requireSecondPerson(
        for act: GuardedAct, _ amount: Money, _ approval: Approval, _ operation: OperationID
    ) async throws {
        guard amount.currency == settings.currency, let policy = try await policy(),
            let most = policy.secondPersonAbove[act], amount.minorUnits > most,
            try await ledger.operation(operation) == nil
        else { return }
        let needed = "a second person above \(AmountText(for: settings.currency).shown(most))"
        try await require(approval, needed: needed, amount.minorUnits)
    }

    /// Lets a cashier put back a redemption of the own, small enough and a moment after; everybody
    /// else is judged by the role.
    ///
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)`` or `approval_required` where neither
    ///   allows it; infrastructure errors.
    /// - Source: M32.
    func admitReversal(
        of redemption: OperationID, _ approval: Approval, at shop: ShopID,
        _ operation: OperationID
    ) async throws {
        guard let worker = approval.worker,
            case .operator(let known)? = try await ledger.party(.operator(worker)),
            known.role == .cashier, let limit = try await policy()?.cashierReversal
        else {
            try await admit(approval.worker, to: .reverse, at: shop, operation)
            if let booked = try await ledger.operation(redemption), let value = booked.value {
                try await requireSecondPerson(for: .reverse, value, approval, operation)
            }
            return
        }
        if try await ledger.operation(operation) != nil { return }
        try await admit(worker, to: .undo, at: shop, operation)
        guard let booked = try await ledger.operation(redemption), let use = booked.use else {
            throw LedgerError.unknownRedemption(redemption)
        }
        let value = booked.value?.minorUnits ?? 0
        let age = clock.now().milliseconds - use.time.milliseconds
        let isSmall = value <= limit.upTo
        let isSoon = age <= Int64(limit.minutes) * 60_000
        if use.operator == worker, isSmall, isSoon { return }
        let needed =
            "the own redemption of up to \(AmountText(for: settings.currency).shown(limit.upTo)), "
            + "not older than \(limit.minutes) minutes, or a second person"
        try await require(approval, needed: needed, value)
    }

    /// Refuses an event that names somebody as agreeing who may not.
    ///
    /// - Throws: ``LedgerError/eventRefused(_:)`` with `approval_required`; infrastructure errors.
    /// - Source: M31.
    func checkSecondPerson(of facts: EventFacts, by worker: OperatorID?) async throws {
        guard facts.approvedBy != nil else { return }
        try await require(
            Approval(worker: worker, second: facts.approvedBy),
            needed: "a second person who may agree", facts.amount ?? 0)
    }

    /// Refuses to put more on a gift than the policy allows.
    ///
    /// - Throws: ``LedgerError/eventRefused(_:)`` with `load_cap`; infrastructure errors.
    /// - Source: domain-model concept 12.
    func checkLoad(_ held: Money, _ operation: OperationID) async throws {
        guard held.currency == settings.currency, let most = try await policy()?.loadCap,
            held.minorUnits > most, try await ledger.operation(operation) == nil
        else { return }
        throw LedgerError.loadCap(held, most: most)
    }

    /// The policy of the programme in force; `nil` before one was published.
    func policy() async throws -> Policy? {
        guard try await !ledger.publications().isEmpty else { return nil }
        let book = try await programmes()
        return try book.programme(book.latest).policy
    }

    private func require(
        _ approval: Approval, needed: String, _ amount: Int64
    ) async throws {
        let text = AmountText(for: settings.currency)
        func refusal(_ actual: String) -> LedgerError {
            .eventRefused([
                Refusal(
                    code: "approval_required", needed: needed,
                    actual: "\(text.shown(amount)), \(actual)")
            ])
        }
        guard let second = approval.second else { throw refusal("nobody agreed") }
        guard second != approval.worker else { throw refusal("\(second) cannot agree alone") }
        guard case .operator(let known)? = try await ledger.party(.operator(second)),
            known.end == nil, known.role == .admin || known.role == .supervisor
        else { throw refusal("\(second) may not agree") }
    }
}

extension BookedOperation {
    /// What a redemption took in money; `nil` for rights.
    fileprivate var value: Money? {
        guard let (taken, discount) = taking else { return nil }
        for transfer in transfers {
            if case .currency(let currency) = transfer.debit.asset {
                return Money(minorUnits: discount ?? taken, currency: currency)
            }
        }
        guard let discount, case .redeem(_, .purchase(let price), _) = wish else { return nil }
        return Money(minorUnits: discount, currency: price.currency)
    }
}

extension LedgerError {
    /// More would be on a gift than the policy allows.
    static func loadCap(_ held: Money, most: Int64) -> LedgerError {
        let text = AmountText(for: held.currency)
        return .eventRefused([
            Refusal(
                code: "load_cap", needed: "at most \(text.shown(most)) on one gift",
                actual: text.shown(held.minorUnits))
        ])
    }
}
