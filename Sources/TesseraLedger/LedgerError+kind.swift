import TesseraModel

// Whose move it is after each answer; the cases and codes stand in LedgerError.swift.
extension LedgerError {
    package var kind: ErrorKind {
        switch self {
        case .several(let reasons), .basketVoucherRefused(_, let reasons),
            .partRefused(_, let reasons):
            reasons.first?.kind ?? .refused
        case .eventRefused(let reasons):
            reasons.contains { $0.code == "approval_required" } ? .notAllowed : .refused
        case .programmeChanged: .unavailable
        case .unknownVoucher, .unknownBatch, .unknownMember, .unknownRedemption, .nothingToUndo,
            .unknownHold, .unknownLimit, .unknownAcceptor, .unknownDevice, .unknownOperator:
            .notFound
        case .operationReused, .settlementNotNext, .profileChanged, .slipChanged: .conflict
        case .demandMismatch, .priceRequired, .notAGiftCard, .amountTooLarge, .basketUnfit,
            .holdingTooLarge, .wishUnfit, .slipUnfit:
            .invalid
        case .undoElsewhere, .operatorNotAllowed: .notAllowed
        case .dataFolderInUse, .unavailable, .diskFull, .sealedElsewhere, .outcomeUnknown:
            .unavailable
        case .clockBehind, .ledgerNewer, .zoneChanged, .ledgerMissing, .ledgerDamaged,
            .ledgerFailed, .listsExhausted, .audiencesExhausted:
            .misconfigured
        default: .refused
        }
    }

    /// Returns whether the answer is stored with its operation and given again for ever.
    ///
    /// - Source: L3.
    package var isSticky: Bool {
        switch self {
        case .operationReused, .memberNumberTaken, .amountTooLarge, .wishUnfit, .unknownDevice,
            .unknownAcceptor, .unknownOperator, .operatorNotAllowed, .settlementNotNext,
            .partRefused, .nothingBooked, .profileChanged, .slipChanged, .slipUnfit:
            false
        default: kind != .unavailable && kind != .misconfigured
        }
    }
}
