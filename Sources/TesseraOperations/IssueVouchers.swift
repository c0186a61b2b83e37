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
    /// - Throws: ``LedgerError/eventRefused(_:)`` with `approval_required`; ``TokenError`` when a value is out of range or no key may sign those days;
    ///   ``LedgerError``; a configuration error when no key signs the kind.
    /// - Source: L2, L3, T7, T11.
    package func issue(
        _ wishes: [VoucherWish], approval: Approval = .none, operation: OperationID
    ) async throws -> [Batch] {
        try await requireSecondPerson(
            for: .issue, wishes.giftValue(in: settings.currency), approval, operation)
        for case .gift(let face) in wishes.map(\.terms) { try await checkLoad(face, operation) }
        // Keys may have been rotated since the first asking; the same wishes ask for its keys.
        let earlier = try await ledger.operation(operation)?.batches ?? []
        var orders: [BatchOrder] = []
        for (index, wish) in wishes.enumerated() {
            let known = index < earlier.count ? earlier[index].order : nil
            let audience = try await audience(of: wish, isNew: known == nil)
            orders.append(try order(wish, for: audience, known, operation, index: index))
        }
        return try await ledger.issue(
            IssueRequest(operation: operation, orders: orders, time: clock.now()))
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

/// A voucher as it leaves the house.
package struct IssuedVoucher: Hashable, Sendable {
    /// Where its status lives.
    package let position: VoucherPosition
    /// The text of its QR code.
    package let token: String
    /// The sixteen characters under it.
    package let typedCode: String
}

/// The codes of a batch, made anew from the batch and the key whenever they are wanted.
///
/// - Source: L2, F18.
package struct BatchCodes: Sendable {
    /// The batch.
    package let batch: Batch
    private var issuer: TokenIssuer
    private let typedKey: TypedCodeKey

    init(batch: Batch, key: SigningKey, validity: ValidityPeriod) throws(TokenError) {
        self.batch = batch
        issuer = try TokenIssuer(
            again: key, validity: validity, terms: batch.order.terms, salt: batch.order.salt)
        typedKey = key.typedCodeKey
    }

    /// Appends the token's text of the voucher with an index.
    ///
    /// - Parameters:
    ///   - index: 0..<count of the batch.
    ///   - text: Where the 66 characters or so go.
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign; never with suite 1.
    package mutating func appendToken(at index: Int, to text: inout [UInt8]) throws(CryptoError) {
        try issuer.append(position(at: index), to: &text)
    }

    /// Appends the id of the voucher with an index, `vch_3_70001`.
    package func appendVoucher(at index: Int, to text: inout [UInt8]) {
        text += position(at: index).voucherText.utf8
    }

    /// Appends the typed code of the voucher with an index.
    package func appendTypedCode(at index: Int, to text: inout [UInt8]) {
        text += typedCode(at: index).text.utf8
    }

    /// The typed code of the voucher with an index.
    package func typedCode(at index: Int) -> TypedCode {
        typedKey.code(kind: batch.order.terms.kind, position: position(at: index))
    }

    /// The voucher with an index, whole.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign; never with suite 1.
    package mutating func voucher(at index: Int) throws(CryptoError) -> IssuedVoucher {
        let position = position(at: index)
        return IssuedVoucher(
            position: position, token: try issuer.token(at: position),
            typedCode: typedCode(at: index).text)
    }

    private func position(at index: Int) -> VoucherPosition {
        guard let position = batch.position(at: index) else {
            preconditionFailure("the index is within the batch")
        }
        return position
    }
}

extension Counter {
    /// The codes of a batch.
    ///
    /// - Throws: ``TokenError/keyCannotSign(_:_:)`` if the batch's key was retired or compromised;
    ///   a configuration error if the key is gone.
    package func codes(of batch: Batch) throws -> BatchCodes {
        try codes(of: batch, validity: batch.order.validity)
    }

    /// The codes of one voucher as it is now: with its later last day, if it was extended.
    ///
    /// - Throws: As ``codes(of:)``; ``LedgerError/unknownVoucher(_:)``.
    package func issued(_ position: VoucherPosition) async throws -> IssuedVoucher {
        let batch = try await ledger.batch(covering: position)
        let state = try await ledger.voucher(at: position)
        var codes = try codes(of: batch, validity: state.validity)
        return try codes.voucher(at: position.number - batch.first.number)
    }

    private func codes(of batch: Batch, validity: ValidityPeriod) throws -> BatchCodes {
        let key = try key(batch.order.keyID, batch.order.terms.kind)
        return try BatchCodes(batch: batch, key: key, validity: validity)
    }
}
