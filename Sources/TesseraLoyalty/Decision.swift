import TesseraModel

/// What was decided about an event, with the reasons: all that a receipt, a report and an
/// explanation need.
///
/// - Source: R7.
package struct Decision: Hashable, Sendable, Codable {
    /// Which programme.
    package let programme: String
    /// Which version of it.
    package let version: Int
    /// The basket with its discounts; `nil` for events without one.
    package let basket: PricedBasket?
    /// What followed, in the order in which it is booked.
    package let grants: [Grant]
    /// What it used of limits; negative where something came back.
    package let tallies: [TallyUse]
    /// What became of each rule that was looked at.
    package let verdicts: [RuleVerdict]
    /// Lines for the receipt.
    package let receipt: [String]
    /// Why the event is refused; empty if it is not.
    package let refusals: [Refusal]

    /// A decision.
    package init(
        programme: String, version: Int, basket: PricedBasket?, grants: [Grant],
        tallies: [TallyUse], verdicts: [RuleVerdict], receipt: [String], refusals: [Refusal]
    ) {
        self.programme = programme
        self.version = version
        self.basket = basket
        self.grants = grants
        self.tallies = tallies
        self.verdicts = verdicts
        self.receipt = receipt
        self.refusals = refusals
    }
}

/// A basket with its discounts, to the minor unit.
package struct PricedBasket: Hashable, Sendable, Codable {
    /// What each line costs after all discounts, in the order of the basket, never below zero.
    package let paid: [Int64]
    /// Each discount, in the order in which it was taken.
    package let discounts: [Reduction]
    /// What paid for it; the sum is what the lines cost.
    package let tenders: [Tender]

    /// A discount shared among the lines.
    package struct Reduction: Hashable, Sendable, Codable {
        /// Which rule, `summer/code`, or `voucher` for one that was shown.
        package let source: String
        /// Which voucher, if one was shown.
        package let voucher: VoucherPosition?
        /// What each line became cheaper by, in the order of the basket.
        package let shares: [Int64]
        /// All of it; the sum of the shares.
        package let total: Int64
        /// How it is taxed.
        package let tax: TaxClass

        /// A discount.
        package init(
            source: String, voucher: VoucherPosition?, shares: [Int64], total: Int64,
            tax: TaxClass
        ) {
            self.source = source
            self.voucher = voucher
            self.shares = shares
            self.total = total
            self.tax = tax
        }
    }

    /// What paid a part.
    package enum Tender: Hashable, Sendable, Codable {
        /// A gift.
        case voucher(VoucherPosition, Int64)
        /// Units of an asset of the member, at par.
        case wallet(String, Int64)
        /// Cash or a bank card, outside of this book.
        case other(Int64)
    }

    /// A basket with its discounts.
    package init(paid: [Int64], discounts: [Reduction], tenders: [Tender]) {
        self.paid = paid
        self.discounts = discounts
        self.tenders = tenders
    }

    /// What the lines cost together after discounts.
    package var due: Int64 { paid.reduce(0, +) }
    /// What cash or a bank card has to pay.
    package var other: Int64 {
        tenders.reduce(0) { sum, tender in
            if case .other(let amount) = tender { sum + amount } else { sum }
        }
    }
}

/// One effect, with its reason.
package struct Grant: Hashable, Sendable, Codable {
    /// The rule that gave it, `summer/points`; `voucher` for one that was shown.
    package let rule: String
    /// What is done.
    package let act: Act

    /// What is done.
    package enum Act: Hashable, Sendable, Codable {
        /// Units to a member, good from and to a day, in smallest units.
        case credit(MemberNumber, asset: String, units: Int64, first: Day?, last: Day?)
        /// Units from a member.
        case debit(MemberNumber, asset: String, units: Int64)
        /// A voucher issued, to a member or to whoever holds it; what piece it is for.
        case issue(IssueTerms, campaign: CampaignNumber, to: MemberNumber?, serial: String?)
        /// A voucher used: so many minor units of a gift, a discount on a price, or one use.
        case redeem(VoucherPosition, Use)
        /// Something that an earlier event booked is put back, the so-many-th part of it, and how
        /// much, in its unit.
        case reverse(OperationID, part: Int, amount: Int64)
        /// A voucher revoked that an earlier event issued, the so-many-th part of it.
        case revoke(OperationID, part: Int)
        /// All unused vouchers of a campaign that a member has are revoked.
        case revokeAll(MemberNumber, campaign: CampaignNumber)
        /// A member placed on a ladder.
        case place(MemberNumber, ladder: String, level: String)
        /// Tickets of a draw, numbered from the first.
        case enter(MemberNumber, draw: String, first: Int64, count: Int64)
        /// A case opened.
        case open(kind: String, due: Timestamp)
        /// A message written.
        case notify(MemberNumber, Message, notBefore: Timestamp)
        /// All of one card's accounts become another member's.
        case merge(MemberNumber, into: MemberNumber)
    }

    /// How a voucher is used.
    package enum Use: Hashable, Sendable, Codable {
        /// So many minor units of a gift.
        case pay(Int64)
        /// A discount on lines that cost so many minor units.
        case reduce(price: Int64)
        /// One use of a right.
        case use
    }

    /// An effect.
    package init(rule: String, act: Act) {
        self.rule = rule
        self.act = act
    }
}

/// What an event uses of a limit.
package struct TallyUse: Hashable, Sendable, Codable {
    /// Where it is counted.
    package let key: String
    /// How much; negative where something comes back.
    package let amount: Int64
    /// The most that may stand there; `nil` for no end.
    package let most: Int64?

    /// A use of a limit.
    package init(key: String, amount: Int64, most: Int64?) {
        self.key = key
        self.amount = amount
        self.most = most
    }
}

/// What became of a rule.
package struct RuleVerdict: Hashable, Sendable, Codable {
    /// The rule, `summer/code`.
    package let rule: String
    /// Whether it was granted.
    package let isGranted: Bool
    /// Why not, all of it in a fixed order; or why, as sentences.
    package let reasons: [Refusal]

    /// What became of a rule.
    package init(rule: String, isGranted: Bool, reasons: [Refusal]) {
        self.rule = rule
        self.isGranted = isGranted
        self.reasons = reasons
    }
}
