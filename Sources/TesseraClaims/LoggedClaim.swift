import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraToken

/// A record with the MAC of its device, as it stands in the log and travels to the issuer.
///
/// That it can be read says nothing about who made it: ``isAuthentic(under:)`` does.
///
/// - Source: L14.
package struct LoggedClaim: Hashable, Sendable {
    /// What the device says.
    package let record: ClaimRecord
    /// The record's bytes, and behind them the 32 of the MAC.
    package let bytes: [UInt8]
    /// SHA-256 of ``bytes``.
    package let hash: ClaimHash

    /// A record under the key of its device.
    package init(_ record: ClaimRecord, key: DeviceKey) {
        let written = ClaimBytes.bytes(of: record)
        self.record = record
        bytes = written + key.mac(of: written, for: .claim).prefix(32)
        hash = LoggedClaim.hash(of: bytes)
    }

    /// Reads a record and its MAC; the MAC is not looked at.
    ///
    /// - Throws: The first fault of the layout.
    package init(_ bytes: some Collection<UInt8>) throws(ClaimFault) {
        let bytes = Array(bytes)
        guard bytes.count > 32 else { throw .cut }
        record = try ClaimBytes.record(bytes.dropLast(32))
        self.bytes = bytes
        hash = LoggedClaim.hash(of: bytes)
    }

    /// Returns whether the MAC is the device's, comparing in constant time.
    package func isAuthentic(under key: DeviceKey) -> Bool {
        key.mac(of: Array(bytes.dropLast(32)), for: .claim)
            .matches(first: 32, of: bytes.span, at: bytes.count - 32)
    }

    /// The record as the book judges it; its id is that of the operation.
    ///
    /// - Parameter finding: What the issuer's keys say of MAC and seal.
    /// - Returns: The claim, with the voucher by its position.
    package func claim(finding: Claim.Finding) -> Claim {
        let act: Claim.Act =
            switch record.act {
            case .undo(let claim): .undo(claim)
            case .redeem(let taken):
                .redeem(
                    taken.body.token.position, taken.demand, taken: taken.amount,
                    discount: taken.discount)
            }
        return Claim(
            device: record.device, epoch: record.epoch, sequence: record.sequence, hash: hash,
            previous: record.previous, kit: record.kit, occurredAt: record.occurredAt, act: act,
            finding: finding)
    }

    private static func hash(of bytes: [UInt8]) -> ClaimHash {
        guard let hash = ClaimHash(Digest.sha256(bytes)) else {
            preconditionFailure("SHA-256 has thirty-two bytes.")
        }
        return hash
    }
}
