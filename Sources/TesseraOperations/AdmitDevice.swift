import TesseraClaims
import TesseraCrypto
import TesseraLedger
import TesseraModel

/// A till that showed who it is.
package struct AdmittedDevice: Hashable, Sendable {
    /// As the book has it.
    package let device: Device
    /// Whether its pairing is the latest and was not given up. Any other one may still tell what it
    /// did, and nothing else.
    package let isActive: Bool
}

extension Counter {
    /// Lets a till in that asks for itself, by the key of its pairing.
    ///
    /// - Parameters:
    ///   - proof: What it sent.
    ///   - request: The method and the address with its query, with a space between.
    /// - Returns: The till.
    /// - Throws: ``AccessError/deviceNotAdmitted`` for an unknown till and a wrong MAC alike;
    ///   ``AccessError/deviceClockOff(_:)`` for a genuine one whose clock is off by more than ten
    ///   minutes; infrastructure errors; what fetching the secrets throws.
    /// - Source: L14.
    package func admitDevice(
        _ proof: DeviceProof, for request: String
    ) async throws -> AdmittedDevice {
        // The key is made of the name, so an unknown one costs the same.
        let secret = try keyRoom.tillSecret()
        let key = try DeviceKey(try secret.key(of: proof.device, epoch: proof.epoch))
        let isGenuine = proof.isMade(for: request, under: key)
        guard isGenuine,
            case .device(let device)? = try await ledger.party(.device(proof.device)),
            let epoch = device.epochs.first(where: { $0.number == proof.epoch })
        else { throw AccessError.deviceNotAdmitted }
        let (now, shown) = (clock.now().milliseconds, proof.time.milliseconds)
        let (apart, overflow) = now.subtractingReportingOverflow(shown)
        guard !overflow, apart.magnitude <= DeviceProof.toleranceMilliseconds.magnitude else {
            throw AccessError.deviceClockOff(clock.now())
        }
        return AdmittedDevice(
            device: device,
            isActive: epoch.number == device.epoch.number && epoch.standing == .active)
    }
}
