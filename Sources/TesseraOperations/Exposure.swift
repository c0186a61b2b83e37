import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// What could be lost by a device that is without a network now, at most.
///
/// - Source: L15.
package struct DeviceExposure: Hashable, Sendable {
    /// The device.
    package let device: Device
    /// Where it stands.
    package let acceptor: Acceptor
    /// When its kit stops being trusted; `nil` if there is none.
    package let kitEnds: Timestamp?
    /// On how many of the issuer's days it may have spent since its last known record.
    package let days: Int
    /// What the issuer can have lost by now.
    package let now: Money
    /// How many uses the issuer can have lost by now.
    package let usesNow: Int64
    /// What more the issuer can lose until the kit ends.
    package let untilKitEnds: Money

    /// Who bears it.
    package var bearer: Agreement.Bearer { acceptor.agreement.bearer }
}

extension Counter {
    /// What could be lost at most by all devices that may be without a network: for each, its limit
    /// for a day and the days since its last known record.
    ///
    /// Devices that were given up or quarantined are not in it: nothing of theirs is paid.
    ///
    /// - Returns: A figure for each device, in order of their names.
    /// - Throws: Infrastructure errors.
    /// - Source: L15.
    package func exposure() async throws(LedgerError) -> [DeviceExposure] {
        let register = try await register()
        var exposures: [DeviceExposure] = []
        for device in register.devices {
            guard case .active = device.epoch.standing else { continue }
            exposures.append(exposure(of: device, at: try register.acceptor(device.acceptor)))
        }
        return exposures
    }

    private func exposure(of device: Device, at acceptor: Acceptor) -> DeviceExposure {
        let agreement = acceptor.agreement
        let zone = settings.zone
        let now = clock.now()
        let kitEnds = acceptor.kitMadeAt?.advanced(
            byMilliseconds: Int64(agreement.limits.kitHours) * 3_600_000)
        // What was written up to its last known record has been judged; a log never goes back.
        let from = zone.day(at: device.epoch.openSince)
        func days(through end: Timestamp) -> Int {
            max(0, zone.day(at: end).number - from.number + 1)
        }
        // Until now and not only until its kit ended: a device that lies keeps to no kit.
        let spent = days(through: now)
        let more = kitEnds.map { max(0, days(through: $0) - spent) } ?? 0
        let isIssuers = agreement.bearer == .issuer
        func money(_ days: Int) -> Money {
            Money(
                minorUnits: isIssuers ? agreement.limits.perDay * Int64(days) : 0,
                currency: agreement.currency)
        }
        return DeviceExposure(
            device: device, acceptor: acceptor, kitEnds: kitEnds, days: spent, now: money(spent),
            usesNow: isIssuers ? Int64(agreement.limits.usesPerDay * spent) : 0,
            untilKitEnds: money(more))
    }
}
