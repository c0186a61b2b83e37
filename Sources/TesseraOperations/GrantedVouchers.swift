import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// A voucher that an event brought.
package struct GrantedVoucher: Sendable {
    /// The voucher as the customer gets it.
    package let issued: IssuedVoucher
    /// What it promises.
    package let terms: Terms
    /// The days on which it is good.
    package let validity: ValidityPeriod
    /// What people call it.
    package let label: String
    /// The only member who may use it; `nil` for whoever shows it.
    package let holder: MemberNumber?
    /// The piece that it is for; `nil` for none.
    package let serial: String?
}

extension Counter {
    /// The vouchers that an event brought, with their codes.
    ///
    /// - Throws: ``TokenError/keyCannotSign(_:_:)``; a configuration error if the key is gone;
    ///   infrastructure errors.
    package func vouchers(of recorded: RecordedEvent) async throws -> [GrantedVoucher] {
        let serials = recorded.decision.grants.compactMap { grant -> String?? in
            if case .issue(_, _, _, let serial) = grant.act { .some(serial) } else { nil }
        }
        let batches = recorded.parts.flatMap(\.batches)
        var vouchers: [GrantedVoucher] = []
        for (index, batch) in batches.enumerated() {
            vouchers.append(
                GrantedVoucher(
                    issued: try await issued(batch.first), terms: batch.order.terms,
                    validity: batch.order.validity, label: batch.order.label,
                    holder: batch.order.holder,
                    serial: index < serials.count ? serials[index] : nil))
        }
        return vouchers
    }

    /// The event that an operation is, or that it is a part of.
    ///
    /// - Throws: ``EventError/unknownEvent(_:)``; infrastructure errors.
    package func explained(_ operation: OperationID) async throws -> RecordedEvent {
        guard let booked = try await ledger.operation(operation) else {
            throw EventError.unknownEvent(operation)
        }
        if booked.judgement != nil { return try await event(operation) }
        // An event has at most some hundred parts; which one this is its id does not say.
        for number in 1...512 {
            let whole = operation.whole(ofPart: number)
            guard let event = try await ledger.operation(whole)?.judgement?.1,
                event.parts.contains(operation)
            else { continue }
            return try await self.event(whole)
        }
        throw EventError.unknownEvent(operation)
    }
}
