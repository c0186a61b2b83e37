/// What was asked, as it is stored: a number for each wish, the next one for its refusal.
package enum OperationKind: Int64 {
    /// A use of one voucher.
    case redeem = 0
    /// A redemption put back by its own till.
    case undo = 2
    /// An admin's change of one voucher.
    case change = 4
    /// Batches of vouchers.
    case issue = 6
    /// A member with a card.
    case enrol = 8
    /// A use put aside.
    case hold = 10
    /// What a hold put aside, taken.
    case capture = 12
    /// A hold ended, nothing taken.
    case release = 14
    /// A redemption put back, whole or in part.
    case reverse = 16
    /// Several vouchers on one basket.
    case basket = 18
    /// A limit set or ended.
    case limit = 20
    /// Units put on a member's account or taken from it.
    case holding = 22
    /// What a device did without a network.
    case claim = 24
    /// An agreement, a device, an operator or a member's profile ended or begun, a kit made.
    case party = 26
    /// A settlement or a correction of one.
    case settlement = 28
    /// A use put aside for one device.
    case lease = 30
    /// A voucher replaced by a new one.
    case replace = 32
    /// Something that happened, with what followed.
    case event = 34
    /// A version of the programme.
    case publish = 36

    /// The number of a wish.
    package init(_ wish: Wish) {
        switch wish {
        case .redeem: self = .redeem
        case .undo: self = .undo
        case .change: self = .change
        case .issue: self = .issue
        case .enrol: self = .enrol
        case .hold: self = .hold
        case .capture: self = .capture
        case .release: self = .release
        case .reverse: self = .reverse
        case .basket: self = .basket
        case .setLimit, .endLimit: self = .limit
        case .credit, .debit: self = .holding
        case .claim: self = .claim
        case .agree, .endAgreement, .pair, .revoke, .kit, .appoint, .dismiss, .erase:
            self = .party
        case .settle, .dispute: self = .settlement
        case .lease: self = .lease
        case .replace: self = .replace
        case .event: self = .event
        case .publish: self = .publish
        }
    }
}

/// What all but plain redemptions have to remember, as compact JSON.
package struct OperationDetail: Codable {
    /// What was asked.
    package let wish: Wish
    /// What became of it.
    package let outcome: Outcome

    /// What an operation has to remember.
    package init(wish: Wish, outcome: Outcome) {
        self.wish = wish
        self.outcome = outcome
    }

    /// The JSON of an operation's detail.
    static func text(of booked: BookedOperation) throws -> String {
        if let (claim, verdict) = booked.claim { return ClaimDetailText.text(of: claim, verdict) }
        return try CompactText.text(
            of: OperationDetail(wish: booked.wish, outcome: booked.outcome))
    }
}
