import TesseraLedger
import TesseraModel
import TesseraTestSupport

extension RandomOperation {
    static let lastRefusal = 80

    /// The number of a refusal, as ``refusal(_:)`` has it; a new case has to get one.
    static func number(of refusal: LedgerError) -> Int {
        switch refusal {
        case .unknownVoucher: 0
        case .unknownBatch: 1
        case .unknownMember: 2
        case .notActivated: 3
        case .revoked: 4
        case .notYetValid: 5
        case .expired: 6
        case .alreadyRedeemed: 7
        case .insufficientBalance: 8
        case .insufficientUses: 9
        case .currencyMismatch: 10
        case .minimumNotReached: 11
        case .demandMismatch: 12
        case .priceRequired: 13
        case .nothingToDiscount: 14
        case .heldElsewhere: 15
        case .limitReached: 16
        case .memberRequired: 17
        case .several: 18
        case .basketNotCovered: 19
        case .basketUnfit: 20
        case .basketVoucherRefused: 21
        case .unknownHold: 22
        case .holdExpired: 23
        case .holdCaptured: 24
        case .holdReleased: 25
        case .captureAboveHold: 26
        case .reversalAboveRedemption: 27
        case .unknownLimit: 28
        case .insufficientHolding: 29
        case .holdingTooLarge: 30
        case .operationReused: 31
        case .unknownRedemption: 32
        case .nothingToUndo: 33
        case .alreadyUndone: 34
        case .undoTooLate: 35
        case .undoElsewhere: 36
        case .alreadyActive: 37
        case .alreadyBlocked: 38
        case .notBlocked: 39
        case .extensionNotLater: 40
        case .notAGiftCard: 41
        case .balanceOutOfRange: 42
        case .amountTooLarge, .listsExhausted, .memberNumberTaken, .liveCodeUsed, .clockBehind,
            .dataFolderInUse, .ledgerNewer, .ledgerMissing, .ledgerDamaged, .diskFull,
            .ledgerFailed, .sealedElsewhere, .unavailable, .zoneChanged, .wishUnfit,
            .outcomeUnknown, .unknownAcceptor, .unknownDevice, .acceptorKindFixed, .agreementEnded,
            .deviceElsewhere, .deviceRevoked, .audiencesExhausted, .refundsRefused,
            .settlementNotNext, .unknownOperator, .operatorDismissed, .operatorNotAllowed,
            .eventRefused, .partRefused, .programmeChanged, .holderMismatch, .nothingBooked,
            .memberErased, .profileChanged, .exhausted, .slipChanged, .slipUnfit:
            storeNumber(of: refusal)
        }
    }

    private static func storeNumber(of refusal: LedgerError) -> Int {
        switch refusal {
        case .amountTooLarge: 43
        case .listsExhausted: 44
        case .memberNumberTaken: 45
        case .liveCodeUsed: 46
        case .clockBehind: 47
        case .dataFolderInUse: 48
        case .ledgerNewer: 49
        case .ledgerMissing: 50
        case .ledgerDamaged: 51
        case .diskFull: 52
        case .ledgerFailed: 53
        case .sealedElsewhere: 54
        case .unavailable: 55
        case .zoneChanged: 56
        case .wishUnfit: 57
        case .outcomeUnknown: 58
        case .unknownAcceptor: 59
        case .unknownDevice: 60
        case .acceptorKindFixed: 61
        case .agreementEnded: 62
        case .deviceElsewhere: 63
        case .deviceRevoked: 64
        case .audiencesExhausted: 65
        case .refundsRefused: 66
        case .settlementNotNext: 67
        case .unknownOperator: 68
        case .operatorDismissed: 69
        case .operatorNotAllowed: 70
        case .eventRefused: 71
        case .partRefused: 72
        case .programmeChanged: 73
        case .holderMismatch: 74
        case .nothingBooked: 75
        case .memberErased: 76
        case .profileChanged: 77
        case .exhausted: 78
        case .slipChanged: 79
        case .slipUnfit: 80
        default: -1
        }
    }

    /// The refusal with a number, 0…``lastRefusal``.
    mutating func refusal(_ number: Int, depth: Int = 0) -> LedgerError {
        switch number {
        case 0: .unknownVoucher(position())
        case 1: .unknownBatch(BatchID(Int64(int(1...999))))
        case 2: .unknownMember(member())
        case 3: .notActivated
        case 4: .revoked(at: time(), reason: text())
        case 5: .notYetValid(first: day())
        case 6: .expired(last: day())
        case 7: .alreadyRedeemed(maybe(use()))
        case 8: .insufficientBalance(available: money(), wanted: money())
        case 9: .insufficientUses(available: amount(), wanted: amount())
        case 10: .currencyMismatch(card: currency(), asked: currency())
        case 11: .minimumNotReached(minimum: money(), actual: money())
        case 12: .demandMismatch([.member, .gift, .discount, .entitlement][int(0...3)])
        case 13: .priceRequired
        case 14: .nothingToDiscount
        case 15: .heldElsewhere(available: quantity(), wanted: quantity(), until: time())
        case 16: .limitReached(limit(), left: quantity(), wanted: quantity())
        case 17: .memberRequired(limit())
        case 18: .several(reasons(depth))
        case 19: .basketNotCovered(due: money(), covered: money())
        case 20: .basketUnfit(count: int(0...99))
        case 21: .basketVoucherRefused(position(), reasons(depth))
        case 22: .unknownHold(id())
        case 23: .holdExpired(at: time())
        case 24: .holdCaptured(at: time())
        case 25: .holdReleased(at: time())
        case 26: .captureAboveHold(held: quantity(), asked: quantity())
        case 27: .reversalAboveRedemption(left: quantity(), asked: quantity())
        default: laterRefusal(number)
        }
    }

    private mutating func laterRefusal(_ number: Int) -> LedgerError {
        switch number {
        case 28: .unknownLimit(LimitID(Int64(int(1...99))))
        case 29: .insufficientHolding(available: quantity(), wanted: quantity())
        case 30: .holdingTooLarge
        case 31: .operationReused(id())
        case 32: .unknownRedemption(id())
        case 33: .nothingToUndo(Sample.till2)
        case 34: .alreadyUndone(at: time())
        case 35: .undoTooLate(use())
        case 36: .undoElsewhere(use())
        case 37: .alreadyActive
        case 38: .alreadyBlocked(at: time())
        case 39: .notBlocked
        case 40: .extensionNotLater(last: day(), asked: day())
        case 41: .notAGiftCard
        case 42: .balanceOutOfRange(balance: money(), change: 0 - amount())
        case 43: .amountTooLarge
        case 44: .listsExhausted
        case 45: .memberNumberTaken(member())
        case 46: .liveCodeUsed
        case 47: .clockBehind(wall: time(), lastRecorded: time())
        case 48: .dataFolderInUse(processID: Int32(int(1...99_999)))
        case 49: .ledgerNewer(schema: int(1...9), known: int(1...9))
        case 50: .ledgerMissing
        case 51: .ledgerDamaged
        case 52: .diskFull
        case 53: .ledgerFailed
        case 54: .sealedElsewhere
        case 55: .unavailable
        case 56: .zoneChanged(book: "Europe/Bucharest", asked: text())
        case 57: .wishUnfit
        case 58: .outcomeUnknown
        case 59: .unknownAcceptor(Sample.market)
        case 60: .unknownDevice(Sample.till2)
        case 61: .acceptorKindFixed(Sample.market, isPartner: bool())
        case 62: .agreementEnded(Sample.market, at: time())
        case 63: .deviceElsewhere(Sample.till2, Sample.market)
        case 64: .deviceRevoked(Sample.till2, at: time())
        case 65: .audiencesExhausted
        case 66: .refundsRefused(Sample.market)
        case 67: .settlementNotNext(Sample.market, next: amount())
        case 68: .unknownOperator(Sample.ana)
        case 69: .operatorDismissed(Sample.ana, at: time())
        case 70: .operatorNotAllowed(Sample.ana, barrier())
        case 71:
            .eventRefused(
                some { Refusal(code: $0.text(), needed: $0.text(), actual: $0.text()) })
        case 72: .partRefused(int(1...9), reasons(0))
        case 73: .programmeChanged
        case 74: .holderMismatch(otherShown: bool())
        case 75: .nothingBooked
        case 76: .memberErased(member(), at: time())
        case 77: .profileChanged(member())
        case 79: .slipChanged(text())
        case 80: .slipUnfit(text())
        default: .exhausted(uses: amount(), last: maybe(use()))
        }
    }

    private mutating func reasons(_ depth: Int) -> [LedgerError] {
        guard depth < 2 else { return [] }
        return (0..<int(0...3)).map { _ in
            refusal(int(0...RandomOperation.lastRefusal), depth: depth + 1)
        }
    }

    mutating func use() -> Use {
        Use(
            time: time(), shop: Sample.market, till: Sample.till2, operator: maybe(Sample.ana))
    }

    mutating func quantity() -> Quantity {
        switch int(0...2) {
        case 0: .money(money())
        case 1: .uses(amount())
        default: .units(0 - amount(), of: asset())
        }
    }

    mutating func limit() -> LimitTerms {
        let keys: [LimitTerms.Key] = [.all, .code, .member, .shop, .till]
        return LimitTerms(
            scope: bool() ? .gifts : .campaign(UInt32(int(1...99))), key: keys[int(0...4)],
            period: bool() ? .ever : .day, most: bool() ? .uses(amount()) : .value(money()))
    }

    mutating func changed() -> ChangedVoucher {
        let standings: [Standing] = [.inactive, .active, .blocked(at: time(), reason: text())]
        return ChangedVoucher(
            standing: standings[int(0...2)], last: day(), balance: amount(), lastUse: maybe(use()))
    }
}
