import TesseraModel

/// What an acceptor did in one currency in a settlement's run, all in minor units.
///
/// - Source: L16.
package struct CurrencyTotal: Hashable, Sendable, Codable {
    /// The currency.
    package let currency: Currency
    /// What it honoured.
    package var honoured: Int64 = 0
    /// What of earlier or the same redemptions was put back.
    package var returned: Int64 = 0
    /// What of ``honoured`` nothing covered and the issuer bore.
    package var lostByIssuer: Int64 = 0
    /// What of ``honoured`` nothing covered and the acceptor bears.
    package var lostByAcceptor: Int64 = 0
    /// What the issuer pays back of discounts, and for entitlements' uses; negative where more was
    /// put back than given.
    package var reimbursed: Int64 = 0
    /// What corrections came to, negative in the issuer's favour.
    package var disputed: Int64 = 0
    /// What the issuer keeps.
    package var fee: Int64 = 0

    /// Nothing yet.
    package init(currency: Currency) { self.currency = currency }

    /// What of the clearing account is settled.
    package var cleared: Int64 { honoured - returned + disputed }

    /// What the acceptor is paid; what it pays where negative.
    package var net: Int64 { cleared - lostByAcceptor + reimbursed - fee }

    /// What a fee is reckoned on.
    var feeBase: Int64 { honoured - returned - lostByAcceptor }
}

/// The sums of a settlement: what is booked.
///
/// - Source: L16.
package struct SettlementTotals: Hashable, Sendable, Codable {
    /// The first sealed number that it covers.
    package let first: Int64
    /// The last one.
    package let last: Int64
    /// A sum for each currency, in order of their codes.
    package let currencies: [CurrencyTotal]
    /// Uses of entitlements and discounts by campaign, less what was put back, in order.
    package let uses: [CampaignUses]

    /// Uses of a campaign's vouchers.
    package struct CampaignUses: Hashable, Sendable, Codable {
        /// The campaign.
        package let campaign: CampaignNumber
        /// How many, less what was put back.
        package let count: Int64

        /// Uses of a campaign's vouchers.
        package init(campaign: CampaignNumber, count: Int64) {
            self.campaign = campaign
            self.count = count
        }
    }

    /// Sums for a run of sealed numbers.
    package init(first: Int64, last: Int64, currencies: [CurrencyTotal], uses: [CampaignUses]) {
        self.first = first
        self.last = last
        self.currencies = currencies
        self.uses = uses
    }

    /// Whether its numbers can be those of a settlement.
    var isFit: Bool {
        let most = Int64.max / 1_024
        return first >= 1 && last >= first
            && currencies.allSatisfy { total in
                let sums = [
                    total.honoured, total.returned, total.lostByIssuer, total.lostByAcceptor,
                    total.fee, total.disputed, total.reimbursed,
                ]
                return sums.allSatisfy { $0.magnitude < most.magnitude } && total.fee >= 0
                    && total.honoured >= 0 && total.returned >= 0
            }
    }

    /// What it moves: out of clearing and losses into what the acceptor is owed.
    func transfers(for shop: ShopID) -> [Transfer] {
        var transfers: [Transfer] = []
        func move(_ amount: Int64, from debit: Account, to credit: Account) {
            if amount > 0 {
                transfers.append(Transfer(debit: debit, credit: credit, amount: amount))
            } else if amount < 0 {
                transfers.append(Transfer(debit: credit, credit: debit, amount: 0 - amount))
            }
        }
        for total in currencies {
            let asset = Account.Asset.currency(total.currency)
            func shopAccount(_ purpose: Account.Purpose) -> Account {
                Account(owner: .shop(shop), asset: asset, purpose: purpose)
            }
            let issuer = { (purpose: Account.Purpose) in
                Account(owner: .issuer, asset: asset, purpose: purpose)
            }
            let owed = shopAccount(.payable)
            move(total.cleared, from: shopAccount(.clearing), to: owed)
            move(total.lostByAcceptor, from: owed, to: shopAccount(.loss))
            move(total.reimbursed, from: issuer(.expense), to: owed)
            move(total.fee, from: owed, to: issuer(.fee))
        }
        let count = uses.reduce(0) { $0 + $1.count }
        let clearing = Account(owner: .shop(shop), asset: .uses, purpose: .clearing)
        move(
            count, from: clearing, to: Account(owner: .shop(shop), asset: .uses, purpose: .payable))
        return transfers
    }
}
