import TesseraModel

/// What a rule or a campaign did while a programme was replayed.
package struct ReplayFigures: Hashable, Sendable {
    /// How often it was granted.
    package internal(set) var uses = 0
    /// Discounts given, in minor units, before returns.
    package internal(set) var discounts: Int64 = 0
    /// Gifts issued at face value, in minor units.
    package internal(set) var gifts: Int64 = 0
    /// Gifts of this value were revoked because what earned them came back, in minor units.
    package internal(set) var giftsRevoked: Int64 = 0
    /// Units credited, by asset, in smallest units.
    package internal(set) var credited: [String: Int64] = [:]
    /// Units taken, by asset: as a price, or back because what earned them came back.
    package internal(set) var debited: [String: Int64] = [:]
    /// Vouchers issued, by label.
    package internal(set) var vouchers: [String: Int] = [:]
    /// Vouchers revoked because what earned them came back.
    package internal(set) var vouchersRevoked = 0
    /// Tickets given, by draw.
    package internal(set) var tickets: [String: Int64] = [:]
    /// Members placed, by ladder and level, `tier/gold`.
    package internal(set) var placements: [String: Int] = [:]
    /// How often it was looked at and not granted, by the code of each reason.
    package internal(set) var refusals: [String: Int] = [:]
    /// Who got something.
    package internal(set) var members: Set<MemberNumber> = []

    /// What it cost in minor units: discounts and gifts, less those that were revoked. Units are
    /// worth what the shop says, so they stand apart.
    package var cost: Int64 { discounts + gifts - giftsRevoked }

    mutating func add(_ other: ReplayFigures) {
        uses += other.uses
        discounts += other.discounts
        gifts += other.gifts
        giftsRevoked += other.giftsRevoked
        credited.merge(other.credited, uniquingKeysWith: +)
        debited.merge(other.debited, uniquingKeysWith: +)
        vouchers.merge(other.vouchers, uniquingKeysWith: +)
        vouchersRevoked += other.vouchersRevoked
        tickets.merge(other.tickets, uniquingKeysWith: +)
        placements.merge(other.placements, uniquingKeysWith: +)
        refusals.merge(other.refusals, uniquingKeysWith: +)
        members.formUnion(other.members)
    }

    mutating func add(_ verdict: RuleVerdict, _ member: MemberNumber?, isBooked: Bool) {
        if !verdict.isGranted {
            for reason in verdict.reasons { refusals[reason.code, default: 0] += 1 }
        } else if isBooked {
            uses += 1
            if let member { members.insert(member) }
        }
    }

    mutating func add(_ act: Grant.Act, _ event: LoyaltyEvent, _ original: PastEvent?) {
        switch act {
        case .credit(_, let asset, let units, _, _): credited[asset, default: 0] += units
        case .debit(_, let asset, let units): debited[asset, default: 0] += units
        case .issue(let terms, _, _, _):
            vouchers[terms.label, default: 0] += 1
            gifts += terms.face(amount: event.facts.amount)
        case .revoke(_, let part):
            vouchersRevoked += 1
            guard let original, original.decision.grants.indices.contains(part),
                case .issue(let terms, _, _, _) = original.decision.grants[part].act
            else { return }
            giftsRevoked += terms.face(amount: original.event.facts.amount)
        case .enter(_, let draw, _, let count): tickets[draw, default: 0] += count
        case .place(_, let ladder, let level): placements["\(ladder)/\(level)", default: 0] += 1
        case .redeem, .reverse, .revokeAll, .open, .notify, .merge: return
        }
    }
}

extension IssueTerms {
    // What a gift holds, in minor units; nothing for other vouchers.
    fileprivate func face(amount: Int64?) -> Int64 {
        switch promise {
        case .gift(let value): value
        case .giftOfAmount: amount ?? 0
        case .percent, .amount, .right: 0
        }
    }
}
