import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraToken
import TesseraVerification

extension Counter {
    /// The position that an admin names: by voucher id, typed code or token.
    ///
    /// - Parameters:
    ///   - name: `vch_3_70001`, a typed code, or a scanned text.
    ///   - till: Where, for counting wrong typed codes.
    /// - Returns: A position that was issued.
    /// - Throws: Why the code is not believed; ``LedgerError/unknownVoucher(_:)``.
    package func position(named name: String, at till: TillID) async throws -> VoucherPosition {
        if name.hasPrefix("vch_") {
            guard let position = VoucherPosition(voucherText: name) else {
                throw ModelError.name(name, of: "a voucher", example: "vch_3_70001")
            }
            return try await ledger.voucher(at: position).position
        }
        return try await believed(name, at: till, for: .office).position
    }

    /// Activates, blocks, unblocks, extends, adjusts or tops up one voucher.
    ///
    /// - Parameters:
    ///   - position: Which one.
    ///   - action: The change with its reason.
    ///   - approval: Who does it, and who agreed.
    ///   - place: At which till; `nil` for the office.
    ///   - operation: The caller's name for this intention.
    /// - Returns: The voucher after it.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``; ``LedgerError/eventRefused(_:)`` with
    ///   `approval_required`; ``LedgerError``;
    ///   ``TokenError/outsideKeyDays(_:first:lastSigning:acceptUntil:)`` for an extension beyond
    ///   the days of the voucher's key.
    package func change(
        _ position: VoucherPosition, _ action: VoucherAction, approval: Approval = .none,
        at place: Place? = nil, operation: OperationID
    ) async throws -> VoucherState {
        try await admit(approval.worker, to: action.act, at: nil, operation)
        let place = place ?? office(approval.worker)
        let voucher = try await ledger.voucher(at: position)
        var (value, hasAgreement): (Money?, Bool) = (nil, false)
        switch (action, voucher.terms) {
        case (.adjust(let amount, _), .gift(let face)), (.topUp(let amount), .gift(let face)):
            let moved = Money(
                minorUnits: Int64(clamping: amount.magnitude), currency: face.currency)
            hasAgreement = try await requireSecondPerson(for: .adjust, moved, approval, operation)
            value = moved
            if amount > 0 {
                let (held, overflow) = voucher.balance.addingReportingOverflow(amount)
                try await checkLoad(
                    Money(minorUnits: overflow ? .max : held, currency: face.currency), operation)
            }
        default: break
        }
        if case .extend(let last, _) = action {
            let batch = try await ledger.batch(covering: position)
            // The record outlives the secret, and it alone says how far a voucher may go.
            let record = try keys.entry(batch.order.keyID).record
            guard last <= record.acceptUntil else {
                throw TokenError.outsideKeyDays(
                    record.id, first: record.signFrom, lastSigning: record.signTo,
                    acceptUntil: record.acceptUntil)
            }
        }
        return try await withinDay(
            .adjust, value, approval, operation, hasAgreement: hasAgreement
        ) {
            try await ledger.change(
                ChangeRequest(
                    operation: operation, position: position, action: action, place: place,
                    time: clock.now()))
        }
    }
}

extension Counter {
    /// Where the office's people work, for a voucher's story; `nil` where nobody is named.
    func office(_ worker: OperatorID?) -> Place? {
        worker.map { Place(shop: nil, till: settings.till, operator: $0) }
    }
}

extension VoucherAction {
    /// What somebody at work does with it: what is paid for is sold, all else is the office's.
    fileprivate var act: OperatorAct {
        switch self {
        case .activate, .topUp: .sell
        case .block, .unblock, .extend, .adjust: .change
        }
    }
}
