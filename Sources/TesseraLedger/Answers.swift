import TesseraModel

/// The wishes by name, each with the answer that its caller wants.
///
/// - Source: L3, R3.
extension Ledger {
    /// Books vouchers as issued: one row a batch, whatever its size, all batches or none.
    ///
    /// - Parameter request: The batches wanted, each with its own salt.
    /// - Returns: The batches in the order asked, with the positions they were given.
    /// - Throws: ``LedgerError/operationReused(_:)``; ``LedgerError/listsExhausted`` when no
    ///   positions are left; ``LedgerError/amountTooLarge`` when a batch's value does not fit;
    ///   infrastructure errors.
    /// - Source: L2, L3.
    package func issue(_ request: IssueRequest) async throws(LedgerError) -> [Batch] {
        try await accepted(
            BookingRequest(
                operation: request.operation, wish: .issue(request.orders), place: nil,
                time: request.time)
        ).operation.batches
    }

    /// Enrols a member: the profile, and a batch of one for the card.
    ///
    /// - Parameter request: The member's number, profile and card.
    /// - Returns: The member with the card's position.
    /// - Throws: ``LedgerError/memberNumberTaken(_:)``, in which case nothing was stored and
    ///   another number may be tried; ``LedgerError/operationReused(_:)``; infrastructure errors.
    package func enrol(_ request: EnrolmentRequest) async throws(LedgerError) -> Member {
        let booked = try await accepted(
            BookingRequest(
                operation: request.operation,
                wish: .enrol(request.number, card: request.card), place: nil,
                time: request.time, profile: request.profile))
        guard case .enrolled(let card) = booked.operation.outcome else { throw .ledgerDamaged }
        // What was known about the person may have changed since.
        if booked.isReplay { return try await member(request.number) }
        return Member(
            number: request.number, card: card.first, batch: card.id,
            enrolledAt: booked.operation.time, profile: request.profile)
    }

    /// Uses up value or uses of one voucher, at most once for an operation id.
    ///
    /// - Parameter request: What is asked of which voucher, where and when.
    /// - Returns: What was taken and what is left.
    /// - Throws: A refusal of ``LedgerError``, which is as sticky as an acceptance;
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    /// - Source: L3, L7, R3, R4.
    package func redeem(_ request: RedemptionRequest) async throws(LedgerError) -> Redemption {
        try await accepted(request.booking).redemption
    }

    /// Puts a use of a voucher aside for a while.
    ///
    /// - Parameters:
    ///   - request: What is asked of which voucher, where and when.
    ///   - milliseconds: For how long, at least 1.
    /// - Returns: What is put aside and until when.
    /// - Throws: What ``redeem(_:)`` throws.
    /// - Source: L12; F03, F08.
    package func hold(
        _ request: RedemptionRequest, milliseconds: Int64
    ) async throws(LedgerError) -> HeldUse {
        let wish = Wish.hold(
            request.position, request.demand, holder: request.holder,
            milliseconds: milliseconds)
        let booked = try await accepted(request.booking(wish))
        guard
            case .held(let amount, let available, let discount, let until) = booked.operation
                .outcome, let terms = booked.terms
        else { throw .ledgerDamaged }
        return HeldUse(
            operation: request.operation, position: request.position, terms: terms,
            amount: amount, available: available,
            discount: discount.flatMap { terms.money($0) }, until: until,
            isReplay: booked.isReplay)
    }

    /// Takes what a hold put aside, or some of it; the rest is given back.
    ///
    /// - Parameters:
    ///   - hold: The hold.
    ///   - amount: How much, at least 1; `nil` for all.
    ///   - request: The name, place and time of this.
    /// - Returns: What was taken and what is left.
    /// - Throws: ``LedgerError/unknownHold(_:)``, ``LedgerError/holdExpired(at:)``,
    ///   ``LedgerError/holdCaptured(at:)``, ``LedgerError/holdReleased(at:)``,
    ///   ``LedgerError/captureAboveHold(held:asked:)``, ``LedgerError/revoked(at:reason:)``;
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    /// - Source: L12, R4.
    package func capture(
        _ hold: OperationID, amount: Int64?, _ request: PlacedRequest
    ) async throws(LedgerError) -> Redemption {
        try await accepted(request.booking(.capture(hold, amount: amount))).redemption
    }

    /// Ends a hold, nothing taken.
    ///
    /// - Returns: What was put aside and what there is to take now.
    /// - Throws: What ``capture(_:amount:_:)`` throws.
    /// - Source: L12, R4.
    package func release(
        _ hold: OperationID, _ request: PlacedRequest
    ) async throws(LedgerError) -> ReleasedHold {
        let booked = try await accepted(request.booking(.release(hold)))
        guard case .released(let amount, let available) = booked.operation.outcome,
            let position = booked.operation.position, let terms = booked.terms
        else { throw .ledgerDamaged }
        return ReleasedHold(
            operation: request.operation, hold: hold, position: position, terms: terms,
            amount: amount, available: available, isReplay: booked.isReplay)
    }

    /// Uses several vouchers on one basket: all or none.
    ///
    /// - Parameters:
    ///   - positions: The vouchers, each once, 1…16.
    ///   - due: What the basket costs.
    ///   - holder: The member whose card was shown.
    ///   - request: The name, place and time of this.
    /// - Returns: What was taken of each voucher that was needed.
    /// - Throws: ``LedgerError/basketNotCovered(due:covered:)``,
    ///   ``LedgerError/basketVoucherRefused(_:_:)``, ``LedgerError/basketUnfit(count:)``;
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    /// - Source: concept 11; F05.
    package func redeem(
        _ positions: [VoucherPosition], due: Money, holder: MemberNumber?,
        _ request: PlacedRequest
    ) async throws(LedgerError) -> [Redemption] {
        let booked = try await accepted(
            request.booking(.basket(positions, due: due, holder: holder)))
        guard case .covered(let parts) = booked.operation.outcome else { throw .ledgerDamaged }
        var redemptions: [Redemption] = []
        for id in parts {
            guard let part = try await operation(id), let position = part.position else {
                throw .ledgerDamaged
            }
            let terms = try await batch(covering: position).order.terms
            redemptions.append(
                try Booked(operation: part, isReplay: booked.isReplay, terms: terms).redemption)
        }
        return redemptions
    }

    /// Puts back the whole of a redemption made a moment ago at the same till.
    ///
    /// - Parameter request: Which redemption, from which till, and how old it may be.
    /// - Returns: What was put back.
    /// - Throws: ``LedgerError/unknownRedemption(_:)``, ``LedgerError/alreadyUndone(at:)``,
    ///   ``LedgerError/undoTooLate(_:)``, ``LedgerError/undoElsewhere(_:)``,
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    /// - Source: R4, L13.
    package func undo(_ request: UndoRequest) async throws(LedgerError) -> Reversal {
        try await accepted(
            BookingRequest(
                operation: request.operation, wish: .undo(request.redemption),
                place: Place(shop: nil, till: request.till, operator: request.operator),
                time: request.time)
        ).reversal(of: request.redemption)
    }

    /// Puts a redemption back, whole or in part, as often as there is something left of it.
    ///
    /// - Parameters:
    ///   - redemption: Which one, however old.
    ///   - amount: How much, at least 1; `nil` for all that is left of it.
    ///   - reason: Why, for the voucher's story.
    ///   - request: The name and time of this.
    /// - Returns: What was put back.
    /// - Throws: ``LedgerError/unknownRedemption(_:)``, ``LedgerError/alreadyUndone(at:)``,
    ///   ``LedgerError/reversalAboveRedemption(left:asked:)``,
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    /// - Source: R4, L13; F04, F45.
    package func reverse(
        _ redemption: OperationID, amount: Int64?, reason: String, _ request: PlacedRequest
    ) async throws(LedgerError) -> Reversal {
        try await accepted(
            request.booking(.reverse(redemption, amount: amount, reason: reason))
        ).reversal(of: redemption)
    }

    /// Activates, blocks, unblocks, extends, adjusts or tops up one voucher.
    ///
    /// - Parameter request: The change and its reason.
    /// - Returns: The voucher after the change.
    /// - Throws: A refusal of ``LedgerError`` such as ``LedgerError/alreadyActive``;
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    /// - Source: L1, L3.
    package func change(_ request: ChangeRequest) async throws(LedgerError) -> VoucherState {
        let booked = try await accepted(
            BookingRequest(
                operation: request.operation, wish: .change(request.position, request.action),
                place: request.place, time: request.time))
        guard case .changed(let changed) = booked.operation.outcome else { throw .ledgerDamaged }
        var voucher = try await batch(covering: request.position).untouched(at: request.position)
        guard let validity = ValidityPeriod(first: voucher.validity.first, last: changed.last)
        else { throw .ledgerDamaged }
        voucher.validity = validity
        voucher.standing = changed.standing
        voucher.balance = changed.balance
        voucher.lastUse = changed.lastUse
        return voucher
    }

    private func accepted(_ request: BookingRequest) async throws(LedgerError) -> Booked {
        let booked = try await book(request)
        if let refusal = booked.operation.refusal { throw refusal }
        return booked
    }
}
