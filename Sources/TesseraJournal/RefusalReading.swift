import TesseraLedger
import TesseraModel

// Refusals out of a journal; RefusalFields.swift wrote them.

extension LedgerError {
    /// Those that say nothing but their code.
    private static let plain: [LedgerError] = [
        .notActivated, .priceRequired, .nothingToDiscount, .holdingTooLarge, .alreadyActive,
        .notBlocked, .notAGiftCard, .wishUnfit, .amountTooLarge, .listsExhausted, .liveCodeUsed,
        .ledgerMissing, .ledgerDamaged, .diskFull, .ledgerFailed, .sealedElsewhere,
        .outcomeUnknown, .audiencesExhausted, .unavailable, .programmeChanged,
        .nothingBooked,
    ]

    init(json: CanonicalJSON) throws(RecordFault) {
        let fields = try FieldReader(json, named: "refusal")
        let code = try fields.text("code")
        if let plain = LedgerError.plain.first(where: { $0.code == code }) {
            self = plain
        } else if let naming = try LedgerError(naming: code, fields) {
            self = naming
        } else if let timed = try LedgerError(timed: code, fields) {
            self = timed
        } else if let ofParty = try LedgerError(party: code, fields) {
            self = ofParty
        } else if let ofOperator = try LedgerError(operator: code, fields) {
            self = ofOperator
        } else if let counted = try LedgerError(counted: code, fields) {
            self = counted
        } else {
            throw .field("code")
        }
    }

    /// Those about something with a name; `nil` for another code.
    private init?(naming code: String, _ fields: FieldReader) throws(RecordFault) {
        switch code {
        case "unknown_voucher": self = .unknownVoucher(try fields.position("voucher"))
        case "unknown_batch": self = .unknownBatch(try fields.named("batch") { BatchID(text: $0) })
        case "unknown_member": self = .unknownMember(try fields.member("member"))
        case "profile_changed": self = .profileChanged(try fields.member("member"))
        case "member_number_taken": self = .memberNumberTaken(try fields.member("member"))
        case "demand_mismatch":
            self = .demandMismatch(try fields.named("kind") { TokenKind(name: $0) })
        case "several":
            self = .several(try fields.list("reasons", of: LedgerError.init(json:)))
        case "event_refused":
            self = .eventRefused(try fields.list("reasons", of: Refusal.init(json:)))
        case "part_refused":
            self = .partRefused(
                try fields.number("part"),
                try fields.list("reasons", of: LedgerError.init(json:)))
        case "holder_mismatch":
            self = .holderMismatch(otherShown: try fields.truth("other_shown"))
        case "basket_unfit": self = .basketUnfit(count: try fields.number("count"))
        case "basket_voucher_refused":
            self = .basketVoucherRefused(
                try fields.position("voucher"),
                try fields.list("reasons", of: LedgerError.init(json:)))
        case "unknown_hold": self = .unknownHold(try fields.named("hold") { OperationID($0) })
        case "unknown_limit":
            self = .unknownLimit(try fields.named("limit") { LimitID(text: $0) })
        case "idempotency_key_reused":
            self = .operationReused(try fields.named("operation") { OperationID($0) })
        case "unknown_redemption":
            self = .unknownRedemption(try fields.named("redemption") { OperationID($0) })
        case "nothing_to_undo": self = .nothingToUndo(try fields.named("till") { TillID($0) })
        case "slip_changed": self = .slipChanged(try fields.text("slip"))
        case "slip_unfit": self = .slipUnfit(try fields.text("slip"))
        case "data_folder_in_use":
            self = .dataFolderInUse(processID: try fields.number("process"))
        case "ledger_newer":
            self = .ledgerNewer(
                schema: try fields.number("schema"), known: try fields.number("known"))
        case "zone_changed":
            self = .zoneChanged(book: try fields.text("book"), asked: try fields.text("asked"))
        default: return nil
        }
    }

    /// Those about a time, a day or a use; `nil` for another code.
    private init?(timed code: String, _ fields: FieldReader) throws(RecordFault) {
        switch code {
        case "revoked":
            self = .revoked(at: try fields.time("at"), reason: try fields.text("reason"))
        case "member_erased":
            self = .memberErased(try fields.member("member"), at: try fields.time("at"))
        case "not_yet_valid": self = .notYetValid(first: try fields.day("first_day"))
        case "expired": self = .expired(last: try fields.day("last_day"))
        case "already_redeemed":
            self = .alreadyRedeemed(
                fields.has("use") ? try Use(fields: fields.object("use")) : nil)
        case "exhausted":
            self = .exhausted(
                uses: try fields.integer("uses"),
                last: fields.has("use") ? try Use(fields: fields.object("use")) : nil)
        case "undo_too_late": self = .undoTooLate(try Use(fields: fields.object("use")))
        case "undo_elsewhere": self = .undoElsewhere(try Use(fields: fields.object("use")))
        case "hold_expired": self = .holdExpired(at: try fields.time("at"))
        case "hold_captured": self = .holdCaptured(at: try fields.time("at"))
        case "hold_released": self = .holdReleased(at: try fields.time("at"))
        case "already_undone": self = .alreadyUndone(at: try fields.time("at"))
        case "already_blocked": self = .alreadyBlocked(at: try fields.time("at"))
        case "extension_not_later":
            self = .extensionNotLater(
                last: try fields.day("last_day"), asked: try fields.day("asked"))
        case "clock_behind":
            self = .clockBehind(
                wall: try fields.time("wall"), lastRecorded: try fields.time("last_recorded"))
        default: return nil
        }
    }

    /// Those about acceptors and devices; `nil` for another code.
    private init?(party code: String, _ fields: FieldReader) throws(RecordFault) {
        func acceptor() throws(RecordFault) -> ShopID {
            try fields.named("acceptor") { ShopID($0) }
        }
        func device() throws(RecordFault) -> TillID {
            try fields.named("device") { TillID($0) }
        }
        switch code {
        case "unknown_acceptor": self = .unknownAcceptor(try acceptor())
        case "refunds_refused": self = .refundsRefused(try acceptor())
        case "unknown_device": self = .unknownDevice(try device())
        case "acceptor_kind_fixed":
            self = .acceptorKindFixed(try acceptor(), isPartner: try fields.truth("partner"))
        case "agreement_ended":
            self = .agreementEnded(try acceptor(), at: try fields.time("at"))
        case "device_elsewhere": self = .deviceElsewhere(try device(), try acceptor())
        case "device_revoked": self = .deviceRevoked(try device(), at: try fields.time("at"))
        case "settlement_not_next":
            self = .settlementNotNext(try acceptor(), next: try fields.integer("next"))
        default: return nil
        }
    }

    /// Those about amounts; `nil` for another code.
    private init?(counted code: String, _ fields: FieldReader) throws(RecordFault) {
        func quantity(_ name: String) throws(RecordFault) -> Quantity {
            try Quantity(fields: fields.object(name))
        }
        switch code {
        case "insufficient_balance":
            self = .insufficientBalance(
                available: try fields.money("available"), wanted: try fields.money("wanted"))
        case "insufficient_uses":
            self = .insufficientUses(
                available: try fields.integer("available"), wanted: try fields.integer("wanted"))
        case "currency_mismatch":
            self = .currencyMismatch(
                card: try fields.named("card") { Currency(code: $0) },
                asked: try fields.named("asked") { Currency(code: $0) })
        case "minimum_not_reached":
            self = .minimumNotReached(
                minimum: try fields.money("minimum"), actual: try fields.money("actual"))
        case "held_elsewhere":
            self = .heldElsewhere(
                available: try quantity("available"), wanted: try quantity("wanted"),
                until: try fields.time("until"))
        case "limit_reached":
            self = .limitReached(
                try LimitTerms(fields: fields.object("terms")), left: try quantity("left"),
                wanted: try quantity("wanted"))
        case "member_required":
            self = .memberRequired(try LimitTerms(fields: fields.object("terms")))
        case "basket_not_covered":
            self = .basketNotCovered(
                due: try fields.money("due"), covered: try fields.money("covered"))
        case "capture_above_hold":
            self = .captureAboveHold(held: try quantity("held"), asked: try quantity("asked"))
        case "reversal_above_redemption":
            self = .reversalAboveRedemption(
                left: try quantity("left"), asked: try quantity("asked"))
        case "insufficient_holding":
            self = .insufficientHolding(
                available: try quantity("available"), wanted: try quantity("wanted"))
        case "balance_out_of_range":
            self = .balanceOutOfRange(
                balance: try fields.money("balance"), change: try fields.integer("change"))
        default: return nil
        }
    }
}
