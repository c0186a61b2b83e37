import TesseraLedger
import TesseraModel

/// The log of a device as its claims arrive, one after the other.
package struct HandmadeLog: Sendable {
    /// Which device writes it.
    package let device: TillID
    /// Under which of its pairings.
    package let epoch: UInt32
    /// In which shop it stands.
    package let shop: ShopID
    private let ids: OperationIDs
    private var sequence: Int64 = 0
    private var previous = ClaimHash.beginning

    /// The empty log of a device.
    package init(
        of device: TillID, epoch: UInt32 = 1, in shop: ShopID = Sample.harbour, _ ids: OperationIDs
    ) {
        self.device = device
        self.epoch = epoch
        self.shop = shop
        self.ids = ids
    }

    /// Writes a record and wishes for its booking.
    ///
    /// - Parameters:
    ///   - act: What was done.
    ///   - occurred: When, by the device's clock.
    ///   - arrived: When it is booked; when it was done if nothing is said.
    ///   - finding: What the issuer's keys say of it.
    /// - Returns: The wish, under an id of its own.
    package mutating func record(
        _ act: Claim.Act, at occurred: Timestamp = Sample.noon, arrived: Timestamp? = nil,
        finding: Claim.Finding = .genuine
    ) -> BookingRequest {
        let id = ids.next()
        sequence += 1
        // Any thirty-two bytes will do that no other record has.
        guard let hash = ClaimHash(id.bytes + id.bytes) else {
            preconditionFailure("Twice sixteen bytes are thirty-two.")
        }
        let claim = Claim(
            device: device, epoch: epoch, sequence: sequence, hash: hash, previous: previous,
            kit: 1, occurredAt: occurred, act: act, finding: finding)
        previous = hash
        return BookingRequest(
            operation: id, wish: .claim(claim), place: Place(shop: shop, till: device),
            time: arrived ?? occurred)
    }

    /// Writes that cents were taken from a gift card.
    package mutating func take(
        cents: Int64, of position: VoucherPosition, at occurred: Timestamp = Sample.noon,
        arrived: Timestamp? = nil, finding: Claim.Finding = .genuine
    ) -> BookingRequest {
        record(
            .redeem(
                position, .amount(Sample.euros(cents: cents)), taken: cents, discount: nil),
            at: occurred, arrived: arrived, finding: finding)
    }
}

extension Sample {
    /// An agreement in euros, with no fee, that accepts everything for two years.
    package static func agreement(
        campaigns: [CampaignNumber]? = nil, acceptsGifts: Bool = true,
        validity: ValidityPeriod = twoYears, bearer: Agreement.Bearer = .issuer,
        refunds: Agreement.Refunds = .restored, perVoucher: Int64 = 100_000,
        perDay: Int64 = 1_000_000, usesPerDay: Int = 100
    ) -> Agreement {
        let limits = OfflineLimits(
            perVoucher: perVoucher, perDay: perDay, usesPerDay: usesPerDay, freshHours: 24,
            kitHours: 72)
        return Agreement(
            campaigns: campaigns, acceptsGifts: acceptsGifts, validity: validity, currency: euro,
            feeBasisPoints: 0, discountShareBasisPoints: 0, usePrice: 0, period: .month,
            bearer: bearer, refunds: refunds, limits: limits ?? .none)
    }
}
