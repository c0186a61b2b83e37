import TesseraModel

/// A typed predicate over an event, a basket, a member and time.
///
/// - Source: domain-model concept 10.
package indirect enum Condition: Hashable, Sendable {
    /// It holds always.
    case always
    /// A figure against a number in its unit; both ends are inclusive where they say "or".
    case compare(Metric, Comparison, Int64)
    /// A word of the event among some.
    case word(WordFact, among: [String])
    /// At least a level of a ladder.
    case atLeast(ladder: String, level: String)
    /// Exactly a level of a ladder.
    case on(ladder: String, level: String)
    /// In a segment.
    case segment(String)
    /// Somebody with a card.
    case isMember
    /// The event before is the member's own: a proof of purchase.
    case aboutOwn
    /// Who brings somebody is another person: another member with another address.
    case isNotSelf
    /// A voucher of this campaign was shown.
    case presents
    /// A second person agreed: M31.
    case approved
    /// By chance in so many basis points, the same for the same event: M13.
    case chance(Int)
    /// All of them.
    case all([Condition])
    /// One of them.
    case any([Condition])
    /// Not that.
    case not(Condition)
}

/// How a figure and a number are compared.
package enum Comparison: String, Hashable, Sendable, CaseIterable {
    /// Less.
    case below = "<"
    /// Less or equal.
    case atMost = "<="
    /// Equal.
    case equal = "="
    /// More or equal.
    case atLeast = ">="
    /// More.
    case above = ">"

    /// Returns whether it holds between two numbers.
    package func holds(_ left: Int64, _ right: Int64) -> Bool {
        switch self {
        case .below: left < right
        case .atMost: left <= right
        case .equal: left == right
        case .atLeast: left >= right
        case .above: left > right
        }
    }
}

/// A word of the event.
package enum WordFact: String, Hashable, Sendable, CaseIterable {
    /// By which way it came.
    case channel
    /// Where on the way.
    case touchpoint
    /// What was reached.
    case title
    /// One of the words that were said.
    case code
    /// In which shop.
    case shop
    /// What was done with a case.
    case action
    /// A title that the member reached before or now.
    case has
    /// In one of its lines: a category of the basket.
    case category
}

/// A figure that a condition compares or an amount is made from.
package enum Metric: Hashable, Sendable {
    /// What the lines of the basket cost before discounts, in minor units.
    case basketTotal(Scope)
    /// What they cost after discounts, in minor units.
    case basketPaid(Scope)
    /// How many pieces.
    case basketQuantity(Scope)
    /// The amount of the event, in minor units.
    case amount
    /// The score of the event.
    case score
    /// How many events in so many days, this one not included; `nil` days for all time.
    case count(EventFilter, days: Int?)
    /// How many pieces bought and kept, this event not included.
    case quantity(EventFilter, days: Int?)
    /// What was paid for what was bought and kept, in minor units, this event not included.
    case spend(EventFilter, days: Int?)
    /// Days since the last such event; very many if there was none.
    case daysSince(EventFilter)
    /// Days since the event that this one is about.
    case daysSinceAbout
    /// Days since the member joined.
    case daysSinceJoining
    /// How late the member is, in hundredths of the median time between such events, which counts
    /// as so many days at least.
    case lateness(EventFilter, floorDays: Int)
    /// Units that are good to use now, what this event has brought or taken so far included.
    case balance(asset: String)
}

/// Which events are meant.
package struct EventFilter: Hashable, Sendable {
    /// Of which kinds, at least one.
    package let kinds: Set<EventKind>
    /// With a line in this scope; goods for all.
    package let scope: Scope

    /// Events of some kinds.
    package init(kinds: Set<EventKind>, scope: Scope = .goods) {
        self.kinds = kinds
        self.scope = scope
    }
}
