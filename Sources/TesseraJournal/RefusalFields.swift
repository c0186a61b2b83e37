import TesseraLedger
import TesseraModel

// A refusal as a journal has it: its code and its facts, `{"available":{"amount":3800,
// "currency":"EUR"},"code":"insufficient_balance","wanted":{"amount":4000,"currency":"EUR"}}`.

extension LedgerError {
    /// The code, but for those that answer with the code of their first reason.
    private var journalCode: String {
        switch self {
        case .several: "several"
        case .basketVoucherRefused: "basket_voucher_refused"
        case .eventRefused: "event_refused"
        case .partRefused: "part_refused"
        default: code
        }
    }

    var json: CanonicalJSON {
        .fields { fields in
            fields.put("code", journalCode)
            writeFacts(&fields)
        }
    }

    private func writeFacts(_ fields: inout FieldWriter) {
        switch self {
        case .notActivated, .priceRequired, .nothingToDiscount, .holdingTooLarge, .alreadyActive,
            .notBlocked, .notAGiftCard, .wishUnfit, .amountTooLarge, .listsExhausted, .liveCodeUsed,
            .ledgerMissing, .ledgerDamaged, .diskFull, .ledgerFailed, .sealedElsewhere,
            .outcomeUnknown, .audiencesExhausted, .unavailable, .programmeChanged,
            .nothingBooked:
            break
        case .eventRefused, .partRefused, .holderMismatch, .memberErased: writeEvent(&fields)
        case .unknownVoucher(let position): fields.put("voucher", position.voucherText)
        case .unknownBatch(let id): fields.put("batch", id.text)
        case .unknownMember(let number), .memberNumberTaken(let number),
            .profileChanged(let number):
            fields.put("member", number.text)
        case .revoked(let time, let reason):
            fields.put("at", time)
            fields.put("reason", reason)
        case .slipChanged(let name), .slipUnfit(let name): fields.put("slip", name)
        case .notYetValid(let first): fields.put("first_day", first)
        case .expired(let last): fields.put("last_day", last)
        case .alreadyRedeemed(let use): fields.put("use", use?.json)
        case .exhausted(let uses, let last):
            fields.put("use", last?.json)
            fields.put("uses", uses)
        case .undoTooLate(let use), .undoElsewhere(let use): fields.put("use", use.json)
        case .demandMismatch(let kind): fields.put("kind", kind.name)
        case .several(let reasons): fields.put("reasons", .list(reasons.map(\.json)))
        case .basketUnfit(let count): fields.put("count", count)
        case .basketVoucherRefused(let position, let reasons):
            fields.put("reasons", .list(reasons.map(\.json)))
            fields.put("voucher", position.voucherText)
        case .unknownHold(let id): fields.put("hold", id.text)
        case .holdExpired(let time), .holdCaptured(let time), .holdReleased(let time),
            .alreadyUndone(let time), .alreadyBlocked(let time):
            fields.put("at", time)
        case .unknownLimit(let id): fields.put("limit", id.text)
        case .operationReused(let id): fields.put("operation", id.text)
        case .unknownRedemption(let id): fields.put("redemption", id.text)
        case .nothingToUndo(let till): fields.put("till", till.text)
        case .extensionNotLater(let last, let asked):
            fields.put("asked", asked)
            fields.put("last_day", last)
        case .clockBehind(let wall, let lastRecorded):
            fields.put("last_recorded", lastRecorded)
            fields.put("wall", wall)
        case .dataFolderInUse(let processID): fields.put("process", processID)
        case .ledgerNewer(let schema, let known):
            fields.put("known", known)
            fields.put("schema", schema)
        case .zoneChanged(let book, let asked):
            fields.put("asked", asked)
            fields.put("book", book)
        case .unknownAcceptor, .refundsRefused, .unknownDevice, .acceptorKindFixed,
            .agreementEnded, .deviceElsewhere, .deviceRevoked, .settlementNotNext:
            writeParty(&fields)
        case .unknownOperator, .operatorDismissed, .operatorNotAllowed: writeOperator(&fields)
        case .insufficientBalance, .insufficientUses, .currencyMismatch, .minimumNotReached,
            .heldElsewhere, .limitReached, .memberRequired, .basketNotCovered, .captureAboveHold,
            .reversalAboveRedemption, .insufficientHolding, .balanceOutOfRange:
            writeAmounts(&fields)
        }
    }

    private func writeEvent(_ fields: inout FieldWriter) {
        switch self {
        case .eventRefused(let reasons): fields.put("reasons", .list(reasons.map(\.json)))
        case .partRefused(let number, let reasons):
            fields.put("part", number)
            fields.put("reasons", .list(reasons.map(\.json)))
        case .memberErased(let number, let time):
            fields.put("at", time)
            fields.put("member", number.text)
        case .holderMismatch(let otherShown):
            fields.put("other_shown", CanonicalJSON.truth(otherShown))
        default: break
        }
    }

    private func writeParty(_ fields: inout FieldWriter) {
        switch self {
        case .unknownAcceptor(let id), .refundsRefused(let id): fields.put("acceptor", id.text)
        case .unknownDevice(let id): fields.put("device", id.text)
        case .acceptorKindFixed(let id, let isPartner):
            fields.put("acceptor", id.text)
            fields.put("partner", CanonicalJSON.truth(isPartner))
        case .agreementEnded(let id, let time):
            fields.put("acceptor", id.text)
            fields.put("at", time)
        case .deviceElsewhere(let id, let acceptor):
            fields.put("acceptor", acceptor.text)
            fields.put("device", id.text)
        case .deviceRevoked(let id, let time):
            fields.put("at", time)
            fields.put("device", id.text)
        case .settlementNotNext(let id, let next):
            fields.put("acceptor", id.text)
            fields.put("next", next)
        default: break
        }
    }

    private func writeAmounts(_ fields: inout FieldWriter) {
        switch self {
        case .insufficientBalance(let available, let wanted):
            fields.put("available", available.json)
            fields.put("wanted", wanted.json)
        case .insufficientUses(let available, let wanted):
            fields.put("available", available)
            fields.put("wanted", wanted)
        case .currencyMismatch(let card, let asked):
            fields.put("asked", asked.code)
            fields.put("card", card.code)
        case .minimumNotReached(let minimum, let actual):
            fields.put("actual", actual.json)
            fields.put("minimum", minimum.json)
        case .heldElsewhere(let available, let wanted, let until):
            fields.put("available", available.json)
            fields.put("until", until)
            fields.put("wanted", wanted.json)
        case .limitReached(let terms, let left, let wanted):
            fields.put("left", left.json)
            fields.put("terms", terms.json)
            fields.put("wanted", wanted.json)
        case .memberRequired(let terms): fields.put("terms", terms.json)
        case .basketNotCovered(let due, let covered):
            fields.put("covered", covered.json)
            fields.put("due", due.json)
        case .captureAboveHold(let held, let asked):
            fields.put("asked", asked.json)
            fields.put("held", held.json)
        case .reversalAboveRedemption(let left, let asked):
            fields.put("asked", asked.json)
            fields.put("left", left.json)
        case .insufficientHolding(let available, let wanted):
            fields.put("available", available.json)
            fields.put("wanted", wanted.json)
        case .balanceOutOfRange(let balance, let change):
            fields.put("balance", balance.json)
            fields.put("change", change)
        default: break
        }
    }
}
