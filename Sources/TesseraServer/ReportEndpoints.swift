import HTTPTypes
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraReports

/// What an owner asks of the book: the reports of `tessera report`, with the same answers.
enum ReportEndpoints {
    static let all =
        [liability, expiry, redemptions, batches, campaigns, uplift, diversity, tax]
        + [tiers, lifecycle, recency, cohorts, costs, referrals, silent, priorities]
        + [netPromoterScore, responses, cases, exposure]

    private static let liability = report(
        "liability", "What is owed on gifts and points, by age, and what expired unused"
    ) { _ in .liability }

    private static let expiry = report(
        "expiry", "What expires in which month: gifts, points, discounts, rights"
    ) { _ in .expiry }

    private static let redemptions = report(
        "redemptions", "Vouchers issued and redeemed, by day, campaign or label",
        [
            .query(
                "by", .word(Redemptions.Grouping.allCases.map(\.rawValue)),
                "A row for each of these; day if left away."), campaign,
        ] + days
    ) { call in
        let by = call.parameters["by"].flatMap { Redemptions.Grouping(rawValue: $0) }
        return .redemptions(
            by: by ?? .day, campaign: call.parameters["campaign"], in: try call.span())
    }

    private static let batches = report(
        "batches", "What printed batches brought for what they cost: flyers, cards, posters",
        [
            Endpoint.Parameter(
                name: "batch", isInPath: false,
                shape: .text(upTo: 50, sample: "HN-03:flyer:15000"),
                about: "The label of its vouchers, how it was handed out, and what it cost in "
                    + "minor units, as label:channel:cost; at least one, each label once.",
                isRepeated: true)
        ]
    ) { call in
        let said = call.repeated["batch"] ?? []
        guard !said.isEmpty else { throw RequestError.unfit(at: "batch", wanted: batchForm) }
        return .batches(
            try said.map { text in
                let batch = ReportQuestion.HandedOut(text) { cost in
                    Int64(cost).flatMap { range.contains($0) ? .minorUnits($0) : nil }
                }
                guard let batch else {
                    throw RequestError.unfit(at: "batch", wanted: batchForm)
                }
                return batch
            })
    }

    private static let campaigns = report(
        "campaign", "What campaigns were used and what they cost", [campaign] + days
    ) { .campaigns(campaign: $0.parameters["campaign"], in: try $0.span()) }

    private static let uplift = report(
        "uplift", "Whether those who got an offer come back more often than those held out",
        [
            campaign,
            number("within", ReportQuestion.dayCounts, "Days after the offer; 30 if left away."),
        ],
        about: "Without `campaign` every campaign that holds somebody out has a row."
    ) { call in
        .uplift(campaign: call.parameters["campaign"], days: call.number("within") ?? 30)
    }

    private static let diversity = report(
        "diversity", "How many different kinds of offers were granted in each quarter"
    ) { _ in .diversity }

    private static let tax = report(
        "tax", "What is taxed, by tax class, and the value added tax in it at one rate",
        [
            number("vat_basis_points", 1...10_000, "The rate, 1000 for 10 %; always needed."),
            .query(
                "prices", .word(TaxReport.Prices.allCases.map(\.rawValue)),
                "gross if prices hold the tax, net if it comes on top; gross if left away."),
        ] + days,
        about: "A help for whoever does the books, not advice on tax."
    ) { call in
        let rate = try call.parameter("vat_basis_points", as: "a rate") { Int($0) }
        let prices = call.parameters["prices"].flatMap { TaxReport.Prices(rawValue: $0) }
        return .tax(rate: rate, prices: prices ?? .gross, in: try call.span())
    }

    private static let tiers = report(
        "tiers", "How many members were on each level at the end of each month", [ladder] + days
    ) { .tiers(ladder: $0.parameters["ladder"], in: try $0.span()) }

    private static let lifecycle = report(
        "lifecycle", "How many members moved from each state of a ladder to each other",
        [ladder] + days
    ) { .lifecycle(ladder: $0.parameters["ladder"], in: try $0.span()) }

    private static let recency = report(
        "rfm", "How lately, how often and for how much each member bought",
        about: "Only members who agreed to analysis have a row."
    ) { _ in .recencyFrequencyValue }

    private static let cohorts = report(
        "cohorts", "How many of those who joined in a month still come, and what they are worth",
        [
            number(
                "months", ReportQuestion.cohortMonths,
                "How many after the first; 12 if left away.")
        ]
    ) { .cohorts(months: $0.number("months") ?? 12) }

    private static let costs = report(
        "costs", "What it costs to win a member and to keep one, and what those return spend",
        [
            .query(
                "acquisition", .integer(range),
                "What else was spent to win members, in minor units."),
            .query(
                "retention", .integer(range), "What else was spent to keep members, likewise."),
        ] + days
    ) { call in
        func spent(_ name: String) -> ReportQuestion.SaidAmount? {
            call.parameters[name].flatMap { Int64($0) }.map { .minorUnits($0) }
        }
        return .costs(
            acquisition: spent("acquisition"), retention: spent("retention"),
            in: try call.span())
    }

    private static let referrals = report(
        "referrals", "Who brought how many members, by which channel, and what they got for it",
        days
    ) { .referrals(in: try $0.span()) }

    private static let silent = report(
        "silent", "Regulars who have not come for longer than they use to, with why",
        [
            number(
                "every", ReportQuestion.rhythmDays,
                "A regular comes every so many days; 15 if left away."),
            number(
                "late", ReportQuestion.latePercent,
                "How late is late, in percent of the usual time; 200 if left away."),
        ],
        about: "Only members who agreed to analysis have a row."
    ) { call in
        let usual = SilentList.Rhythm.usual
        return .silent(
            SilentList.Rhythm(
                mostDays: call.number("every") ?? usual.mostDays,
                percent: call.number("late") ?? usual.percent, visits: usual.visits))
    }

    private static let priorities = report(
        "priorities", "Who is to be looked after first: open cases and unhappy answers, with why",
        [
            number(
                "days", ReportQuestion.dayCounts,
                "How long a bad answer without a case stays on the list; 90 if left away.")
        ],
        about: "What members are worth is shown only of those who agreed to analysis."
    ) { .priorities(days: $0.number("days") ?? 90) }

    private static let netPromoterScore = report(
        "nps", "The net promoter score of the answers, by channel", days
    ) { .netPromoterScore(in: try $0.span()) }

    private static let responses = report(
        "response", "How many answers came by each channel, and how soon after the purchase", days
    ) { .responseTimes(in: try $0.span()) }

    private static let cases = report(
        "cases", "Cases closed in time, closed late, open and overdue, by kind", days,
        about: "The days are those on which the cases were opened."
    ) { .feedbackLoop(in: try $0.span()) }

    private static let batchForm = "label:channel:cost such as HN-03:flyer:15000"
    private static let range = 0...AmountText.largestMinorUnits
    private static let campaign = Endpoint.Parameter.query(
        "campaign", .name, "Only this campaign of the programme.")
    private static let ladder = Endpoint.Parameter.query(
        "ladder", .name, "The ladder of the programme; needed if it has several.")
    private static let days: [Endpoint.Parameter] = [
        .query("since", .day, "The first day that counts; all if left away."),
        .query("until", .day, "The last day that counts; today if left away."),
    ]

    private static func number(
        _ name: String, _ range: ClosedRange<Int>, _ about: String
    ) -> Endpoint.Parameter {
        .query(name, .integer(Int64(range.lowerBound)...Int64(range.upperBound)), about)
    }
}

extension Call {
    /// The days of a report.
    ///
    /// - Throws: ``RequestError/unfit(at:wanted:)``; ``ReportError/daysReversed(first:last:)``.
    fileprivate func span() throws -> Span {
        try Span(
            from: parameters["since"].flatMap { Day(text: $0) },
            through: parameters["until"].flatMap { Day(text: $0) })
    }

    /// A whole number behind the question mark.
    fileprivate func number(_ name: String) -> Int? { parameters[name].flatMap { Int($0) } }
}
