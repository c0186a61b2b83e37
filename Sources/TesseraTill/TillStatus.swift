import TesseraClaims
import TesseraModel
import TesseraVerification

/// How a till stands.
package struct TillStatus: Hashable, Sendable {
    /// The till.
    package let device: TillID
    /// Where it stands.
    package let acceptor: ShopID
    /// How often it was paired.
    package let epoch: UInt32
    /// The issuer as people know it.
    package let issuer: String
    /// Whether it is for training.
    package let isTraining: Bool
    /// The kit; `nil` if there is none.
    package let age: KitAge?
    /// How far the kit lets it go; `nil` without one.
    package let limits: OfflineLimits?
    /// The currency of the limits; `nil` without a kit.
    package let currency: Currency?
    /// What it took today within its limits, in minor units.
    package let moneyToday: Int64
    /// How many uses it took today within its limits.
    package let usesToday: Int64
    /// The number of its last record; 0 if there is none.
    package let last: Int64
    /// How many records the issuer has not confirmed.
    package let unsent: Int64
    /// What was cut off the log when it was opened.
    package let tornEnd: ClaimLog.TornEnd?
}

extension OfflineTill {
    /// How many records the issuer has not confirmed, or is to be sent again.
    package var unsentCount: Int64 {
        guard let first = try? firstUnsent() else { return log.next - log.first }
        return max(0, log.next - max(first, log.first))
    }

    /// What answers stand on now; `nil` without a kit.
    package var age: KitAge? { kit.map { KitAge($0, now: clock.now()) } }

    /// How this till stands now.
    package var status: TillStatus {
        let time = clock.now()
        let day = kit.map { memory.use(on: $0.zone.day(at: time), in: $0.zone) }
        return TillStatus(
            device: pairing.device, acceptor: pairing.acceptor, epoch: pairing.epoch,
            issuer: pairing.issuer, isTraining: pairing.isTraining,
            age: age, limits: kit?.footing.limits,
            currency: kit?.footing.currency, moneyToday: day?.money ?? 0,
            usesToday: day?.uses ?? 0, last: log.next - 1, unsent: unsentCount,
            tornEnd: tornEnd)
    }
}
