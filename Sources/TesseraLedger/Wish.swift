import TesseraModel

/// Where something happens; what happens in the office has no place.
package struct Place: Hashable, Sendable, Codable {
    /// In which shop; `nil` where only the till matters.
    package let shop: ShopID?
    /// At which till.
    package let till: TillID
    /// Who worked there; `nil` where nobody was named.
    package let `operator`: OperatorID?

    /// A place.
    package init(shop: ShopID?, till: TillID, operator worker: OperatorID? = nil) {
        self.shop = shop
        self.till = till
        `operator` = worker
    }
}

/// What is asked of the book: with its place, the content that a repeated id is compared by.
///
/// - Source: L3.
package enum Wish: Hashable, Sendable, Codable {
    /// Batches of vouchers, at least one.
    case issue([BatchOrder])
    /// A member with a card, a batch of one that names the same number.
    case enrol(MemberNumber, card: BatchOrder)
    /// A use of a voucher; the holder where a member's card was shown.
    case redeem(VoucherPosition, Demand, holder: MemberNumber?)
    /// A use put aside for so many milliseconds, at least 1.
    case hold(VoucherPosition, Demand, holder: MemberNumber?, milliseconds: Int64)
    /// What a hold put aside, or so much of it, at least 1.
    case capture(OperationID, amount: Int64?)
    /// The end of a hold, nothing taken.
    case release(OperationID)
    /// The whole of a redemption put back by its own till, a moment after.
    case undo(OperationID)
    /// A redemption put back, whole or so much of it, at least 1.
    case reverse(OperationID, amount: Int64?, reason: String)
    /// Several vouchers on one basket, in the order they are to be used; together they cover it.
    case basket([VoucherPosition], due: Money, holder: MemberNumber?)
    /// An admin's change of one voucher.
    case change(VoucherPosition, VoucherAction)
    /// A limit from now on.
    case setLimit(LimitTerms)
    /// No limit any more.
    case endLimit(LimitID)
    /// Units put on a member's account, good from the first to the last day.
    case credit(Holding, amount: Int64, first: Day? = nil, last: Day?, reason: String)
    /// Units taken from a member's account, those that expire first before the others; what an
    /// operation put there comes first where one is named, good to use or not.
    case debit(Holding, amount: Int64, from: OperationID? = nil, reason: String)
    /// Something that happened, with whatever follows from it.
    case event(EventRecord)
    /// The text of a programme, by which events are judged from now on.
    case publish(String)
    /// What is left of a voucher as a new one, a batch of one; the old one is worth nothing then.
    case replace(VoucherPosition, with: BatchOrder)
    /// An acceptor with its agreement, a new one or a new version.
    case agree(AcceptorTerms)
    /// The end of an agreement.
    case endAgreement(ShopID, reason: String)
    /// A device at an acceptor, for the first time or again; what it was before is given up.
    case pair(TillID, acceptor: ShopID)
    /// A device given up.
    case revoke(TillID, reason: String)
    /// A kit for an acceptor's tills.
    case kit(ShopID)
    /// So much of a voucher, at least 1, for one device to spend without a network.
    case lease(VoucherPosition, amount: Int64, device: TillID, milliseconds: Int64)
    /// What a device did without a network.
    case claim(Claim)
    /// What an acceptor is paid for a run of sealed operations.
    case settle(ShopID, SettlementTotals)
    /// A correction in an acceptor's favour, or in the issuer's where it is negative.
    case dispute(ShopID, amount: Money, about: OperationID?, reason: String)
    /// Somebody who works from now on, or from now on in another role or place.
    case appoint(OperatorTerms)
    /// Somebody who works no more.
    case dismiss(OperatorID, reason: String)
    /// A member of whom nothing is known any more, and who gets nothing any more; the card that
    /// is shown now is stopped.
    case erase(MemberNumber, card: VoucherPosition, reason: String)
}

/// An acceptor as it is agreed with.
package struct AcceptorTerms: Hashable, Sendable, Codable {
    /// The name in commands, places and accounts.
    package let id: ShopID
    /// The name people read, 1…100 characters.
    package let name: String
    /// Whether it is a partner and no shop of our own.
    package let isPartner: Bool
    /// The groups it belongs to, by name; those that are new begin with it.
    package let groups: [ShopID]
    /// What was agreed.
    package let agreement: Agreement

    /// An acceptor with its agreement.
    package init(
        id: ShopID, name: String, isPartner: Bool, groups: [ShopID], agreement: Agreement
    ) {
        self.id = id
        self.name = name
        self.isPartner = isPartner
        self.groups = Array(Set(groups)).sorted { $0.text < $1.text }
        self.agreement = agreement
    }
}

/// A wish with its name, place and time.
package struct BookingRequest: Sendable {
    /// The caller's name for this intention.
    package let operation: OperationID
    /// What is asked.
    package let wish: Wish
    /// Where; `nil` for the office.
    package let place: Place?
    /// The caller's wall clock; not part of the content that a repeated id is compared by.
    package let time: Timestamp
    /// What is known about a member who is enrolled; kept apart from the book.
    package let profile: SealedProfile?
    /// Who judges an event; asked once, when it is booked first.
    package let judge: (any EventJudge)?

    /// A wish with its name, place and time.
    package init(
        operation: OperationID, wish: Wish, place: Place?, time: Timestamp,
        profile: SealedProfile? = nil, judge: (any EventJudge)? = nil
    ) {
        self.operation = operation
        self.wish = wish
        self.place = place
        self.time = time
        self.profile = profile
        self.judge = judge
    }
}
