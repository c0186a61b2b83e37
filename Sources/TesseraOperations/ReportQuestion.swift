import TesseraModel
import TesseraReports

/// A report that somebody asks for, with everything it depends on besides the book.
///
/// Names of campaigns and ladders, and amounts, are kept as they were said: what they mean stands
/// in the programme, which is read together with the book.
package enum ReportQuestion: Hashable, Sendable {
    /// What is owed to holders.
    case liability
    /// What expires in which month.
    case expiry
    /// What was issued and redeemed; of one campaign if one is named.
    case redemptions(by: Redemptions.Grouping, campaign: String?, in: Span)
    /// What printed batches brought.
    case batches([HandedOut])
    /// What campaigns were used and cost; one if it is named.
    case campaigns(campaign: String?, in: Span)
    /// Whether campaigns bring people back within so many days; one if it is named, otherwise all
    /// that hold somebody out.
    case uplift(campaign: String?, days: Int)
    /// How many kinds of offers there were.
    case diversity
    /// What is taxed at a rate in hundredths of a percent.
    case tax(rate: Int, prices: TaxReport.Prices, in: Span)
    /// Members on each level of a ladder, which may be left away if there is only one.
    case tiers(ladder: String?, in: Span)
    /// Who moved from which state of a ladder to which.
    case lifecycle(ladder: String?, in: Span)
    /// How lately, how often and for how much members bought.
    case recencyFrequencyValue
    /// How many of those who joined in a month still come, so many months after.
    case cohorts(months: Int)
    /// What it costs to win a member and to keep one, with what else was spent.
    case costs(acquisition: SaidAmount?, retention: SaidAmount?, in: Span)
    /// Who brought whom.
    case referrals(in: Span)
    /// Regulars who stay away.
    case silent(SilentList.Rhythm)
    /// Who is to be looked after first; bad answers of so many days.
    case priorities(days: Int)
    /// How many would recommend the shop.
    case netPromoterScore(in: Span)
    /// How soon customers answer.
    case responseTimes(in: Span)
    /// Whether what went wrong was looked after in time.
    case feedbackLoop(in: Span)

    /// How many months after the first cohorts may show.
    package static let cohortMonths = 1...36
    /// Within how many days somebody may come back, or an answer may count.
    package static let dayCounts = 1...3_660
    /// How often a regular may usually come, in days.
    package static let rhythmDays = 1...366
    /// How late may be late, in hundredths of the usual time.
    package static let latePercent = 100...10_000

    /// An amount in the programme's currency, which is not known before the book is read.
    package enum SaidAmount: Hashable, Sendable {
        /// As people type it, `150.00`.
        case typed(String)
        /// As programs say it.
        case minorUnits(Int64)

        /// The amount, 0 or more.
        ///
        /// - Throws: ``ModelError`` for one that was typed and is none.
        func minorUnits(in currency: Currency) throws(ModelError) -> Int64 {
            switch self {
            case .typed(let text): try AmountText(for: currency).explained(text, least: 0)
            case .minorUnits(let units): units
            }
        }
    }

    /// A batch of vouchers that was handed out, and what that cost.
    package struct HandedOut: Hashable, Sendable {
        /// The label of its vouchers, `HN-03`.
        package let label: String
        /// How it was handed out, `flyer`.
        package let channel: String
        /// What printing and handing out cost.
        package let cost: SaidAmount

        /// Reads `HN-03:flyer:150.00`; `nil` for anything else.
        ///
        /// - Parameters:
        ///   - text: Label, channel and cost.
        ///   - cost: What the last part says; `nil` if it says nothing.
        package init?(_ text: String, cost: (String) -> SaidAmount?) {
            // Labels may have colons; the last two parts have none.
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count >= 3, parts.allSatisfy({ !$0.isEmpty }),
                let said = cost(String(parts[parts.count - 1]))
            else { return nil }
            label = parts.dropLast(2).joined(separator: ":")
            channel = String(parts[parts.count - 2])
            self.cost = said
        }
    }
}

extension Span {
    /// The days from one to another, in their order.
    ///
    /// - Throws: ``ReportError/daysReversed(first:last:)``.
    package init(from first: Day?, through last: Day?) throws(ReportError) {
        if let first, let last, last < first { throw .daysReversed(first: first, last: last) }
        self.init(first: first, last: last)
    }
}
