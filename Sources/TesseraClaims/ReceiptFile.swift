import TesseraCrypto
import TesseraLedger
import TesseraModel

/// The bytes of a receipt: what it says, then the signature of the issuer's kit key.
///
/// The layout stands in `docs/claims.md`.
///
/// - Source: L14.
package enum ReceiptFile {
    private static let magic = Array("TZRCPT".utf8)
    private static let version: UInt8 = 1
    private static let context = Array("tessera/v1/receipt".utf8) + [0]

    /// How the verdicts are numbered in a receipt; a number is never used for another one.
    private static let rulings: [(number: Int64, ruling: ClaimVerdict.Ruling)] = [
        (1, .accepted), (2, .acceptedLate), (3, .overLimit), (4, .undone), (5, .forged),
        (6, .notValidThen), (7, .tooLate), (8, .notAccepted), (9, .deviceRevoked),
        (10, .quarantined), (11, .wrongMAC),
    ]

    /// The bytes of a receipt's file.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign.
    package static func bytes(
        of receipt: SyncReceipt, signedBy key: Ed25519PrivateKey
    ) throws(CryptoError) -> [UInt8] {
        var out = ByteWriter(bytes: magic + [version])
        out.short(receipt.device.text.utf8)
        out.number(Int64(receipt.epoch), 4)
        out.short(receipt.acceptor.text.utf8)
        out.number(Int64(bitPattern: receipt.ledgerEpoch), 8)
        out.number(receipt.answeredAt.milliseconds, 8)
        out.number(receipt.through, 8)
        out.number(receipt.last, 8)
        out.number(Int64(receipt.gaps.count), 2)
        for gap in receipt.gaps {
            out.number(gap.lowerBound, 8)
            out.number(gap.upperBound, 8)
        }
        out.number(Int64(receipt.items.count), 4)
        for item in receipt.items { put(item, into: &out) }
        return out.bytes + (try key.signature(of: context + out.bytes))
    }

    private static func put(_ item: SyncReceipt.Item, into out: inout ByteWriter) {
        guard let ruling = rulings.first(where: { $0.ruling == item.ruling })?.number else {
            preconditionFailure("Every verdict has a number in receipts.")
        }
        out.bytes += item.operation.bytes
        out.number(item.sequence, 8)
        out.bytes += item.hash.bytes
        out.number(ruling, 1)
        for amount in [item.paid, item.lostByIssuer, item.lostByAcceptor, item.returned] {
            out.number(amount, 8)
        }
    }

    /// Reads a receipt whole, once its signature was found good.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - key: The key that the till pinned when it was paired.
    /// - Returns: What the issuer said.
    /// - Throws: ``ClaimError/receiptNotGenuine`` for a wrong signature;
    ///   ``ClaimError/damaged(_:)``, ``ClaimError/newer(_:version:)``.
    package static func receipt(
        _ bytes: [UInt8], under key: Ed25519PublicKey
    ) throws(ClaimError) -> SyncReceipt {
        guard bytes.count > magic.count + 65, Array(bytes.prefix(magic.count)) == magic else {
            throw .damaged(.receipt)
        }
        let message = context + bytes.dropLast(64)
        guard key.isSignature(Array(bytes.suffix(64)).span, of: message.span) else {
            throw .receiptNotGenuine
        }
        guard bytes[magic.count] == version else {
            throw .newer(.receipt, version: bytes[magic.count])
        }
        do throws(ClaimFault) {
            return try receipt(ByteReader(bytes.dropLast(64).dropFirst(magic.count + 1)))
        } catch { throw .damaged(.receipt) }
    }

    private static func receipt(_ content: ByteReader) throws(ClaimFault) -> SyncReceipt {
        var reader = content
        let device = TillID(String(decoding: try reader.short(), as: UTF8.self))
        let epoch = try reader.number(4)
        let acceptor = ShopID(String(decoding: try reader.short(), as: UTF8.self))
        let ledgerEpoch = UInt64(bitPattern: try reader.number(8))
        let time = try reader.number(in: ClaimRecord.times)
        let through = try reader.number(in: 0...Int64.max)
        let last = try reader.number(in: through...Int64.max)
        var gaps: [ClosedRange<Int64>] = []
        for _ in 0..<(try reader.number(2)) {
            let first = try reader.number(in: 1...Int64.max)
            gaps.append(first...(try reader.number(in: first...Int64.max)))
        }
        guard let device, let acceptor, epoch >= 1,
            SyncReceipt.areInOrder(gaps, from: through, to: last)
        else { throw .number }
        var items: [SyncReceipt.Item] = []
        for _ in 0..<(try reader.number(4)) { items.append(try item(&reader)) }
        try reader.finish()
        return SyncReceipt(
            device: device, epoch: UInt32(epoch), acceptor: acceptor, ledgerEpoch: ledgerEpoch,
            answeredAt: Timestamp(milliseconds: time), through: through, last: last, gaps: gaps,
            items: items)
    }

    private static func item(_ reader: inout ByteReader) throws(ClaimFault) -> SyncReceipt.Item {
        let operation = OperationID(bytes: try reader.take(16))
        let sequence = try reader.number(in: 1...Int64.max)
        let hash = ClaimHash(try reader.take(32))
        let number = try reader.number(1)
        let amounts = 0...Int64.max
        let paid = try reader.number(in: amounts)
        let lostByIssuer = try reader.number(in: amounts)
        let lostByAcceptor = try reader.number(in: amounts)
        let returned = try reader.number(in: amounts)
        guard let operation, let hash,
            let ruling = rulings.first(where: { $0.number == number })?.ruling
        else { throw .number }
        return SyncReceipt.Item(
            operation: operation, sequence: sequence, hash: hash, ruling: ruling, paid: paid,
            lostByIssuer: lostByIssuer, lostByAcceptor: lostByAcceptor, returned: returned)
    }
}
