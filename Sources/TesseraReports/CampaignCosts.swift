import TesseraLoyalty
import TesseraModel

/// What each campaign gave, read off the events in one pass.
///
/// A gift costs when it is issued: from then on it is owed. When it is redeemed it is shown, and
/// not counted a second time. A discount costs when it is taken.
package struct CampaignCosts: Sendable {
    /// What one campaign gave.
    package struct Sums: Hashable, Sendable {
        /// Events in which it gave something.
        package var uses = 0
        /// Who got something.
        package var members: Set<MemberNumber> = []
        /// Those of them whose first purchase it was.
        package var newMembers: Set<MemberNumber> = []
        /// Discounts by its rules and its vouchers, in minor units.
        package var discounts: Int64 = 0
        /// What its gifts were worth when they were issued, in minor units.
        package var issued: Int64 = 0
        /// What its gifts have paid, in minor units.
        package var redeemed: Int64 = 0
        /// What of the cost went to members up to their first purchase, in minor units.
        package var forNew: Int64 = 0
        /// What of the cost went to members after their first purchase, in minor units.
        package var forOld: Int64 = 0

        /// Discounts and issued gifts.
        package var cost: Int64 { [discounts, issued].total() }
    }

    /// One for each campaign of the programme, in its order.
    package private(set) var sums: [Sums]
    /// Discounts on baskets in other currencies than the programme's, which are in no sum.
    package private(set) var otherCurrencies = 0

    private let indexByID: [String: Int]
    private var indexByVoucher: [VoucherPosition: Int] = [:]
    private let currency: Currency
    // When each campaign's report ends; after that it stays as it is.
    private let ends: [Window]
    private let zone: IssuerZone
    private var now: Timestamp

    /// Reads the events of some days.
    ///
    /// - Parameters:
    ///   - input: The events.
    ///   - sales: What was bought in them.
    ///   - span: The days that count.
    ///   - isFrozen: Whether nothing counts for a campaign after its last day.
    /// - Source: M35.
    package init(
        of input: ReportInput, sales: Sales, in span: Span = .all, isFrozen: Bool = false
    ) {
        let campaigns = input.programme.campaigns
        sums = campaigns.map { _ in Sums() }
        currency = input.programme.currency
        ends = isFrozen ? campaigns.map(\.window) : campaigns.map { _ in Window() }
        zone = input.zone
        now = input.asOf
        indexByID = Dictionary(
            campaigns.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let indexByNumber = Dictionary(
            campaigns.enumerated().map { ($1.number, $0) },
            uniquingKeysWith: { first, _ in first })
        for voucher in input.vouchers {
            guard let index = voucher.campaign.flatMap({ indexByNumber[$0] }) else { continue }
            indexByVoucher[voucher.position] = index
        }
        let firsts = Dictionary(
            sales.sales.lazy.filter(\.isFirst).compactMap { sale in
                sale.member.map { ($0, sale.operation) }
            }, uniquingKeysWith: { first, _ in first })
        // Everything up to and with the first purchase wins the member.
        var won: Set<MemberNumber> = []
        for past in input.accepted {
            let member = sales.owner(of: past.event.member)
            let isFirst = member.map { firsts[$0] == past.event.operation } ?? false
            if span.contains(input.zone.day(at: past.event.occurredAt)) {
                let isNew = member.map { !won.contains($0) }
                now = past.event.occurredAt
                count(past, by: member, isFirst: isFirst, isNew: isNew)
            }
            if isFirst, let member { won.insert(member) }
        }
    }

    private mutating func count(
        _ past: PastEvent, by member: MemberNumber?, isFirst: Bool, isNew: Bool?
    ) {
        var touched: Set<Int> = []
        for verdict in past.decision.verdicts where verdict.isGranted {
            if let index = campaign(ofRule: verdict.rule) { touched.insert(index) }
        }
        for reduction in past.decision.basket?.discounts ?? [] where reduction.total > 0 {
            let byVoucher = reduction.voucher.flatMap(issuer)
            guard let index = campaign(ofRule: reduction.source) ?? byVoucher else { continue }
            touched.insert(index)
            guard past.event.facts.basket?.currency == currency else {
                otherCurrencies += 1
                continue
            }
            sums[index].discounts.add(reduction.total)
            spend(reduction.total, index, isNew)
        }
        for grant in past.decision.grants {
            if let index = count(grant, of: past.event, isNew) { touched.insert(index) }
        }
        for index in touched {
            sums[index].uses += 1
            guard let member else { continue }
            sums[index].members.insert(member)
            if isFirst { sums[index].newMembers.insert(member) }
        }
    }

    private mutating func count(_ grant: Grant, of event: LoyaltyEvent, _ isNew: Bool?) -> Int? {
        if case .redeem(let position, let use) = grant.act {
            let index = campaign(ofRule: grant.rule) ?? issuer(of: position)
            // What a gift pays is the cost of the campaign that issued it.
            if case .pay(let amount) = use, let issuer = issuer(of: position) {
                sums[issuer].redeemed.add(amount)
            }
            return index
        }
        guard Mechanism(grant.act) != nil, let index = campaign(ofRule: grant.rule)
        else { return nil }
        if case .issue(let terms, _, _, _) = grant.act {
            let worth: Int64 =
                switch terms.promise {
                case .gift(let amount): amount
                case .giftOfAmount: event.facts.amount ?? 0
                case .percent, .amount, .right: 0
                }
            sums[index].issued.add(worth)
            spend(worth, index, isNew)
        }
        return index
    }

    private mutating func spend(_ amount: Int64, _ index: Int, _ isNew: Bool?) {
        guard let isNew else { return }
        if isNew { sums[index].forNew.add(amount) } else { sums[index].forOld.add(amount) }
    }

    private func campaign(ofRule rule: String) -> Int? {
        rule.firstIndex(of: "/").flatMap { indexByID[String(rule[..<$0])] }.flatMap(open)
    }

    private func issuer(of voucher: VoucherPosition) -> Int? {
        indexByVoucher[voucher].flatMap(open)
    }

    private func open(_ index: Int) -> Int? {
        guard let last = ends[index].last else { return index }
        return (ends[index].zone ?? zone).day(at: now) <= last ? index : nil
    }
}
