import TesseraModel

/// Something on offer for a while; without an end it is a running programme.
///
/// - Source: domain-model concept 8.
package struct Campaign: Hashable, Sendable {
    /// Its name in commands, `summer`.
    package let id: String
    /// Its number on vouchers and in accounts, no other campaign's.
    package let number: CampaignNumber
    /// What people read.
    package let title: String
    /// The conditions as people read them; what its vouchers promise is tied to these words.
    package let terms: String
    /// When it holds.
    package let window: Window
    /// Which comes first among those of one phase: the lower.
    package let priority: Int
    /// Of those of one group only the best for the customer is granted; `nil` for none.
    package let group: String?
    /// The share of members who get nothing, to compare with, in basis points, 0…10 000.
    package let holdOut: Int
    /// How its discounts are taxed.
    package let tax: TaxClass
    /// Limits that all of its rules share.
    package let limits: [LimitRule]
    /// What it does, in order.
    package let rules: [Rule]

    /// A campaign.
    package init(
        id: String, number: CampaignNumber, title: String, terms: String, window: Window,
        priority: Int, group: String?, holdOut: Int, tax: TaxClass, limits: [LimitRule],
        rules: [Rule]
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.terms = terms
        self.window = window
        self.priority = priority
        self.group = group
        self.holdOut = holdOut
        self.tax = tax
        self.limits = limits
        self.rules = rules
    }
}

/// How a benefit is taxed.
///
/// - Source: F30.
package enum TaxClass: String, Hashable, Sendable, Codable, CaseIterable {
    /// The tax is due when it is issued.
    case singlePurpose = "single_purpose"
    /// The tax is due when it is redeemed; it pays like money.
    case multiPurpose = "multi_purpose"
    /// It reduces what is taxed.
    case discount
    /// It has nothing to do with tax.
    case none
}

/// When a campaign holds, in its zone's days and hours.
///
/// - Source: R10; F11, F12.
package struct Window: Hashable, Sendable {
    /// The zone whose days and hours are meant; `nil` for the issuer's.
    package var zone: IssuerZone?
    /// The first day; `nil` if it has always held.
    package var first: Day?
    /// The last day, inclusive; `nil` if it does not end.
    package var last: Day?
    /// The same days every year, as month × 100 + day, both inclusive; may pass the new year.
    package var yearly: ClosedDates?
    /// On which weekdays, 1 for Monday to 7; empty for all.
    package var weekdays: Set<Int> = []
    /// In which hours; empty for all. The hours of a day that begins in a band are its own.
    package var hours: [Hours] = []
    /// On which days not.
    package var blackouts: [ClosedDays] = []

    /// Always.
    package init() {}

    /// Dates of every year.
    package struct ClosedDates: Hashable, Sendable {
        /// Month × 100 + day of the first, 101…1231.
        package let from: Int
        /// Month × 100 + day of the last.
        package let to: Int

        /// Dates, both included.
        package init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    /// Minutes of a day, the first included and the last not; passing midnight where it is smaller.
    package struct Hours: Hashable, Sendable {
        /// The first minute, 0…1 439.
        package let from: Int
        /// The minute after the last, 1…1 440.
        package let to: Int

        /// Hours of a day.
        package init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    /// Days, both included.
    package struct ClosedDays: Hashable, Sendable {
        /// The first day.
        package let first: Day
        /// The last day.
        package let last: Day

        /// Days.
        package init(first: Day, last: Day) {
            self.first = first
            self.last = last
        }
    }
}
