import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// What the ledger is asked for what the rules granted, in their order.
///
/// - Source: R7.
struct GrantWishes {
    let event: LoyaltyEvent
    let programme: Programme
    let desk: IssuingDesk
    let today: Day
    /// The card that is shown for the accounts that become another member's.
    let mergedCard: VoucherPosition?
    private(set) var wishes: [Wish] = []

    init(
        event: LoyaltyEvent, programme: Programme, desk: IssuingDesk, today: Day,
        mergedCard: VoucherPosition?
    ) {
        self.mergedCard = mergedCard
        self.event = event
        self.programme = programme
        self.desk = desk
        self.today = today
    }

    /// Adds what some grants ask for.
    ///
    /// - Parameters:
    ///   - grants: The grants of the event.
    ///   - original: What was kept of the event that this one is about.
    ///   - paper: The book.
    /// - Returns: The number of the first part of each grant, 0 for those that ask for nothing.
    /// - Throws: ``LedgerError/ledgerDamaged`` for a grant that names what is not there; what
    ///   orders for vouchers throw; the store's own errors.
    mutating func add<P: Paper>(
        _ grants: [Grant], original: EventAccount?, on paper: inout P
    ) throws -> [Int] {
        try grants.enumerated().map { index, grant in
            let before = wishes.count
            try add(grant, index, original, on: &paper)
            return wishes.count > before ? before + 1 : 0
        }
    }

    private mutating func add<P: Paper>(
        _ grant: Grant, _ index: Int, _ original: EventAccount?, on paper: inout P
    ) throws {
        switch grant.act {
        case .credit(let member, let asset, let units, let first, let last):
            let holding = try holding(member, asset)
            wishes.append(
                .credit(holding, amount: units, first: first, last: last, reason: grant.rule))
        case .debit(let member, let asset, let units):
            let holding = try holding(member, asset)
            wishes.append(
                .debit(
                    holding, amount: units, from: original?.credit(member, asset, event),
                    reason: grant.rule))
        case .issue(let terms, let number, let member, _):
            guard let campaign = programme.campaigns.first(where: { $0.number == number }) else {
                throw LedgerError.ledgerDamaged
            }
            let order = try desk.order(
                terms, of: campaign, currency: programme.currency, for: event, holder: member,
                today: today, index: index, version: programme.version)
            wishes.append(.issue([order]))
        case .redeem(let position, let use):
            wishes.append(.redeem(position, demand(use), holder: event.member))
        case .reverse(let operation, let part, let amount):
            guard let units = original?.units(of: part, for: amount) else { break }
            wishes.append(
                .reverse(
                    try id(of: operation, grant: part, original), amount: units,
                    reason: grant.rule))
        case .revoke(let operation, let part):
            let issuing = try paper.booked(try id(of: operation, grant: part, original))
            for batch in issuing?.batches ?? [] {
                try block(batch.first, grant.rule, on: &paper)
            }
        case .revokeAll(let member, let campaign):
            try revokeAll(of: member, campaign, grant.rule, on: &paper)
        case .merge(let card, let member):
            try merge(card, into: member, on: &paper)
        case .place, .enter, .open, .notify: break
        }
    }

    private func holding(_ member: MemberNumber, _ asset: String) throws -> Holding {
        Holding(member: member, asset: try desk.settings.asset(named: asset))
    }

    private func demand(_ use: Grant.Use) -> Demand {
        switch use {
        case .pay(let units):
            .amount(Money(minorUnits: units, currency: programme.currency))
        case .reduce(let price):
            .purchase(Money(minorUnits: price, currency: programme.currency))
        case .use: .uses(1)
        }
    }

    /// The operation that a grant of an earlier event was booked as.
    private func id(
        of operation: OperationID, grant: Int, _ original: EventAccount?
    ) throws -> OperationID {
        guard operation == event.facts.about, let parts = original?.parts,
            parts.indices.contains(grant), parts[grant] > 0
        else { throw LedgerError.ledgerDamaged }
        return operation.part(parts[grant])
    }

    /// What is blocked already stays blocked.
    private mutating func block<P: Paper>(
        _ position: VoucherPosition, _ reason: String, on paper: inout P
    ) throws {
        guard try paper.voucher(at: position).standing == .active else { return }
        wishes.append(.change(position, .block(reason: reason)))
    }

    private mutating func revokeAll<P: Paper>(
        of number: MemberNumber, _ campaign: CampaignNumber, _ reason: String,
        on paper: inout P
    ) throws {
        guard let member = try paper.member(number) else { return }
        for booked in try paper.events(of: member.card) {
            guard let (earlier, account) = try booked.loyaltyEvent() else { continue }
            for (grant, part) in zip(account.decision.grants, account.parts) where part > 0 {
                guard case .issue(_, campaign, number, _) = grant.act else { continue }
                let issuing = try paper.booked(earlier.operation.part(part))
                for batch in issuing?.batches ?? [] {
                    let voucher = try paper.voucher(at: batch.first)
                    if voucher.balance == voucher.faceValue {
                        try block(batch.first, reason, on: &paper)
                    }
                }
            }
        }
    }

    /// Moves every lot with its days, and stops the card.
    private mutating func merge<P: Paper>(
        _ card: MemberNumber, into member: MemberNumber, on paper: inout P
    ) throws {
        for asset in desk.settings.assets {
            let old = Holding(member: card, asset: asset)
            let new = Holding(member: member, asset: asset)
            for lot in try paper.lots(of: old) where lot.left > 0 && !lot.isOver(on: today) {
                wishes.append(
                    .debit(old, amount: lot.left, from: lot.operation, reason: "merge"))
                wishes.append(
                    .credit(
                        new, amount: lot.left, first: lot.first, last: lot.last,
                        reason: "merge"))
            }
        }
        if let shown = mergedCard { try block(shown, "became \(member.text)", on: &paper) }
    }
}

extension EventAccount {
    /// How much of what a grant was booked as is put back; `nil` for tickets, which are no part.
    fileprivate func units(of grant: Int, for amount: Int64) -> Int64? {
        guard decision.grants.indices.contains(grant) else { return amount }
        return switch decision.grants[grant].act {
        case .enter: nil
        // The book counts the use of a discount, not what it took off.
        case .redeem(_, .reduce): 1
        default: amount
        }
    }

    /// The operation that put units of an asset on a member's account; `nil` if none did.
    fileprivate func credit(
        _ member: MemberNumber, _ asset: String, _ event: LoyaltyEvent
    ) -> OperationID? {
        guard let about = event.facts.about else { return nil }
        for (grant, part) in zip(decision.grants, parts) where part > 0 {
            if case .credit(member, asset, _, _, _) = grant.act { return about.part(part) }
        }
        return nil
    }
}
