import Foundation
import TesseraClaims
import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraTill
import TesseraToken
import TesseraVerification

/// A paired till for practising, with a kit that was made three hours ago and some codes in files.
enum SampleTill {
    static func install(in home: String) throws {
        let kitKey = try SampleKeys.kitKey()
        let pairing = Pairing(
            device: Sample.till1, acceptor: Sample.harbour, epoch: 1,
            key: try DeviceKey(SecretBytes(64..<96)), kitKey: kitKey.publicKey,
            issuer: "Harbour Coffee", ledgerEpoch: 7, isTraining: true)
        try OfflineTill.install(
            PairingFile.bytes(of: pairing),
            kit: KitFile.bytes(of: kit(), signedBy: kitKey), in: "\(home)/till", at: now)
        for (name, slot) in [("gift", 70_001), ("second", 70_002), ("third", 70_003)] {
            var token = HandmadeToken()
            token.keyID = record.id.number
            token.slot = UInt32(slot)
            try Data("\(token.text(record))\n".utf8)
                .write(to: URL(filePath: home).appending(path: "\(name).txt"))
        }
    }

    private static let record = SampleKeys.record(id: 0xFF01)
    /// 2026-11-22T10:00:00Z, when all transcripts play.
    private static let now = Timestamp(seconds: 1_795_341_600)

    private static func kit() throws -> Kit {
        let made = now.advanced(byMilliseconds: -3 * 3_600_000)
        let limits = OfflineLimits(
            perVoucher: 3_000, perDay: 5_000, usesPerDay: 10, freshHours: 12, kitHours: 24)
        let leaf = try SampleKeys.epoch().leaf(
            .tokenTag, kind: .gift, audience: .ownShops, keyID: record.id)
        var status = StatusMap(lists: [UInt16(3)])
        status.note([(Sample.position(3, 70_003), .spent)])
        return Kit(
            edition: KitEdition(
                acceptor: Sample.harbour, device: Sample.till1, sequence: 4, issuedAt: made,
                freshUntil: made.advanced(byMilliseconds: 12 * 3_600_000),
                expiresAt: made.advanced(byMilliseconds: 24 * 3_600_000)),
            issuer: "Harbour Coffee", zone: Sample.bucharest, audiences: [.ownShops],
            isTraining: true, footing: .own(Sample.euro, limits ?? .none),
            keys: [
                KitKey(
                    record: SampleKeys.record(id: 0xFF01, kinds: KindSet([.gift])),
                    material: .leaves([.gift: leaf]))
            ], status: status)
    }
}
