import TesseraModel

/// What a limit says: the same words decide and are shown.
///
/// - Source: R5; F26, F27.
package struct LimitTerms: Hashable, Sendable, Codable {
    /// Which vouchers it is about.
    package enum Scope: Hashable, Sendable, Codable {
        /// All of a campaign.
        case campaign(CampaignNumber)
        /// All gift cards.
        case gifts
    }

    /// What it is counted for.
    package enum Key: String, Hashable, Sendable, Codable {
        /// All together.
        case all
        /// Each code.
        case code
        /// Each member; a use without a member's card is refused.
        case member
        /// Each shop.
        case shop
        /// Each till.
        case till
    }

    /// From when to when it is counted.
    package enum Period: String, Hashable, Sendable, Codable {
        /// From its beginning on.
        case ever
        /// On each of the issuer's days.
        case day
    }

    /// How much.
    package enum Most: Hashable, Sendable, Codable {
        /// So many uses, at least 1.
        case uses(Int64)
        /// So much value: of a gift card what was taken, of a discount what the basket became
        /// cheaper by; at least 1 minor unit.
        case value(Money)
    }

    /// Which vouchers it is about.
    package let scope: Scope
    /// What it is counted for.
    package let key: Key
    /// From when to when it is counted.
    package let period: Period
    /// How much.
    package let most: Most

    /// A limit; counts and amounts must be positive.
    package init(scope: Scope, key: Key, period: Period, most: Most) {
        self.scope = scope
        self.key = key
        self.period = period
        self.most = most
    }

    /// Returns whether it is about vouchers of some terms.
    package func covers(_ terms: Terms) -> Bool {
        switch (scope, terms) {
        case (.gifts, .gift): true
        case (.campaign(let number), .discount(let discount)): discount.campaign == number
        case (.campaign(let number), .entitlement(let right)): right.campaign == number
        default: false
        }
    }

    /// The most, as a number.
    package var mostNumber: Int64 {
        switch most {
        case .uses(let count): count
        case .value(let money): money.minorUnits
        }
    }

    /// The limit as one sentence.
    package var sentence: String {
        let amount =
            switch most {
            case .uses(1): "once"
            case .uses(let count): "\(count) times"
            case .value(let money):
                "up to \(AmountText(for: money.currency).shown(money.minorUnits))"
            }
        let what =
            switch scope {
            case .campaign(let number): "Campaign \(number) may be used \(amount)"
            case .gifts: "Gift cards may be used \(amount)"
            }
        let whose: String =
            switch key {
            case .all where period == .day: "in all on each day"
            case .all: "in all"
            case .code: "for each code"
            case .member: "by each member"
            case .shop: "in each shop"
            case .till: "at each till"
            }
        return "\(what) \(whose)\(period == .day && key != .all ? " and day" : "")."
    }
}

/// A limit that holds.
package struct Limit: Hashable, Sendable, Codable {
    /// The limit's id.
    package let id: LimitID
    /// What it says.
    package let terms: LimitTerms

    /// A limit as stored.
    package init(id: LimitID, terms: LimitTerms) {
        self.id = id
        self.terms = terms
    }
}

/// A limit with how far it is used.
package struct LimitInForce: Hashable, Sendable {
    /// The limit.
    package let limit: Limit
    /// For how many codes, members, shops, tills or days something is counted.
    package let accounts: Int
    /// How much the one that used most of it has used.
    package let mostUsed: Int64

    /// A limit as it stands.
    package init(limit: Limit, accounts: Int, mostUsed: Int64) {
        self.limit = limit
        self.accounts = accounts
        self.mostUsed = mostUsed
    }
}

/// Where the use of a limit is counted.
package struct LimitAccount: Hashable, Sendable, Codable {
    /// Which limit.
    package let limit: LimitID
    /// For what: a code's position, a member, a shop, a till, or `all`.
    package let key: String
    /// The issuer's day as a number; 0 for a limit that is counted from its beginning on.
    package let day: Int

    /// A place to count.
    package init(limit: LimitID, key: String, day: Int) {
        self.limit = limit
        self.key = key
        self.day = day
    }
}
