import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraVerification

extension Counter {
    /// Who looks at a code, and so whose codes are believed.
    package enum Reader: Hashable, Sendable {
        /// A shop of our own, which takes what was issued for our own shops.
        case shop
        /// A partner, which takes what was issued for it and for its groups, as it was agreed.
        case partner(Acceptor, [Audience])
        /// The office, which looks after what was issued for partners too.
        case office

        /// Whether it looks at codes of an audience.
        func reads(_ audience: Audience) -> Bool {
            switch self {
            case .shop: audience == .ownShops
            case .partner(_, let audiences): audiences.contains(audience)
            case .office: true
            }
        }
    }

    /// Who looks at codes at a place.
    ///
    /// - Parameter shop: A shop of the settings, which costs no question, or a partner.
    /// - Returns: The shop, or the partner with its agreement as it is now.
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``; infrastructure errors.
    func reader(at shop: ShopID) async throws(LedgerError) -> Reader {
        if settings.shop(shop) != nil { return .shop }
        guard case .acceptor(let acceptor)? = try await ledger.party(.acceptor(shop)) else {
            throw .unknownAcceptor(shop)
        }
        guard acceptor.isPartner else { return .shop }
        var audiences = [acceptor.audience]
        for id in acceptor.groups {
            if case .group(let group)? = try await ledger.party(.group(id)) {
                audiences.append(group.audience)
            }
        }
        return .partner(acceptor, audiences)
    }

    /// Refuses what the agreement with a partner does not cover now.
    ///
    /// A till without a network is judged by the same agreement when its claims arrive, so
    /// whichever way a use comes in, the settlement pays for the same ones.
    ///
    /// - Parameters:
    ///   - terms: What the voucher promises.
    ///   - reader: Who looks at it; only a partner is refused anything.
    ///   - operation: Under which name; what was booked under it keeps its answer; `nil` for a
    ///     look.
    /// - Throws: ``VerificationError/notAcceptedHere(_:)``;
    ///   ``LedgerError/agreementEnded(_:at:)``; infrastructure errors.
    /// - Source: concept 3, L3, L16.
    func requireAgreed(
        on terms: Terms, by reader: Reader, for operation: OperationID?
    ) async throws {
        guard case .partner(let acceptor, _) = reader,
            let refusal = acceptor.refusal(of: terms, on: today)
        else { return }
        if let operation, try await ledger.operation(operation) != nil { return }
        throw refusal
    }

    /// Refuses to take at a partner what was put aside of a voucher that it does not take.
    ///
    /// - Parameters:
    ///   - hold: What was put aside; whether there is such a hold is for the ledger to say.
    ///   - shop: Where it is to be taken.
    ///   - operation: Under which name; what was booked under it keeps its answer.
    /// - Throws: ``VerificationError/wrongAudience(_:)``; as ``requireAgreed(on:by:for:)``.
    func requireAgreed(
        onHold hold: OperationID, at shop: ShopID, for operation: OperationID
    ) async throws {
        let reader = try await reader(at: shop)
        guard try await ledger.operation(operation) == nil,
            let position = try await ledger.operation(hold)?.position
        else { return }
        let order = try await ledger.batch(covering: position).order
        guard reader.reads(order.audience) else {
            throw VerificationError.wrongAudience(order.audience)
        }
        try await requireAgreed(on: order.terms, by: reader, for: operation)
    }
}

extension Acceptor {
    /// Why a voucher of some terms is not taken there on a day; `nil` if it is.
    fileprivate func refusal(of terms: Terms, on today: Day) -> (any ExplainedError)? {
        if let end { return LedgerError.agreementEnded(id, at: end.time) }
        guard agreement.accepts(terms) else {
            switch terms {
            case .member, .gift: return VerificationError.notAcceptedHere(.gifts)
            case .discount(let discount):
                return VerificationError.notAcceptedHere(.campaign(discount.campaign))
            case .entitlement(let right):
                return VerificationError.notAcceptedHere(.campaign(right.campaign))
            }
        }
        guard agreement.validity.contains(today) else {
            return VerificationError.notAcceptedHere(.outside(agreement.validity))
        }
        return nil
    }
}
