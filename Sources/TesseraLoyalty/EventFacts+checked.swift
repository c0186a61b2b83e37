import TesseraModel

extension EventFacts {
    /// Sees to it that an event has what its kind needs and nothing that its kind does not have.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - hasMember: Whether somebody with a card is named.
    /// - Throws: ``LoyaltyError/missing(_:of:)`` and ``LoyaltyError/unwanted(_:of:)`` with the name
    ///   of the first field, ``LoyaltyError/score(_:)`` for one outside 0…10,
    ///   ``LoyaltyError/overflow`` for an amount above 10¹² minor units.
    /// - Source: concept 9.
    package func checked(for kind: EventKind, hasMember: Bool) throws(LoyaltyError) {
        let needs = EventFacts.needs(of: kind)
        if needs.contains("member"), !hasMember { throw .missing("member", of: kind) }
        for (name, isThere) in fields {
            if needs.contains(name), !isThere { throw .missing(name, of: kind) }
            if isThere, !needs.contains(name), !EventFacts.extras(of: kind).contains(name) {
                throw .unwanted(name, of: kind)
            }
        }
        if let score, !(0...10).contains(score) { throw .score(score) }
        if let amount, amount > AmountText.largestMinorUnits { throw .overflow }
        // A voucher that is shown twice would be used twice.
        if Set(vouchers).count != vouchers.count { throw .unwanted("vouchers", of: kind) }
    }

    // In the order in which they are looked at. Words about the way and the person are welcome
    // everywhere, so they are not among them; an amount of nothing counts as none.
    private var fields: [(String, Bool)] {
        [
            ("basket", basket != nil), ("about", about != nil), ("amount", (amount ?? 0) > 0),
            ("score", score != nil), ("title", title != nil), ("serial", serial != nil),
            ("referrer", referrer != nil), ("merged", merged != nil), ("action", action != nil),
            ("owner", owner != nil), ("occasion", occasion != nil), ("wallet", wallet != nil),
            ("vouchers", !vouchers.isEmpty),
        ]
    }

    private static func needs(of kind: EventKind) -> Set<String> {
        switch kind {
        case .purchase: ["basket"]
        case .returned: ["basket", "about"]
        case .visit, .complaint: []
        case .enrolment, .review: ["member"]
        case .referral: ["member", "referrer"]
        case .feedback: ["score"]
        case .tradeIn: ["amount", "serial"]
        case .title: ["member", "title"]
        case .goodwill: ["amount"]
        case .casework: ["about", "action"]
        case .merge: ["member", "merged"]
        case .date, .inactivity: ["member", "occasion"]
        }
    }

    private static func extras(of kind: EventKind) -> Set<String> {
        switch kind {
        case .purchase: ["vouchers", "wallet", "referrer", "about"]
        case .returned, .enrolment: ["referrer"]
        case .visit: ["vouchers", "referrer", "about", "amount"]
        case .review, .complaint, .feedback: ["about", "score", "serial"]
        case .tradeIn, .title, .goodwill, .date, .inactivity: ["about", "referrer"]
        case .casework: ["owner", "score"]
        case .referral, .merge: []
        }
    }
}
