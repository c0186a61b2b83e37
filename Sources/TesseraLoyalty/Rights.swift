import TesseraModel

/// Rights that were shown: each is used by a rule of its campaign that asks for it, or refused.
struct Rights {
    /// One use of each that gave something.
    private(set) var grants: [Grant] = []
    /// Those that gave nothing, and why.
    private(set) var refusals: [Refusal] = []

    /// Finds which rules used which rights; one of a campaign is used by an event.
    init(in situation: Situation, _ rules: [RuleInCampaign], _ verdicts: [RuleVerdict]) {
        var done: Set<CampaignNumber> = []
        for voucher in situation.presented where voucher.promise == .right {
            let ours = zip(rules, verdicts).filter { found, _ in
                found.campaign.number == voucher.campaign && found.rule.condition.presents
            }
            guard let first = ours.first, let number = voucher.campaign else {
                refuse(voucher, "unknown_code", "a right of a campaign")
                continue
            }
            if let (found, _) = ours.first(where: \.1.isGranted) {
                if done.insert(number).inserted {
                    let act = Grant.Act.redeem(voucher.position, .use)
                    grants.append(Grant(rule: found.path, act: act))
                } else {
                    refuse(voucher, "nothing_to_discount", "one right of a campaign")
                }
            } else if !first.1.isHeldOut {
                // Asked ones are named by their rules.
                let isNamed = ours.contains { found, _ in found.isAsked(in: situation) }
                if !isNamed { refusals += first.1.reasons }
            }
        }
    }

    private mutating func refuse(_ voucher: PresentedVoucher, _ code: String, _ needed: String) {
        refusals.append(
            Refusal(code: code, needed: needed, actual: voucher.position.voucherText))
    }
}
