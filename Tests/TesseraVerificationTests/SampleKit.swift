import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// A kit with a key of each suite, and its bytes put together by hand.
enum SampleKit {
    /// The kit of a till of our own shops.
    static func kit(_ status: StatusMap = StatusMap(lists: [UInt16(3)])) throws -> Kit {
        let leaves = SampleKeys.record(kinds: KindSet([.member, .gift]))
        let pair = SampleKeys.record(
            id: 8, suite: .ed25519, kinds: KindSet([.gift]), audience: Audience(7),
            state: .verifyOnly)
        guard case .ed25519(let publicKey) = try SampleKeys.key(.gift, pair).tagKey else {
            throw Missing()
        }
        return Kit(
            issuer: "Cafe Pătrat", zone: Sample.bucharest, audiences: [.ownShops, Audience(7)],
            isTraining: false, issuedAt: Sample.noon,
            expiresAt: Sample.noon.advanced(byMilliseconds: 86_400_000),
            keys: [
                KitKey(
                    record: leaves,
                    material: .leaves([
                        .member: try leaf(.member, leaves), .gift: try leaf(.gift, leaves),
                    ])),
                KitKey(record: pair, material: .publicKey(publicKey)),
            ],
            status: status)
    }

    private static func leaf(_ kind: TokenKind, _ record: KeyRecord) throws -> SecretBytes {
        try SampleKeys.epoch().leaf(
            .tokenTag, kind: kind, audience: record.audience, keyID: record.id)
    }

    /// A list as it stands in a file.
    struct WrittenList {
        var list: UInt16 = 3
        var form: UInt8 = 0
        var bytes: [UInt8]
    }

    /// The kit's file with its lists replaced and its checksum made anew.
    static func bytes(lists: [WrittenList], behind: [UInt8] = []) throws -> [UInt8] {
        let none = KitFile.bytes(of: try kit(StatusMap(lists: [UInt16]())))
        var bytes = Array(none.dropLast(34)) + [0, UInt8(lists.count)]
        for list in lists {
            bytes += [UInt8(list.list >> 8), UInt8(list.list & 255), list.form]
            bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: list.bytes.count >> $0) }
            bytes += list.bytes
        }
        return checked(bytes + behind)
    }

    /// Bytes and their checksum.
    static func checked(_ bytes: [UInt8]) -> [UInt8] { bytes + Digest.sha256(bytes) }
}
