import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraReports

extension Counter {
    /// The report that answers a question, from the book as it stands now.
    ///
    /// - Parameter question: What is asked.
    /// - Returns: A table that every writer can write.
    /// - Throws: ``ReportError``; ``CampaignError/unknownCampaign(_:nearest:)``; ``ModelError`` for
    ///   an amount that is none; as ``reportInput()`` and ``consenting(to:)``.
    /// - Source: R8, R11.
    package func report(answering question: ReportQuestion) async throws -> Report {
        if case .batches(let batches) = question { try ReportQuestion.checkLabels(of: batches) }
        let input = try await reportInput()
        let programme = input.programme
        switch question {
        case .liability: return Liability.report(of: input)
        case .expiry: return ExpiryLadder.report(of: input)
        case .redemptions(let grouping, let name, let span):
            let campaign = try programme.campaign(named: name)
            return Redemptions.report(
                of: campaign.map { input.vouchersOnly(of: $0.number) } ?? input, by: grouping,
                in: span)
        case .campaigns(let name, let span):
            return CampaignReport.report(
                of: input, only: try programme.campaign(named: name)?.id, in: span)
        case .diversity: return Diversity.report(of: input)
        case .tax(let rate, let prices, let span):
            return TaxReport.report(
                of: TaxFigures(of: input, in: span), in: input, rate: rate, prices: prices,
                span: span)
        case .cohorts(let months): return CohortRetention.report(of: input, months: months)
        case .referrals(let span): return Referrals.report(of: input, in: span)
        case .netPromoterScore(let span): return NetPromoterScore.report(of: input, in: span)
        case .responseTimes(let span): return ResponseTimes.report(of: input, in: span)
        case .feedbackLoop(let span): return FeedbackLoop.report(of: input, in: span)
        case .tiers(let name, let span):
            return try input.levels(on: programme.ladder(named: name), in: span)
        case .lifecycle(let name, let span):
            return try input.moves(on: programme.ladder(named: name), in: span)
        case .batches(let batches): return try input.yield(of: batches)
        case .uplift(let name, let days): return try input.uplift(of: name, within: days)
        case .costs(let won, let kept, let span):
            return try input.costs(acquisition: won, retention: kept, in: span)
        case .recencyFrequencyValue, .silent, .priorities:
            return try await reportOnMembers(question, input)
        }
    }

    // Those that show what members are worth, of who agreed to that.
    private func reportOnMembers(
        _ question: ReportQuestion, _ input: ReportInput
    ) async throws -> Report {
        let consenting = try await consenting(to: .analysis)
        switch question {
        case .silent(let rhythm):
            return SilentList.report(of: input, consenting: consenting, rhythm: rhythm)
        case .priorities(let days):
            return PriorityList.report(of: input, consenting: consenting, days: days)
        default:
            let currency = input.programme.currency
            return RecencyFrequencyValue.report(
                members: input.members.map(\.number), contacts: input.contacts(in: currency),
                consenting: consenting, currency: currency, on: input.today, asOf: input.asOf)
        }
    }
}

extension ReportQuestion {
    fileprivate static func checkLabels(of batches: [HandedOut]) throws(ReportError) {
        var seen: Set<String> = []
        for batch in batches where !seen.insert(batch.label).inserted {
            throw .batchTwice(batch.label)
        }
    }
}

extension Programme {
    /// The campaign of a name; `nil` for no name.
    fileprivate func campaign(named name: String?) throws(CampaignError) -> Campaign? {
        guard let name else { return nil }
        guard let found = campaigns.first(where: { $0.id == name }) else {
            let nearest = Spelling.nearest(to: name, in: campaigns.map(\.id))
            throw .unknownCampaign(name, nearest: nearest)
        }
        return found
    }

    /// The ladder of a name, or the only one for no name.
    fileprivate func ladder(named name: String?) throws(ReportError) -> Ladder {
        let names = ladders.map(\.name)
        guard let wanted = name ?? (names.count == 1 ? names[0] : nil) else {
            throw names.isEmpty ? .unknownLadder(nil, nearest: nil) : .severalLadders(names)
        }
        guard let found = ladders.first(where: { $0.name == wanted }) else {
            throw .unknownLadder(wanted, nearest: Spelling.nearest(to: wanted, in: names))
        }
        return found
    }
}

extension ReportInput {
    /// The days that were asked for, from the first member's to today if not said.
    private func days(_ span: Span) throws(ReportError) -> (first: Day, last: Day) {
        let joined = members.map(\.joinedAt).min() ?? asOf
        let last = min(span.last ?? today, today)
        let first = span.first ?? min(zone.day(at: joined), last)
        guard first <= last else { throw .dayToCome(first) }
        return (first, last)
    }

    fileprivate func levels(on ladder: Ladder, in span: Span) throws(ReportError) -> Report {
        let (first, last) = try days(span)
        let levels = LevelsByDay(on: ladder, of: self)
        return TiersOverTime.report(on: ladder, of: self, from: first, to: last) {
            levels.level(of: $0, on: $1)
        }
    }

    fileprivate func moves(on ladder: Ladder, in span: Span) throws(ReportError) -> Report {
        let (first, last) = try days(span)
        return LifecycleMatrix.report(on: ladder, of: self, from: first, to: last)
    }

    fileprivate func yield(
        of batches: [ReportQuestion.HandedOut]
    ) throws(ModelError) -> Report {
        let currency = programme.currency
        var found: [BatchYield.Batch] = []
        for batch in batches {
            let cost = Money(
                minorUnits: try batch.cost.minorUnits(in: currency), currency: currency)
            found.append(
                BatchYield.Batch(label: batch.label, channel: batch.channel, cost: cost))
        }
        return BatchYield.report(of: self, batches: found)
    }

    fileprivate func uplift(of name: String?, within days: Int) throws(CampaignError) -> Report {
        let named = try programme.campaign(named: name)
        let campaigns = programme.campaigns.filter { campaign in
            named.map { $0 == campaign } ?? (campaign.holdOut > 0)
        }
        return Uplift.report(
            of: campaigns.map { Uplift.groups(of: self, campaign: $0.id, days: days) },
            asOf: asOf)
    }

    fileprivate func costs(
        acquisition: ReportQuestion.SaidAmount?, retention: ReportQuestion.SaidAmount?,
        in span: Span
    ) throws(ModelError) -> Report {
        let currency = programme.currency
        let figures = CostRatios.figures(
            of: self, in: span, acquisition: try acquisition?.minorUnits(in: currency) ?? 0,
            retention: try retention?.minorUnits(in: currency) ?? 0)
        return CostRatios.report(of: figures, currency: currency, asOf: asOf)
    }
}

extension Report {
    /// The report as a picture, SVG.
    ///
    /// - Throws: ``ReportError/nothingToDraw(_:)``.
    package func picture() throws(ReportError) -> String {
        guard let text = SVGWriter.text(of: self) else { throw .nothingToDraw(title) }
        return text
    }
}
