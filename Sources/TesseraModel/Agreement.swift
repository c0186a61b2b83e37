/// What the issuer and an acceptor agreed on: what is accepted, when, and how it is paid.
///
/// An agreement is never edited; a new version holds from the moment it is booked, and what was
/// booked before was judged by the one before.
///
/// - Source: concept 3, R6, L15, L16.
package struct Agreement: Hashable, Sendable, Codable {
    /// Who pays for what was accepted without a network and was not covered.
    package enum Bearer: String, Hashable, Sendable, Codable, CaseIterable {
        /// The issuer, within the offline limits.
        case issuer
        /// The acceptor that took it.
        case acceptor
    }

    /// How long a settlement runs.
    package enum Period: String, Hashable, Sendable, Codable, CaseIterable {
        /// Every day by itself.
        case day
        /// Monday to Sunday.
        case week
        /// A calendar month.
        case month
    }

    /// Whether the acceptor's redemptions may be put back on the voucher.
    package enum Refunds: String, Hashable, Sendable, Codable, CaseIterable {
        /// They may; after the settlement it falls into the next one.
        case restored
        /// They may not: the acceptor pays back in money.
        case refused
    }

    /// The campaigns accepted, in order and none twice; `nil` for all that are issued for it.
    package let campaigns: [CampaignNumber]?
    /// Whether gift cards issued for it are accepted.
    package let acceptsGifts: Bool
    /// The days on which it accepts.
    package let validity: ValidityPeriod
    /// The currency in which it is paid and its limits are reckoned.
    package let currency: Currency
    /// What the issuer keeps of what the acceptor honoured, 0…10 000 basis points.
    package let feeBasisPoints: Int
    /// What the issuer pays back of a discount that the acceptor gave, 0…10 000 basis points.
    package let discountShareBasisPoints: Int
    /// What the issuer pays for a use of an entitlement, in minor units, 0…10¹².
    package let usePrice: Int64
    /// How long a settlement runs.
    package let period: Period
    /// Who bears what was used twice.
    package let bearer: Bearer
    /// Whether its redemptions may be put back.
    package let refunds: Refunds
    /// How far its tills may go without a network.
    package let limits: OfflineLimits

    /// An agreement as it was made; whether its numbers are in range is ``isFit``.
    package init(
        campaigns: [CampaignNumber]?, acceptsGifts: Bool, validity: ValidityPeriod,
        currency: Currency, feeBasisPoints: Int, discountShareBasisPoints: Int, usePrice: Int64,
        period: Period, bearer: Bearer, refunds: Refunds, limits: OfflineLimits
    ) {
        self.campaigns = campaigns.map { Array(Set($0)).sorted() }
        self.acceptsGifts = acceptsGifts
        self.validity = validity
        self.currency = currency
        self.feeBasisPoints = feeBasisPoints
        self.discountShareBasisPoints = discountShareBasisPoints
        self.usePrice = usePrice
        self.period = period
        self.bearer = bearer
        self.refunds = refunds
        self.limits = limits
    }

    /// Whether its numbers are in the ranges given with the properties.
    package var isFit: Bool {
        (0...10_000).contains(feeBasisPoints) && (0...10_000).contains(discountShareBasisPoints)
            && (0...AmountText.largestMinorUnits).contains(usePrice) && limits.isFit
            && campaigns.map { $0.allSatisfy { $0 > 0 } && $0 == Array(Set($0)).sorted() } ?? true
    }

    /// Returns whether it is about vouchers of some terms, whatever the day.
    package func accepts(_ terms: Terms) -> Bool {
        switch terms {
        case .member: true
        case .gift: acceptsGifts
        case .discount(let discount): campaigns?.contains(discount.campaign) ?? true
        case .entitlement(let right): campaigns?.contains(right.campaign) ?? true
        }
    }
}
