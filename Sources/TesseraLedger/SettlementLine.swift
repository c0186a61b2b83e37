import TesseraModel

/// What one sealed operation did for an acceptor.
package struct SettlementLine: Hashable, Sendable, Codable {
    /// The operation's sealed number.
    package let sequence: Int64
    /// The operation.
    package let operation: OperationID
    /// When it happened, at the till if it was without a network.
    package let time: Timestamp
    /// The till; `nil` for the office.
    package let till: TillID?
    /// The verdict on a claim; `nil` for what was done with the book at hand.
    package let ruling: ClaimVerdict.Ruling?
    /// The campaign whose uses it counts; `nil` for money alone.
    package let campaign: CampaignNumber?
    /// How many uses, negative if put back.
    package let uses: Int64
    /// What it did in its currency.
    package let total: CurrencyTotal
    /// The version of the agreement that it is paid under; 0 if there was none yet.
    package let version: Int
}

extension SettlementTotals {
    /// The sums of lines.
    ///
    /// A fee is reckoned on what was honoured under each version of the agreement, half a minor
    /// unit and more rounded up.
    ///
    /// - Parameters:
    ///   - lines: What the operations of the run did.
    ///   - range: The run.
    ///   - agreements: The versions of the agreement, by number.
    package init(
        of lines: [SettlementLine], _ range: ClosedRange<Int64>, under agreements: [Int: Agreement]
    ) {
        var totals: [Currency: CurrencyTotal] = [:]
        var bases: [Currency: [Int: Int64]] = [:]
        var uses: [CampaignNumber: Int64] = [:]
        for line in lines {
            let currency = line.total.currency
            totals[currency, default: CurrencyTotal(currency: currency)].add(line.total)
            bases[currency, default: [:]][line.version, default: 0] += line.total.feeBase
            if let campaign = line.campaign { uses[campaign, default: 0] += line.uses }
        }
        for (currency, versions) in bases {
            totals[currency]?.fee = versions.reduce(0) { sum, base in
                guard base.value > 0 else { return sum }
                let points = agreements[base.key]?.feeBasisPoints ?? 0
                return sum + base.value.share(basisPoints: points)
            }
        }
        self.init(
            first: range.lowerBound, last: range.upperBound,
            currencies: totals.values.sorted { $0.currency.code < $1.currency.code },
            uses: uses.filter { $0.value != 0 }.map {
                CampaignUses(campaign: $0.key, count: $0.value)
            }.sorted { $0.campaign < $1.campaign })
    }
}

extension CurrencyTotal {
    fileprivate mutating func add(_ other: CurrencyTotal) {
        honoured += other.honoured
        returned += other.returned
        lostByIssuer += other.lostByIssuer
        lostByAcceptor += other.lostByAcceptor
        reimbursed += other.reimbursed
        disputed += other.disputed
    }
}

extension Int64 {
    /// A share of an amount that is not negative, half a unit and more rounded up.
    ///
    /// - Source: R9.
    package func share(basisPoints: Int) -> Int64 {
        let (quotient, rest) = Int64(10_000).dividingFullWidth(
            multipliedFullWidth(by: Int64(basisPoints)))
        return quotient + (rest >= 5_000 ? 1 : 0)
    }
}
