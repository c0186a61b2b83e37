import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// Refuses what needs a second person, where none agreed.
    ///
    /// - Parameters:
    ///   - act: What is done.
    ///   - amount: How much; other currencies than the shop's own have no limit here.
    ///   - approval: Who does it, and who agreed.
    ///   - operation: Under which name; what was booked under it keeps its answer.
    /// - Returns: Whether a second person was needed and agreed.
    /// - Throws: ``LedgerError/eventRefused(_:)`` with `approval_required`; infrastructure errors.
    /// - Source: domain-model concept 12; M16, M32.
    package func requireSecondPerson(
        for act: GuardedAct, _ amount: Money, _ approval: Approval, _ operation: OperationID
    ) async throws -> Bool {
        guard amount.currency == settings.currency, let policy = try await policy(),
            let most = policy.secondPersonAbove[act], amount.minorUnits > most,
            try await ledger.operation(operation) == nil
        else { return false }
        let text = AmountText(for: settings.currency)
        try await requireAgreement(
            approval, to: act.rawValue, needed: "a second person above \(text.shown(most))",
            actual: text.shown(amount.minorUnits), operation)
        return true
    }

    /// Lets a cashier put back a redemption of the own, small enough and a moment after; everybody
    /// else is judged by the role.
    ///
    /// - Returns: Whether a second person was needed and agreed.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)`` or `approval_required` where neither
    ///   allows it; infrastructure errors.
    /// - Source: M32.
    func admitReversal(
        of redemption: OperationID, _ approval: Approval, at shop: ShopID,
        _ operation: OperationID
    ) async throws -> Bool {
        guard let worker = approval.worker,
            case .operator(let known)? = try await ledger.party(.operator(worker)),
            known.role == .cashier, let limit = try await policy()?.cashierReversal
        else {
            try await admit(approval.worker, to: .reverse, at: shop, operation, of: redemption)
            guard let value = try await value(of: redemption),
                try await !isPutBack(redemption, under: operation)
            else { return false }
            return try await requireSecondPerson(for: .reverse, value, approval, operation)
        }
        if try await isPutBack(redemption, under: operation) { return false }
        try await admit(worker, to: .undo, at: shop, operation, of: redemption)
        let uses = try await uses(of: redemption)
        guard let oldest = uses.map(\.time).min() else {
            throw LedgerError.unknownRedemption(redemption)
        }
        let value = try await value(of: redemption)?.minorUnits ?? 0
        let isSmall = value <= limit.upTo
        let age = clock.now().milliseconds - oldest.milliseconds
        let isSoon = age <= Int64(limit.minutes) * 60_000
        if uses.allSatisfy({ $0.operator == worker }), isSmall, isSoon { return false }
        let text = AmountText(for: settings.currency)
        let needed =
            "the own redemption of up to \(text.shown(limit.upTo)), "
            + "not older than \(limit.minutes) minutes, or a second person"
        try await requireAgreement(
            approval, to: GuardedAct.reverse.rawValue, needed: needed, actual: text.shown(value),
            operation)
        return true
    }

    /// Whether a redemption, or each of a basket, was put back under a name already, or refused.
    package func isPutBack(
        _ redemption: OperationID, under operation: OperationID
    ) async throws -> Bool {
        if try await ledger.operation(operation) != nil { return true }
        guard let parts = try await ledger.operation(redemption)?.basketParts else { return false }
        return try await open(of: parts, under: operation).isEmpty
    }

    /// What is put back at most, in money; `nil` for rights, and for a basket that was put back
    /// under this name before.
    func valueToReverse(
        _ redemption: OperationID, _ asked: Int64?, _ operation: OperationID
    ) async throws -> Money? {
        guard let booked = try await ledger.operation(redemption) else { return nil }
        if let parts = booked.basketParts {
            return try await value(of: try await open(of: parts, under: operation))
        }
        guard let value = booked.value, let asked, booked.taking?.discount == nil else {
            return booked.value
        }
        return Money(minorUnits: min(asked, value.minorUnits), currency: value.currency)
    }

    /// Those of a basket that are not put back yet under the names of its parts.
    private func open(
        of parts: [OperationID], under operation: OperationID
    ) async throws -> [OperationID] {
        var open: [OperationID] = []
        for (index, part) in parts.enumerated() {
            let begun = try await ledger.operation(operation.part(index + 1))
            // Under the name of a part anything may stand: the caller chooses names.
            if case .reverse(part, nil, _)? = begun?.wish { continue }
            open.append(part)
        }
        return open
    }

    /// The uses that a redemption is, or those of a basket.
    private func uses(of redemption: OperationID) async throws -> [Use] {
        let booked = try await ledger.operation(redemption)
        var uses: [Use] = []
        for part in booked?.basketParts ?? [redemption] {
            if let use = try await ledger.operation(part)?.use { uses.append(use) }
        }
        return uses
    }

    /// What a redemption took in money, or all those of a basket; `nil` for rights.
    private func value(of redemption: OperationID) async throws -> Money? {
        let booked = try await ledger.operation(redemption)
        if let parts = booked?.basketParts { return try await value(of: parts) }
        return booked?.value
    }

    private func value(of redemptions: [OperationID]) async throws -> Money? {
        var sum: Money?
        for redemption in redemptions {
            guard let value = try await ledger.operation(redemption)?.value else { continue }
            let (units, overflow) = (sum?.minorUnits ?? 0)
                .addingReportingOverflow(value.minorUnits)
            sum = Money(minorUnits: overflow ? .max : units, currency: value.currency)
        }
        return sum
    }

    /// Refuses an event that names somebody as agreeing who may not.
    ///
    /// - Throws: ``LedgerError/eventRefused(_:)`` with `approval_required`; infrastructure errors.
    /// - Source: M31.
    func checkSecondPerson(
        of report: EventReport, _ operation: OperationID, isTrial: Bool
    ) async throws {
        guard let second = report.facts.approvedBy else { return }
        try await requireAgreement(
            Approval(
                worker: report.place?.operator, second: second, asker: report.asker,
                proof: report.proof), to: report.kind.rawValue,
            needed: "a second person who may agree",
            actual: AmountText(for: settings.currency).shown(report.facts.amount ?? 0), operation,
            isTrial: isTrial)
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
