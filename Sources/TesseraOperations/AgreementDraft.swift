import TesseraModel

/// What somebody says of an agreement; what is not said stays as it was, or is as for a new one.
package struct AgreementDraft: Hashable, Sendable {
    /// The campaigns accepted; `nil` for those of before, or all.
    package var campaigns: [CampaignNumber]?
    /// Whether gift cards are accepted; they are for a new one.
    package var acceptsGifts: Bool?
    /// The first day; today for a new one.
    package var first: Day?
    /// The last day; three years from the first for a new one.
    package var last: Day?
    /// The currency; the settings' for a new one.
    package var currency: Currency?
    /// What the issuer keeps, 0…10 000 basis points; nothing for a new one.
    package var feeBasisPoints: Int?
    /// What the issuer pays back of discounts, 0…10 000 basis points; all for a new one.
    package var discountShareBasisPoints: Int?
    /// What the issuer pays for a use, in minor units; nothing for a new one.
    package var usePrice: Int64?
    /// How long a settlement runs; a month for a new one.
    package var period: Agreement.Period?
    /// Who bears what was used twice; the issuer for a new one.
    package var bearer: Agreement.Bearer?
    /// Whether redemptions may be put back; they may for a new one.
    package var refunds: Agreement.Refunds?
    /// The most that a till takes of one voucher offline, in minor units; nothing for a new one.
    package var perVoucher: Int64?
    /// The most that a till takes on a day offline, in minor units; nothing for a new one.
    package var perDay: Int64?
    /// The most uses on a day offline; none for a new one.
    package var usesPerDay: Int?
    /// For how many hours a kit is fresh; 24 for a new one.
    package var freshHours: Int?
    /// For how many hours a kit is trusted; 72 for a new one, and never less than it is fresh.
    package var kitHours: Int?

    /// A draft that says nothing.
    package init() {}

    /// The agreement that comes of it.
    ///
    /// - Parameters:
    ///   - known: What was agreed before; `nil` for nothing.
    ///   - usual: The currency of the settings.
    ///   - today: The issuer's day.
    /// - Returns: The agreement; `nil` if hours, uses or offline amounts are out of range.
    /// - Throws: ``ModelError/period(first:last:)``.
    package func agreement(
        _ known: Agreement?, currency usual: Currency, today: Day
    ) throws(ModelError) -> Agreement? {
        let first = self.first ?? known?.validity.first ?? today
        let last =
            self.last ?? known?.validity.last ?? first.advanced(byMonths: 36).advanced(by: -1)
        guard let validity = ValidityPeriod(first: first, last: last) else {
            throw .period(first: first, last: last)
        }
        guard let limits = limits(known?.limits ?? .none) else { return nil }
        return Agreement(
            campaigns: campaigns ?? known?.campaigns,
            acceptsGifts: acceptsGifts ?? known?.acceptsGifts ?? true, validity: validity,
            currency: currency ?? known?.currency ?? usual,
            feeBasisPoints: feeBasisPoints ?? known?.feeBasisPoints ?? 0,
            discountShareBasisPoints: discountShareBasisPoints
                ?? known?.discountShareBasisPoints ?? 10_000,
            usePrice: usePrice ?? known?.usePrice ?? 0,
            period: period ?? known?.period ?? .month, bearer: bearer ?? known?.bearer ?? .issuer,
            refunds: refunds ?? known?.refunds ?? .restored, limits: limits)
    }

    private func limits(_ before: OfflineLimits) -> OfflineLimits? {
        let fresh = freshHours ?? before.freshHours
        return OfflineLimits(
            perVoucher: perVoucher ?? before.perVoucher, perDay: perDay ?? before.perDay,
            usesPerDay: usesPerDay ?? before.usesPerDay, freshHours: fresh,
            kitHours: kitHours ?? max(fresh, before.kitHours))
    }
}
