import TesseraModel

/// Everything a shop has written down about how it binds its customers; one version of it.
///
/// A programme is changed by publishing a new version, which holds for later events: R6.
package struct Programme: Hashable, Sendable {
    /// Its name in commands, `harbour`.
    package let id: String
    /// Which version it is, 1 for the first; 0 for a draft.
    package let version: Int
    /// The currency of its amounts.
    package let currency: Currency
    /// What members collect.
    package let assets: [AssetRule]
    /// Named levels.
    package let ladders: [Ladder]
    /// Named predicates over a member.
    package let segments: [Segment]
    /// What is on offer, in the order of the file.
    package let campaigns: [Campaign]
    /// What tickets are drawn for.
    package let draws: [DrawTerms]
    /// What holds for all of it.
    package let policy: Policy

    /// A programme; the names in it must be known in it.
    package init(
        id: String, version: Int, currency: Currency, assets: [AssetRule], ladders: [Ladder],
        segments: [Segment], campaigns: [Campaign], draws: [DrawTerms], policy: Policy
    ) {
        self.id = id
        self.version = version
        self.currency = currency
        self.assets = assets
        self.ladders = ladders
        self.segments = segments
        self.campaigns = campaigns
        self.draws = draws
        self.policy = policy
    }
}

/// How an asset is earned and how long it is good.
package struct AssetRule: Hashable, Sendable {
    /// Its name and scale, as in the settings.
    package let name: String
    /// How many decimal digits an amount has, 0…6.
    package let scale: Int
    /// Whether a member may owe it.
    package let allowsDebt: Bool
    /// How many days after an event it becomes good to use, 0…365.
    package let pendingDays: Int
    /// How long it is good from then on.
    package let lifetime: Lifetime

    /// An asset's rule.
    package init(
        name: String, scale: Int, allowsDebt: Bool, pendingDays: Int, lifetime: Lifetime
    ) {
        self.name = name
        self.scale = scale
        self.allowsDebt = allowsDebt
        self.pendingDays = pendingDays
        self.lifetime = lifetime
    }
}

/// How long something is good; its last day is inclusive: R10.
package enum Lifetime: Hashable, Sendable, Codable {
    /// It does not end.
    case endless
    /// So many days, the first one included, at least 1.
    case days(Int)
    /// To the same day so many months later, or the last one of a shorter month; at least 1.
    case months(Int)
    /// To a day.
    case until(Day)
    /// To the end of the year so many years later, 0 for this year's.
    case endOfYear(Int)

    /// The last good day of something that begins on a day; `nil` if it does not end.
    package func last(from first: Day) -> Day? {
        switch self {
        case .endless: nil
        case .days(let count): first.advanced(by: count - 1)
        case .months(let count): first.advanced(byMonths: count)
        case .until(let day): day
        case .endOfYear(let later): Day(year: first.civil.year + later, month: 12, day: 31)
        }
    }
}

/// Named levels in an order, lowest first.
package struct Ladder: Hashable, Sendable {
    /// Its name, `tier`; conditions name it.
    package let name: String
    /// What places a member on it; `nil` if only effects do.
    package let measure: Metric?
    /// The levels, lowest first, at least one; the first one's threshold is the lowest value.
    package let levels: [Level]

    /// A level and where it begins.
    package struct Level: Hashable, Sendable {
        /// Its name, `gold`.
        package let name: String
        /// The least that the measure must be.
        package let from: Int64

        /// A level.
        package init(name: String, from: Int64) {
            self.name = name
            self.from = from
        }
    }

    /// A ladder.
    package init(name: String, measure: Metric?, levels: [Level]) {
        self.name = name
        self.measure = measure
        self.levels = levels
    }
}

/// A named predicate over a member; its version is the programme's.
package struct Segment: Hashable, Sendable {
    /// Its name, `students`.
    package let name: String
    /// Who belongs to it.
    package let condition: Condition

    /// A segment.
    package init(name: String, condition: Condition) {
        self.name = name
        self.condition = condition
    }
}

/// What tickets are drawn for.
package struct DrawTerms: Hashable, Sendable {
    /// Its name, `spring-raffle`.
    package let name: String
    /// How many win, at least 1; nobody wins twice.
    package let winners: Int
    /// What each of them gets.
    package let prize: IssueTerms
    /// The last day on which tickets are given.
    package let lastDay: Day
    /// The campaign that pays.
    package let campaign: String

    /// A draw.
    package init(
        name: String, winners: Int, prize: IssueTerms, lastDay: Day, campaign: String
    ) {
        self.name = name
        self.winners = winners
        self.prize = prize
        self.lastDay = lastDay
        self.campaign = campaign
    }
}

/// What holds for all campaigns.
package struct Policy: Hashable, Sendable {
    /// How a return is shared among what was paid with.
    package enum RefundOrder: String, Hashable, Sendable, CaseIterable {
        /// In the proportions in which it was paid.
        case proportional
        /// To the vouchers first.
        case vouchersFirst = "vouchers_first"
        /// To whatever else was used first.
        case othersFirst = "others_first"
    }

    /// What becomes of points that were earned, spent, and are now to be taken back.
    package enum Clawback: String, Hashable, Sendable, CaseIterable {
        /// The member owes them, where the asset allows it; otherwise what is there is taken.
        case owe
        /// The return is refused.
        case refuse
    }

    /// At most so many in so many days.
    package struct Cap: Hashable, Sendable {
        /// How many, at least 1.
        package let most: Int
        /// In how many days, this one included, at least 1.
        package let days: Int

        /// A cap.
        package init(most: Int, days: Int) {
            self.most = most
            self.days = days
        }
    }

    /// Offers to a member: vouchers and messages that a rule marks so.
    package var offers: Cap?
    /// Messages to a member of any kind.
    package var contacts: Cap?
    /// No message between these minutes of the day, the first included; may pass midnight.
    package var quiet: (from: Int, to: Int)? {
        get { quietFrom.flatMap { from in quietTo.map { (from, $0) } } }
        set { (quietFrom, quietTo) = (newValue?.from, newValue?.to) }
    }
    private var quietFrom: Int?
    private var quietTo: Int?
    /// How a return is shared.
    package var refunds: RefundOrder = .proportional
    /// What becomes of points that are gone.
    package var clawback: Clawback = .owe
    /// Above these amounts a second person must agree, in minor units.
    package var secondPersonAbove: [GuardedAct: Int64] = [:]
    /// What one operator does alone on one day of the shop, all acts together, in minor units;
    /// above it a second person must agree.
    package var secondPersonAbovePerDay: [GuardedAct: Int64] = [:]
    /// What a cashier may put back, and how long after; `nil` for nothing.
    package var cashierReversal: CashierReversal?
    /// The least number of days that a gift must be good; authoring refuses less.
    package var expiryFloorDays: Int?
    /// The most that one gift may hold, in minor units; authoring refuses more.
    package var loadCap: Int64?
    /// What is left of a gift up to this is paid out in cash, in minor units.
    package var cashOutUpTo: Int64?

    /// Nothing agreed.
    package init() {}
}
