import TesseraLoyalty
import TesseraModel

/// What reports are made from, as the book had it at one instant.
package struct ReportInput: Sendable {
    /// When it was read; later events are not in it.
    package let asOf: Timestamp
    /// The zone whose days are counted.
    package let zone: IssuerZone
    /// The programme whose campaigns and levels are named.
    package let programme: Programme
    /// What happened and was not refused, oldest first and each once; ``PastEvent/returned`` is not
    /// read, because what came back is told by the returns themselves.
    package let accepted: [PastEvent]
    /// All members.
    package let members: [MemberFigure]
    /// All vouchers, expired and used ones included.
    package let vouchers: [VoucherFigure]
    /// What members collected, expired units included.
    package let lots: [LotFigure]

    /// What reports are made from; events that were refused or are told again are left out.
    package init(
        asOf: Timestamp, zone: IssuerZone, programme: Programme, events: [PastEvent] = [],
        members: [MemberFigure] = [], vouchers: [VoucherFigure] = [], lots: [LotFigure] = []
    ) {
        self.asOf = asOf
        self.zone = zone
        self.programme = programme
        self.accepted = events.granted
        self.members = members
        self.vouchers = vouchers
        self.lots = lots
    }

    /// The same with only the vouchers that a campaign gave.
    package func vouchersOnly(of campaign: CampaignNumber) -> ReportInput {
        ReportInput(
            asOf: asOf, zone: zone, programme: programme, events: accepted, members: members,
            vouchers: vouchers.filter { $0.campaign == campaign }, lots: lots)
    }

    /// The day it is.
    package var today: Day { zone.day(at: asOf) }
}

/// A member, as far as reports know.
package struct MemberFigure: Hashable, Sendable {
    /// The member's number.
    package let number: MemberNumber
    /// When the member joined.
    package let joinedAt: Timestamp

    /// A member.
    package init(number: MemberNumber, joinedAt: Timestamp) {
        self.number = number
        self.joinedAt = joinedAt
    }
}

/// A voucher, or several equal ones, as far as reports know.
package struct VoucherFigure: Hashable, Sendable {
    /// What it gives.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Stored value; face, balance and uses are in minor units.
        case gift
        /// A discount; face and balance count uses, what it gave is in the events.
        case discount
        /// A right; face, balance and uses count.
        case right
    }

    /// One use of it.
    package struct Use: Hashable, Sendable {
        /// On which day.
        package let day: Day
        /// How much: minor units of a gift, minor units that a discount gave, uses of a right.
        package let amount: Int64

        /// One use.
        package init(on day: Day, amount: Int64) {
            self.day = day
            self.amount = amount
        }
    }

    /// Where it stands; the first of several.
    package let position: VoucherPosition
    /// The campaign that gave it; `nil` for a gift that was sold.
    package let campaign: CampaignNumber?
    /// What people call it, the batch of a flyer for one.
    package let label: String
    /// What it gives.
    package let kind: Kind
    /// The currency of its amounts; `nil` for a right.
    package let currency: Currency?
    /// The day on which it was issued.
    package let issuedOn: Day
    /// The last day on which it is good.
    package let last: Day
    /// What it was worth when it was issued; 0 for one that was not sold yet.
    package let face: Int64
    /// What is left, never negative; 0 also for a discount or a right that was stopped, whereas a
    /// gift that was stopped is still owed.
    package let balance: Int64
    /// When and how much of it was used, oldest first.
    package let redeemedOn: [Use]
    /// Whom it belongs to; `nil` for whoever holds it.
    package let member: MemberNumber?
    /// How many of the same batch stand just so, at least 1; more only of those nobody has used.
    package let count: Int

    /// A voucher, or several that nobody has used.
    package init(
        position: VoucherPosition, campaign: CampaignNumber?, label: String, kind: Kind,
        currency: Currency?, issuedOn: Day, last: Day, face: Int64, balance: Int64,
        redeemedOn: [Use] = [], member: MemberNumber? = nil, count: Int = 1
    ) {
        precondition(count == 1 || (count > 1 && redeemedOn.isEmpty), "used ones stand alone")
        self.position = position
        self.campaign = campaign
        self.label = label
        self.kind = kind
        self.currency = currency
        self.issuedOn = issuedOn
        self.last = last
        self.face = face
        self.balance = balance
        self.redeemedOn = redeemedOn
        self.member = member
        self.count = count
    }

    /// What is left on all of them together; the largest number where that would not fit.
    var leftTogether: Int64 { times(balance) }
    /// What all of them were worth together when they were issued, likewise.
    var faceTogether: Int64 { times(face) }

    private func times(_ amount: Int64) -> Int64 {
        Int64(clamping: Int128(amount) * Int128(count))
    }
}

/// Units of an asset that a member has and that are good in the same days.
package struct LotFigure: Hashable, Sendable {
    /// Whose they are.
    package let member: MemberNumber
    /// Of which asset.
    package let asset: String
    /// The day on which they were credited; `nil` where the book does not say, and then their age
    /// counts from the first day on which they may be used.
    package let issuedOn: Day?
    /// How many are left, and when they are good.
    package let lot: LotView

    /// Units of a member.
    package init(member: MemberNumber, asset: String, issuedOn: Day?, lot: LotView) {
        self.member = member
        self.asset = asset
        self.issuedOn = issuedOn
        self.lot = lot
    }
}

/// A purchase or a return in the shortest form, for sums over millions.
package struct Contact: Hashable, Sendable {
    /// Which member, as an index of a list.
    package let member: UInt64
    /// The day, as ``Day/number``.
    package let day: Int32
    /// What was paid, in minor units; negative for what came back.
    package let value: Int64

    /// A purchase or a return.
    package init(member: UInt64, day: Int32, value: Int64) {
        self.member = member
        self.day = day
        self.value = value
    }
}
