import TesseraCrypto
import TesseraModel

/// Records of one pairing of a till on their way to the issuer.
///
/// Sending the same again changes nothing, so an upload whose answer was lost is sent once more.
///
/// - Source: L14.
package struct ClaimUpload: Hashable, Sendable {
    /// Whose records they are.
    package let device: TillID
    /// Of which pairing.
    package let epoch: UInt32
    /// The records in order, without gaps; none where a till only asks how far it is known.
    package let claims: [LoggedClaim]

    /// How many records an upload has at most.
    package static let mostClaimCount = 100_000

    /// Records of one log that follow one another; at most ``mostClaimCount``.
    package init(device: TillID, epoch: UInt32, claims: [LoggedClaim]) {
        precondition(claims.count <= ClaimUpload.mostClaimCount)
        self.device = device
        self.epoch = epoch
        self.claims = claims
    }

    private static let magic = Array("TZUPLD".utf8)
    private static let version: UInt8 = 1

    /// The bytes of the upload's file; the layout stands in `docs/claims.md`.
    package var bytes: [UInt8] {
        var out = ByteWriter(bytes: ClaimUpload.magic + [ClaimUpload.version])
        out.short(device.text.utf8)
        out.number(Int64(epoch), 4)
        out.number(Int64(claims.count), 4)
        for claim in claims {
            out.number(Int64(claim.bytes.count), 2)
            out.bytes += claim.bytes
        }
        return out.bytes + Digest.sha256(out.bytes)
    }

    /// Reads an upload whole; MACs are not looked at.
    ///
    /// - Throws: ``ClaimError/damaged(_:)``, ``ClaimError/newer(_:version:)``;
    ///   ``ClaimError/recordUnreadable(number:_:)`` and ``ClaimError/uploadUnsound(sequence:)`` for
    ///   what no till writes.
    package init(_ bytes: [UInt8]) throws(ClaimError) {
        let content = try ClaimFile.upload.content(
            bytes, magic: ClaimUpload.magic, version: ClaimUpload.version)
        var reader = ByteReader(content)
        var number = 0
        do throws(ClaimFault) {
            let name = TillID(String(decoding: try reader.short(), as: UTF8.self))
            let epoch = try reader.number(4)
            let count = Int(try reader.number(4))
            guard let name, epoch >= 1, count <= ClaimUpload.mostClaimCount else {
                throw .number
            }
            var claims: [LoggedClaim] = []
            while claims.count < count {
                number = claims.count + 1
                let byteCount = Int(try reader.number(2))
                guard byteCount <= ClaimBytes.mostByteCount else { throw .frame }
                claims.append(try LoggedClaim(try reader.take(byteCount)))
            }
            try reader.finish()
            self.init(device: name, epoch: UInt32(epoch), claims: claims)
        } catch {
            guard number > 0 else { throw .damaged(.upload) }
            throw .recordUnreadable(number: number, error)
        }
        for (index, claim) in claims.enumerated() {
            let record = claim.record
            guard record.device == device, record.epoch == epoch,
                record.sequence == claims[0].record.sequence + Int64(index)
            else { throw .uploadUnsound(sequence: record.sequence) }
        }
    }
}
