import TesseraModel

/// Everything a decision is made from, besides the programme.
package struct Situation: Sendable {
    /// What happened.
    package let event: LoyaltyEvent
    /// The issuer's zone.
    package let zone: IssuerZone
    /// Whose event it is, as the book has it; `nil` for somebody without a card.
    package let member: MemberView?
    /// Who brought the member, where the event names somebody.
    package let referrer: MemberView?
    /// What the event is about; `nil` for nothing that is known.
    package let original: PastEvent?
    /// The vouchers that were shown, in the order of the event.
    package let presented: [PresentedVoucher]

    /// A situation.
    package init(
        event: LoyaltyEvent, zone: IssuerZone, member: MemberView?, referrer: MemberView?,
        original: PastEvent?, presented: [PresentedVoucher]
    ) {
        self.event = event
        self.zone = zone
        self.member = member
        self.referrer = referrer
        self.original = original
        self.presented = presented
    }
}

/// A member as the rules see it; nothing of the person.
package struct MemberView: Sendable {
    /// The member's number.
    package let number: MemberNumber
    /// When the member joined.
    package let joinedAt: Timestamp
    /// The person's keyed digest, as far as events told it.
    package let person: String?
    /// What happened before, oldest first, that of cards which became the member's included.
    package let history: [PastEvent]
    /// What is on the accounts, by asset.
    package let lots: [String: [LotView]]

    /// A member.
    package init(
        number: MemberNumber, joinedAt: Timestamp, person: String?, history: [PastEvent],
        lots: [String: [LotView]]
    ) {
        self.number = number
        self.joinedAt = joinedAt
        self.person = person
        self.history = history
        self.lots = lots
    }
}

/// Units that are good in the same days.
package struct LotView: Hashable, Sendable {
    /// The first day on which they may be used; `nil` from the beginning.
    package let first: Day?
    /// The last day on which they may be used; `nil` if they never expire.
    package let last: Day?
    /// How many are left; negative for what is owed.
    package let left: Int64

    /// Units.
    package init(first: Day?, last: Day?, left: Int64) {
        self.first = first
        self.last = last
        self.left = left
    }

    /// Returns whether they may be used on a day.
    package func isGood(on day: Day) -> Bool {
        (first.map { $0 <= day } ?? true) && (last.map { day <= $0 } ?? true)
    }
}

/// A voucher that was shown with a purchase, as the book has it.
package struct PresentedVoucher: Hashable, Sendable {
    /// What it gives.
    package enum Promise: Hashable, Sendable {
        /// It pays so many minor units at most.
        case tender(available: Int64)
        /// So many basis points off, on a basket of a least amount, up to a cap; zero for none.
        case percent(Int, minimum: Int64, cap: Int64)
        /// So many minor units off, on a basket of a least amount, up to a cap.
        case amount(Int64, minimum: Int64, cap: Int64)
        /// A right; what it gives on a basket is said by its campaign's rules.
        case right
    }

    /// Where it stands.
    package let position: VoucherPosition
    /// The campaign that gave it; `nil` for a gift that was sold.
    package let campaign: CampaignNumber?
    /// What it gives.
    package let promise: Promise
    /// The currency of its amounts; `nil` for a right.
    package let currency: Currency?
    /// On which lines, as it was issued.
    package let scope: Scope

    /// A voucher that was shown.
    package init(
        position: VoucherPosition, campaign: CampaignNumber?, promise: Promise,
        currency: Currency?, scope: Scope = .goods
    ) {
        self.position = position
        self.campaign = campaign
        self.promise = promise
        self.currency = currency
        self.scope = scope
    }
}

/// Something that happened before, with what was decided then.
///
/// What it says is shared by all copies: histories are read and passed on far more often than
/// written, and a copy of some thirty fields is dearer than most questions asked of them.
package struct PastEvent: Hashable, Sendable {
    private final class Record: Sendable {
        let event: LoyaltyEvent
        let decision: Decision
        let returned: [Int: Int64]

        init(event: LoyaltyEvent, decision: Decision, returned: [Int: Int64]) {
            self.event = event
            self.decision = decision
            self.returned = returned
        }
    }

    private let record: Record

    /// What happened.
    package var event: LoyaltyEvent { record.event }
    /// What was decided.
    package var decision: Decision { record.decision }
    /// How much of each line came back since, by index; empty for nothing.
    package var returned: [Int: Int64] { record.returned }

    /// Something that happened before.
    package init(event: LoyaltyEvent, decision: Decision, returned: [Int: Int64] = [:]) {
        record = Record(event: event, decision: decision, returned: returned)
    }

    package static func == (left: PastEvent, right: PastEvent) -> Bool {
        left.record === right.record
            || left.event == right.event && left.decision == right.decision
                && left.returned == right.returned
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(event)
        hasher.combine(decision)
        hasher.combine(returned)
    }
}
