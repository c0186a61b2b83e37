import TesseraCrypto
import TesseraModel

/// What a till says with a request to show that it is the till: its name, the pairing, its clock,
/// and a MAC over them and what is asked.
///
/// It covers the method and the address, not what is sent: the records of an upload have MACs of
/// their own, and TLS keeps the rest together. Somebody who got hold of one can repeat that request
/// for ten minutes, which changes nothing that the till did not do itself.
///
/// - Source: L14; docs/claims.md, "A till that asks for itself".
package struct DeviceProof: Hashable, Sendable {
    /// The word in front of it in an `Authorization` header, in lower case.
    package static let scheme = "tessera-device"
    /// How far the till's clock may be off, in milliseconds: ten minutes.
    package static let toleranceMilliseconds: Int64 = 600_000

    /// Who asks.
    package let device: TillID
    /// The pairing whose key made it, 1 for the first.
    package let epoch: UInt32
    /// The till's clock.
    package let time: Timestamp
    private let mac: String

    /// A proof for one request.
    ///
    /// - Parameters:
    ///   - device: Who asks.
    ///   - epoch: The pairing.
    ///   - time: The till's clock.
    ///   - request: The method and the address with its query, with a space between.
    ///   - key: The pairing's key.
    package init(
        of device: TillID, epoch: UInt32, at time: Timestamp, for request: String,
        under key: DeviceKey
    ) {
        (self.device, self.epoch, self.time) = (device, epoch, time)
        mac = Self.mac(of: request, device, epoch, time, key)
    }

    /// Reads what stands behind the scheme: four words.
    ///
    /// - Returns: `nil` for anything else.
    package init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 4, let device = TillID(words[0]), let epoch = UInt32(words[1]),
            let time = Int64(words[2]), words[3].utf8.count == 64
        else { return nil }
        (self.device, self.epoch) = (device, epoch)
        (self.time, mac) = (Timestamp(milliseconds: time), words[3])
        guard self.text == text else { return nil }
    }

    /// The four words: name, pairing, milliseconds since 1970, and the MAC in hexadecimal digits.
    package var text: String { "\(device.text) \(epoch) \(time.milliseconds) \(mac)" }

    /// Whether the key made it for this request; compared in constant time.
    package func isMade(for request: String, under key: DeviceKey) -> Bool {
        let wanted = Self.mac(of: request, device, epoch, time, key)
        return SecretBytes(Array(mac.utf8)).matches(SecretBytes(Array(wanted.utf8)))
    }

    private static func mac(
        of request: String, _ device: TillID, _ epoch: UInt32, _ time: Timestamp, _ key: DeviceKey
    ) -> String {
        let said = "\(device.text) \(epoch) \(time.milliseconds) \(request)"
        return key.mac(of: Array(said.utf8), for: .request).prefix(32).hexadecimal
    }
}
