import TesseraCrypto
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraToken

/// Equal vouchers that somebody wants.
package struct VoucherWish: Hashable, Sendable {
    /// What each promises.
    package let terms: Terms
    /// How often each discount may be used; ignored for the other kinds.
    package let uses: Int
    /// The days on which each is good.
    package let validity: ValidityPeriod
    /// How many, at least 1.
    package let count: Int
    /// When they become worth something.
    package let activation: Activation
    /// A word for people; empty for none.
    package let label: String
    /// The partner or group that accepts them; `nil` for our own shops.
    package let acceptor: ShopID?

    /// A wish for equal vouchers.
    package init(
        terms: Terms, uses: Int = 1, validity: ValidityPeriod, count: Int,
        activation: Activation = .atIssue, label: String = "", acceptor: ShopID? = nil
    ) {
        self.acceptor = acceptor
        self.terms = terms
        self.uses = uses
        self.validity = validity
        self.count = count
        self.activation = activation
        self.label = label
    }
}

extension Counter {
    /// Issues vouchers: all batches in one operation, or none.
    ///
    /// - Parameters:
    ///   - wishes: At least one.
    ///   - approval: Who does it, and who agreed.
    ///   - operation: The caller's name for this intention; the same one gives the same vouchers.
    /// - Returns: The batches in the order of the wishes.
    /// - Throws: ``LedgerError/eventRefused(_:)`` with `approval_required`; ``TokenError`` when a
    ///   value is out of range or no key may sign those days; ``LedgerError``; a configuration
    ///   error when no key signs the kind.
    /// - Source: L2, L3, T7, T11.
    package func issue(
        _ wishes: [VoucherWish], approval: Approval = .none, operation: OperationID
    ) async throws -> [Batch] {
        let value = wishes.giftValue(in: settings.currency)
        let hasAgreement = try await requireSecondPerson(
            for: .issue, value, approval, operation)
        for case .gift(let face) in wishes.map(\.terms) { try await checkLoad(face, operation) }
        // Keys may have been rotated since the first asking; the same wishes ask for its keys.
        let earlier = try await ledger.operation(operation)?.batches ?? []
        var orders: [BatchOrder] = []
        for (index, wish) in wishes.enumerated() {
            let known = index < earlier.count ? earlier[index].order : nil
            let audience = try await audience(of: wish, isNew: known == nil)
            orders.append(try order(wish, for: audience, known, operation, index: index))
        }
        return try await withinDay(
            .issue, value, approval, operation, hasAgreement: hasAgreement
        ) {
            try await ledger.issue(
                IssueRequest(operation: operation, orders: orders, time: clock.now()))
        }
    }

    /// Who can check what is wished for.
    ///
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``; ``LedgerError/agreementEnded(_:at:)`` for new
    ///   vouchers that nobody would take.
    private func audience(
        of wish: VoucherWish, isNew: Bool
    ) async throws(LedgerError) -> Audience {
        guard let acceptor = wish.acceptor else { return .ownShops }
        // A shop of our own need not have been agreed with.
        if settings.shop(acceptor) != nil { return .ownShops }
        let register = try await register()
        let known = register.acceptors.first { $0.id == acceptor }
        if isNew, let end = known?.end { throw .agreementEnded(acceptor, at: end.time) }
        return try register.audience(named: acceptor)
    }

    private func order(
        _ wish: VoucherWish, for audience: Audience, _ known: BatchOrder?,
        _ operation: OperationID, index: Int
    ) throws -> BatchOrder {
        let (keyID, salt): (KeyID, UInt64)
        if let known {
            (keyID, salt) = (known.keyID, known.salt)
        } else {
            let key = try keys.signingKey(for: wish.terms.kind, audience: audience)
            (keyID, salt) = (key.record.id, key.batchSalt(operation, index: index))
            // Made once here, so that a value out of range is found before anything is booked.
            _ = try TokenIssuer(
                key: key, validity: wish.validity, terms: wish.terms, salt: salt)
        }
        let uses = Counter.uses(of: wish)
        if case .discount = wish.terms, !(1...65_535).contains(uses) {
            throw TokenError.valueOutOfRange(.uses)
        }
        return BatchOrder(
            terms: wish.terms, uses: uses, validity: wish.validity, keyID: keyID,
            audience: audience, count: wish.count, salt: salt, activation: wish.activation,
            label: wish.label)
    }

    /// Issues vouchers, or finds those that the operation issued before, on whatever day that was.
    ///
    /// A run that goes on tomorrow means the vouchers of today; only their days may differ from
    /// what is wished now, and those that were issued count.
    ///
    /// - Parameters:
    ///   - wishes: At least one.
    ///   - approval: Who does it, and who agreed.
    ///   - operation: The caller's name for this intention.
    /// - Returns: The batches in the order of the wishes, and whether they were there before.
    /// - Throws: As ``issue(_:operation:)``; ``LedgerError/operationReused(_:)`` if the operation
    ///   issued something else.
    /// - Source: F18, F19.
    package func issueOrFind(
        _ wishes: [VoucherWish], approval: Approval = .none, operation: OperationID
    ) async throws -> (batches: [Batch], isRepeat: Bool) {
        guard let earlier = try await ledger.operation(operation) else {
            return (try await issue(wishes, approval: approval, operation: operation), false)
        }
        let batches = earlier.batches
        let isSame =
            batches.count == wishes.count
            && zip(batches, wishes).allSatisfy { batch, wish in
                batch.order.terms == wish.terms && batch.order.count == wish.count
                    && batch.order.uses == Counter.uses(of: wish)
                    && batch.order.activation == wish.activation
            }
        guard isSame else { throw LedgerError.operationReused(operation) }
        return (batches, true)
    }

    private static func uses(of wish: VoucherWish) -> Int {
        switch wish.terms {
        case .member, .gift: 0
        case .discount: wish.uses
        case .entitlement(let entitlement): Int(entitlement.uses)
        }
    }
}

extension [VoucherWish] {
    /// What the gifts of a currency are worth together, as far as it can be counted.
    fileprivate func giftValue(in currency: Currency) -> Money {
        let sum = reduce(Int64(0)) { sum, wish in
            guard case .gift(let face) = wish.terms, face.currency == currency else { return sum }
            let (value, tooMuch) = face.minorUnits.multipliedReportingOverflow(
                by: Int64(wish.count))
            let (total, overflow) = sum.addingReportingOverflow(tooMuch ? .max : value)
            return overflow ? .max : total
        }
        return Money(minorUnits: sum, currency: currency)
    }
}
