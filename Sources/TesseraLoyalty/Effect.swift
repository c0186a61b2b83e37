import TesseraModel

/// What may follow from a rule; the set is closed.
///
/// - Source: domain-model concept 10.
package enum Effect: Hashable, Sendable {
    /// The basket becomes cheaper.
    case benefit(Benefit)
    /// Units are put on an account.
    case credit(asset: String, Amount, to: Recipient)
    /// Units are taken from the member's account.
    case debit(asset: String, Amount)
    /// Vouchers are issued.
    case issue(IssueTerms, to: Recipient)
    /// The member's unused vouchers of this campaign are revoked.
    case revoke
    /// The member is placed on a ladder.
    case place(ladder: String, level: String)
    /// Tickets of a draw.
    case enter(draw: String, Amount)
    /// A case is opened, to be resolved in so many hours.
    case open(kind: String, dueHours: Int)
    /// A message is put into the outbox.
    case notify(Message)
    /// A refund of what this event puts back is promised; without it a return is refused.
    case accept
}

/// Who gets something.
package enum Recipient: String, Hashable, Sendable, Codable, CaseIterable {
    /// Whose event it is.
    case member
    /// Who brought the member.
    case referrer
}

/// How many units, from a fixed number or a figure.
package struct Amount: Hashable, Sendable {
    /// So many for each step of the figure; all of it where there is no figure.
    package let units: Int64
    /// Of what; `nil` for just the units.
    package let metric: Metric?
    /// The size of a step in the figure's unit, at least 1.
    package let step: Int64
    /// Whether steps that are not full count; ``Rounding/down`` if not.
    package let rounding: Rounding
    /// The most that one event gives; `nil` for no cap.
    package let most: Int64?

    /// An amount.
    package init(
        units: Int64, per step: Int64 = 1, of metric: Metric? = nil, rounding: Rounding = .down,
        most: Int64? = nil
    ) {
        self.units = units
        self.metric = metric
        self.step = step
        self.rounding = rounding
        self.most = most
    }
}

/// What becomes of a part of a unit.
package enum Rounding: String, Hashable, Sendable, CaseIterable {
    /// It is dropped.
    case down
    /// Half and more is a whole one.
    case halfUp = "half_up"
    /// It is a whole one.
    case up
}

/// What presenting something, or being somebody, gives on a basket.
///
/// - Source: domain-model concept 7.
package struct Benefit: Hashable, Sendable {
    /// How it is reckoned.
    package enum Kind: Hashable, Sendable {
        /// So many basis points of what the lines cost, half a minor unit up, 1…10 000.
        case percent(Int)
        /// So many minor units off the lines together.
        case amount(Int64)
        /// Each piece costs so many minor units, if that is less.
        case fixedPrice(Int64)
        /// Pieces for nothing: of each group of `buy + free`, counted from the dearest, the
        /// cheapest `free`; `groups` at most. With `buy` 0 the cheapest pieces.
        case item(buy: Int, free: Int, groups: Int?)
        /// The lines cost nothing.
        case waiver
        /// What the event earns is multiplied, in hundredths, above 100.
        case multiplier(Int)
    }

    /// How it is reckoned.
    package let kind: Kind
    /// On which lines.
    package let scope: Scope
    /// The most that it may be, in minor units; `nil` for no cap.
    package let cap: Int64?
    /// What comes first: pieces and fixed prices 1, then lines 2, then the whole basket 3.
    package let phase: Int

    /// A benefit.
    package init(kind: Kind, scope: Scope = .goods, cap: Int64? = nil, phase: Int = 2) {
        self.kind = kind
        self.scope = scope
        self.cap = cap
        self.phase = phase
    }
}

/// A voucher to be issued.
package struct IssueTerms: Hashable, Sendable, Codable {
    /// What it promises.
    package enum Promise: Hashable, Sendable, Codable {
        /// Stored value in minor units.
        case gift(Int64)
        /// Stored value of the event's amount.
        case giftOfAmount
        /// So many basis points off, on a basket of a least amount, up to a cap; zero for none.
        case percent(Int, minimum: Int64, cap: Int64)
        /// So many minor units off, on a basket of a least amount.
        case amount(Int64, minimum: Int64)
        /// A right with so many uses.
        case right(uses: Int)
    }

    /// What it promises.
    package let promise: Promise
    /// How long it is good.
    package let lifetime: Lifetime
    /// Whether only the member may use it.
    package let isBound: Bool
    /// What people call it, 0…60 characters; never personal data.
    package let label: String
    /// Whether there is one for each piece of the basket in a scope that has a serial.
    package let perPiece: Scope?

    /// A voucher to be issued.
    package init(
        promise: Promise, lifetime: Lifetime, isBound: Bool, label: String,
        perPiece: Scope? = nil
    ) {
        self.promise = promise
        self.lifetime = lifetime
        self.isBound = isBound
        self.label = label
        self.perPiece = perPiece
    }
}

/// A message to a member, written and not sent.
package struct Message: Hashable, Sendable, Codable {
    /// Which text, `points-expire`.
    package let template: String
    /// How many days later.
    package let delayDays: Int
    /// Events that make it needless if they happen before it is due.
    package let unless: [EventKind]

    /// A message.
    package init(template: String, delayDays: Int = 0, unless: [EventKind] = []) {
        self.template = template
        self.delayDays = delayDays
        self.unless = unless
    }
}
