import TesseraLoyalty
import TesseraModel

/// The kinds of offers that are told apart when variety is counted.
package enum Mechanism: String, Hashable, Sendable, CaseIterable {
    /// A percentage off.
    case percent
    /// An amount off.
    case amount
    /// A price of its own.
    case fixedPrice = "fixed_price"
    /// Pieces for nothing.
    case freeItem = "free_item"
    /// A fee that is not asked for.
    case waiver
    /// A multiple of what is earned.
    case multiplier
    /// A discount whose rule is no longer in the programme, or one by a voucher that was shown.
    case otherDiscount = "other_discount"
    /// Units credited: points, stamps.
    case units
    /// A gift issued.
    case gift
    /// A discount voucher issued.
    case coupon
    /// A right issued.
    case right
    /// Tickets of a draw.
    case draw
    /// A level given.
    case level
    /// A message.
    case message

    /// What a grant offers; `nil` for one that takes, uses up or puts back.
    init?(_ act: Grant.Act) {
        switch act {
        case .credit: self = .units
        case .issue(let terms, _, _, _):
            switch terms.promise {
            case .gift, .giftOfAmount: self = .gift
            case .percent, .amount: self = .coupon
            case .right: self = .right
            }
        case .enter: self = .draw
        case .place: self = .level
        case .notify: self = .message
        case .debit, .redeem, .reverse, .revoke, .revokeAll, .open, .merge: return nil
        }
    }

    /// What a benefit is.
    init(_ kind: Benefit.Kind) {
        switch kind {
        case .percent: self = .percent
        case .amount: self = .amount
        case .fixedPrice: self = .fixedPrice
        case .item: self = .freeItem
        case .waiver: self = .waiver
        case .multiplier: self = .multiplier
        }
    }

    /// The kinds of what a decision offered, each once.
    ///
    /// - Parameters:
    ///   - decision: What was decided.
    ///   - benefits: The kinds of benefits of each rule by its whole name.
    /// - Returns: The kinds; empty where nothing was offered.
    static func all(in decision: Decision, benefits: [String: Set<Mechanism>]) -> Set<Mechanism> {
        var found = Set(decision.grants.compactMap { Mechanism($0.act) })
        for reduction in decision.basket?.discounts ?? [] where reduction.total > 0 {
            if let kinds = benefits[reduction.source]?.subtracting([.multiplier]), !kinds.isEmpty {
                found.formUnion(kinds)
            } else {
                found.insert(.otherDiscount)
            }
        }
        // A multiplier leaves no line on the basket, only more units.
        for verdict in decision.verdicts where verdict.isGranted {
            if benefits[verdict.rule]?.contains(.multiplier) == true { found.insert(.multiplier) }
        }
        return found
    }
}

extension Programme {
    /// The kinds of benefits that each rule gives, by the rule's whole name.
    var benefits: [String: Set<Mechanism>] {
        var found: [String: Set<Mechanism>] = [:]
        for campaign in campaigns {
            for rule in campaign.rules {
                for case .benefit(let benefit) in rule.effects + rule.otherwise {
                    found["\(campaign.id)/\(rule.id)", default: []].insert(
                        Mechanism(benefit.kind))
                }
            }
        }
        return found
    }
}
