import TesseraLedger
import TesseraModel

/// What news is about; follows from what was booked, so nothing has to be written beside it.
package enum WebhookEventType: String, Hashable, Sendable, Codable, CaseIterable {
    /// Vouchers were issued.
    case voucherIssued = "voucher.issued"
    /// A voucher was used, at once, from a hold, or offline.
    case voucherRedeemed = "voucher.redeemed"
    /// A use was put back, in part or whole.
    case voucherReversed = "voucher.reversed"
    /// A voucher was activated, blocked, unblocked, extended, adjusted or topped up.
    case voucherChanged = "voucher.changed"
    /// A new voucher stands in the place of a lost one.
    case voucherReplaced = "voucher.replaced"
    /// A basket was covered; its uses are news of their own.
    case basketCovered = "basket.covered"
    /// A use was put aside.
    case holdPlaced = "hold.placed"
    /// What was put aside was given back.
    case holdReleased = "hold.released"
    /// What a device did offline was not paid.
    case claimRefused = "claim.refused"
    /// A member got a card.
    case memberEnrolled = "member.enrolled"
    /// What was known about a member was destroyed.
    case memberErased = "member.erased"
    /// Units were put on a member's account or taken from it.
    case accountChanged = "account.changed"
    /// An event was recorded; what followed from it is news of its own.
    case eventRecorded = "event.recorded"
    /// A version of the programme holds.
    case programmePublished = "programme.published"
    /// A limit holds.
    case limitSet = "limit.set"
    /// A limit holds no more.
    case limitEnded = "limit.ended"
    /// An acceptor was agreed with, for the first time or anew.
    case acceptorAgreed = "acceptor.agreed"
    /// An agreement ended.
    case acceptorEnded = "acceptor.ended"
    /// A device was paired.
    case devicePaired = "device.paired"
    /// A device was given up.
    case deviceRevoked = "device.revoked"
    /// A kit was made.
    case kitMade = "kit.made"
    /// Somebody works from now on, or in another role.
    case operatorAppointed = "operator.appointed"
    /// Somebody works no more.
    case operatorDismissed = "operator.dismissed"
    /// An acceptor was settled with.
    case settlementMade = "settlement.made"
    /// A settlement was corrected.
    case settlementCorrected = "settlement.corrected"
    /// Nothing happened: somebody tries an endpoint.
    case test = "webhook.test"

    /// What an operation is news of; `nil` for what was refused, which changed nothing.
    package init?(_ booked: BookedOperation) {
        guard booked.refusal == nil else { return nil }
        switch booked.wish {
        case .redeem, .capture: self = .voucherRedeemed
        case .undo, .reverse: self = .voucherReversed
        case .issue: self = .voucherIssued
        case .enrol: self = .memberEnrolled
        case .hold, .lease: self = .holdPlaced
        case .release: self = .holdReleased
        case .basket: self = .basketCovered
        case .change: self = .voucherChanged
        case .replace: self = .voucherReplaced
        case .setLimit: self = .limitSet
        case .endLimit: self = .limitEnded
        case .credit, .debit: self = .accountChanged
        case .event: self = .eventRecorded
        case .publish: self = .programmePublished
        case .claim:
            guard let verdict = booked.claim?.1 else { return nil }
            self =
                verdict.returned > 0
                ? .voucherReversed : verdict.paid > 0 ? .voucherRedeemed : .claimRefused
        case .agree, .endAgreement, .pair, .revoke, .kit, .settle, .dispute, .appoint, .dismiss,
            .erase:
            self.init(party: booked.wish)
        }
    }

    private init?(party wish: Wish) {
        switch wish {
        case .agree: self = .acceptorAgreed
        case .endAgreement: self = .acceptorEnded
        case .pair: self = .devicePaired
        case .revoke: self = .deviceRevoked
        case .kit: self = .kitMade
        case .settle: self = .settlementMade
        case .dispute: self = .settlementCorrected
        case .appoint: self = .operatorAppointed
        case .dismiss: self = .operatorDismissed
        case .erase: self = .memberErased
        default: return nil
        }
    }

    /// What somebody can ask to be told; everything but tries.
    package static let telling = allCases.filter { $0 != .test }
}
