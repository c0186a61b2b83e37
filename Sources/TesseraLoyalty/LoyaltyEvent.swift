import TesseraModel

/// What is known about something that happened, besides who, when and where.
///
/// Every field is optional; ``EventKind`` says which are wanted. None holds personal data.
package struct EventFacts: Hashable, Sendable, Codable {
    /// The shop's number of the receipt.
    package var receipt: String?
    /// What was bought or came back.
    package var basket: Basket?
    /// The vouchers that were shown, in the order in which they are to be used.
    package var vouchers: [VoucherPosition] = []
    /// Words that were said, in capitals, `SUMMER`.
    package var codes: [String] = []
    /// An asset that the member pays with, as far as it goes, `wallet`.
    package var wallet: String?
    /// An amount in minor units of the programme's currency: the value of a trade-in, of goodwill.
    package var amount: Int64?
    /// An answer from 0 to 10.
    package var score: Int?
    /// What was reached, `5-star`.
    package var title: String?
    /// By which way it came: till, web, mail, zalo.
    package var channel: String?
    /// Where in the shop or on the way.
    package var touchpoint: String?
    /// The number of a single piece.
    package var serial: String?
    /// Who brought the member.
    package var referrer: MemberNumber?
    /// The earlier event that this one is about: what is returned, reviewed, answered, soothed.
    package var about: OperationID?
    /// The rule whose day has come, `birthday/gift`.
    package var occasion: String?
    /// The card that becomes the member's.
    package var merged: MemberNumber?
    /// What stands for the member's address: a keyed digest, the same for the same person.
    package var person: String?
    /// What was done with a case: `assign`, `resolve`, `close`.
    package var action: String?
    /// Who is to look after a case.
    package var owner: OperatorID?
    /// The second person who agreed.
    package var approvedBy: OperatorID?

    /// Nothing known.
    package init() {}
}

/// An immutable fact, as the rules see it.
///
/// - Source: domain-model concept 9.
package struct LoyaltyEvent: Hashable, Sendable {
    /// The operation that records it.
    package let operation: OperationID
    /// What happened.
    package let kind: EventKind
    /// To whom; `nil` for somebody without a card.
    package let member: MemberNumber?
    /// When it happened; earlier than it is recorded if the till had no network.
    package let occurredAt: Timestamp
    /// In which shop; `nil` for the office.
    package let shop: ShopID?
    /// At which till; `nil` for the office.
    package let till: TillID?
    /// Who worked there; `nil` where nobody was named.
    package let worker: OperatorID?
    /// What else is known.
    package let facts: EventFacts

    /// Something that happened.
    package init(
        operation: OperationID, kind: EventKind, member: MemberNumber?, occurredAt: Timestamp,
        shop: ShopID? = nil, till: TillID? = nil, worker: OperatorID? = nil, facts: EventFacts
    ) {
        self.operation = operation
        self.kind = kind
        self.member = member
        self.occurredAt = occurredAt
        self.shop = shop
        self.till = till
        self.worker = worker
        self.facts = facts
    }
}
