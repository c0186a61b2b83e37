import TesseraModel

extension ReplayTerms {
    /// The vouchers that were shown with an event.
    ///
    /// A gift pays what it paid then: what the draft would have left on it is nowhere written
    /// down. Vouchers that the draft would issue are never shown, because nobody did.
    func presented(with past: PastEvent) -> [PresentedVoucher] {
        guard !past.event.facts.vouchers.isEmpty else { return [] }
        var paid: [VoucherPosition: Int64] = [:]
        for case .voucher(let position, let amount) in past.decision.basket?.tenders ?? [] {
            paid[position, default: 0] += amount
        }
        return past.event.facts.vouchers.compactMap { position in
            let known = voucher(position)
            guard let amount = paid[position] else { return known }
            return PresentedVoucher(
                position: position, campaign: known?.campaign,
                promise: .tender(available: amount),
                currency: known?.currency ?? draft.currency, scope: known?.scope ?? .goods)
        }
    }

    /// The row under which a voucher's discount is counted, `summer/voucher`.
    func source(of position: VoucherPosition?) -> String {
        guard let number = position.flatMap(voucher)?.campaign,
            let campaign = draft.campaigns.first(where: { $0.number == number })
        else { return "voucher" }
        return "\(campaign.id)/voucher"
    }
}

extension ReplayBook {
    /// Judges a recorded event; a gift for which nothing is left to pay stays in the pocket.
    ///
    /// - Throws: ``LoyaltyError``.
    func decision(on past: PastEvent, with vouchers: [PresentedVoucher]) throws -> Decision {
        var shown = vouchers
        while true {
            let decision = try decision(on: past.event, presented: shown)
            let isTooMuch = decision.refusals.contains {
                $0.code == "nothing_to_discount" && $0.actual == "all is paid"
            }
            let last = shown.lastIndex {
                if case .tender = $0.promise { true } else { false }
            }
            guard isTooMuch, let last else { return decision }
            shown.remove(at: last)
        }
    }
}
