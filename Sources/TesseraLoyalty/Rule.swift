import TesseraModel

/// What follows from an event under a condition, within limits.
///
/// - Source: domain-model concept 10.
package struct Rule: Hashable, Sendable {
    /// Its name within its campaign, `gift`; the whole name is `birthday/gift`.
    package let id: String
    /// On which events it is looked at.
    package let on: Set<EventKind>
    /// What makes such an event arise by itself; `nil` if somebody reports it.
    package let trigger: Trigger?
    /// What must hold.
    package let condition: Condition
    /// How often and how much.
    package let limits: [LimitRule]
    /// What follows.
    package let effects: [Effect]
    /// What follows instead where a limit stands in the way.
    package let otherwise: [Effect]
    /// Whether the customer asks for it, so that a "no" refuses the event and says why.
    package let isAsked: Bool
    /// Whether it is an offer, which the policy's cap counts.
    package let isOffer: Bool

    /// A rule.
    package init(
        id: String, on: Set<EventKind>, trigger: Trigger? = nil, condition: Condition = .always,
        limits: [LimitRule] = [], effects: [Effect], otherwise: [Effect] = [],
        isAsked: Bool = false, isOffer: Bool = false
    ) {
        self.id = id
        self.on = on
        self.trigger = trigger
        self.condition = condition
        self.limits = limits
        self.effects = effects
        self.otherwise = otherwise
        self.isAsked = isAsked
        self.isOffer = isOffer
    }
}

/// What makes an event arise when it is due, without anybody reporting it.
///
/// - Source: R8.
package enum Trigger: Hashable, Sendable {
    /// Every year on the birthday, at a minute of the day; 29 February falls on the 28th.
    case birthday(minute: Int)
    /// Every year on the day of joining, at a minute of the day.
    case anniversary(minute: Int)
    /// So many days after an event of a kind, at a minute of the day.
    case after(EventKind, days: Int, minute: Int)
    /// So many days before units expire, at a minute of the day.
    case expiry(asset: String, days: Int, minute: Int)
    /// On the day when a member has stayed away for so many hundredths of the usual time.
    case lateness(EventFilter, percent: Int, floorDays: Int, minute: Int)
}

/// How often, or how much, for each of something in a period.
///
/// - Source: R5; F26, F27.
package struct LimitRule: Hashable, Sendable {
    /// What it is counted for.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        /// All together.
        case all
        /// Each member; an event without one is refused.
        case member
        /// Each person by the digest of the address; without one it is refused.
        case person
        /// Each shop.
        case shop
        /// Each till.
        case till
        /// Each member of staff.
        case worker = "operator"
        /// Each receipt.
        case receipt
        /// Each piece.
        case serial
        /// Each title.
        case title
        /// Each event that it is about.
        case about
    }

    /// In which time.
    package enum Period: Hashable, Sendable {
        /// From the beginning.
        case ever
        /// On each day of the issuer's.
        case day
        /// In each month; what is left goes over to the next where it says so.
        case month(rollsOver: Bool)
        /// In each year.
        case year
        /// In any so many days together, this one included; for members only.
        case rolling(days: Int)
    }

    /// How much.
    package enum Most: Hashable, Sendable {
        /// So many times.
        case times(Int64)
        /// So many minor units of what is given.
        case value(Int64)
        /// So many units of what is credited or entered.
        case units(Int64)
    }

    /// What it is counted for, one or several together.
    package let keys: [Key]
    /// In which time.
    package let period: Period
    /// How much.
    package let most: Most
    /// The code of a refusal; `nil` for the one of the key, `limit_member`.
    package let code: String?
    /// Whether what was used stays used when what it was used for comes back.
    package let isKept: Bool

    /// A limit.
    package init(
        keys: [Key], period: Period, most: Most, code: String? = nil, isKept: Bool = false
    ) {
        self.isKept = isKept
        self.keys = keys
        self.period = period
        self.most = most
        self.code = code
    }
}
