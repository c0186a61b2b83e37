/// How far the tills of an acceptor may go without a network.
///
/// They bound what the issuer can lose: what was used twice is the issuer's loss within them, and
/// the acceptor's beyond.
///
/// - Source: L15; F23.
package struct OfflineLimits: Hashable, Sendable, Codable {
    /// The most that a device takes of one voucher until it is in touch again, in minor units of
    /// the agreement's currency, 0…10¹²; what is worth more is decided online.
    package let perVoucher: Int64
    /// The most that a device takes on one of the issuer's days, in minor units, 0…10¹².
    package let perDay: Int64
    /// The most uses of discounts and entitlements that a device takes on one of the issuer's days,
    /// 0…65 535.
    package let usesPerDay: Int
    /// For how many hours a kit is fresh; after that its till asks for a new one: 1…720.
    package let freshHours: Int
    /// For how many hours a kit is trusted at all, from ``freshHours`` to 2 160.
    package let kitHours: Int

    /// Limits; `nil` outside the ranges given with the properties.
    package init?(
        perVoucher: Int64, perDay: Int64, usesPerDay: Int, freshHours: Int, kitHours: Int
    ) {
        let amounts = 0...AmountText.largestMinorUnits
        guard amounts.contains(perVoucher), amounts.contains(perDay),
            (0...65_535).contains(usesPerDay), (1...720).contains(freshHours),
            (freshHours...2_160).contains(kitHours)
        else { return nil }
        self.perVoucher = perVoucher
        self.perDay = perDay
        self.usesPerDay = usesPerDay
        self.freshHours = freshHours
        self.kitHours = kitHours
    }

    /// Whether its numbers are in their ranges; what was read from elsewhere may not be.
    package var isFit: Bool {
        OfflineLimits(
            perVoucher: perVoucher, perDay: perDay, usesPerDay: usesPerDay,
            freshHours: freshHours, kitHours: kitHours) != nil
    }

    /// Nothing is taken without a network.
    package static let none = OfflineLimits(
        checked: (perVoucher: 0, perDay: 0, usesPerDay: 0), hours: (fresh: 24, kit: 72))

    private init(
        checked: (perVoucher: Int64, perDay: Int64, usesPerDay: Int),
        hours: (fresh: Int, kit: Int)
    ) {
        perVoucher = checked.perVoucher
        perDay = checked.perDay
        usesPerDay = checked.usesPerDay
        freshHours = hours.fresh
        kitHours = hours.kit
    }
}
