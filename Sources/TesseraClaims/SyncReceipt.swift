import TesseraCrypto
import TesseraLedger
import TesseraModel

/// The issuer's answer to an upload, signed, so that an acceptor can prove what it was told.
///
/// - Source: L14, L16.
package struct SyncReceipt: Hashable, Sendable {
    /// What became of one record.
    package struct Item: Hashable, Sendable {
        /// The claim's id, which is its operation's.
        package let operation: OperationID
        /// Its number in the log.
        package let sequence: Int64
        /// The record's hash.
        package let hash: ClaimHash
        /// The verdict in one word.
        package let ruling: ClaimVerdict.Ruling
        /// What was taken from the voucher's balance, in its unit; as are the next three.
        package let paid: Int64
        /// What the issuer lost.
        package let lostByIssuer: Int64
        /// What the acceptor lost.
        package let lostByAcceptor: Int64
        /// What was put back on the voucher.
        package let returned: Int64

        /// A record and its verdict.
        package init(_ claim: LoggedClaim, _ verdict: ClaimVerdict) {
            self.init(
                operation: claim.record.id, sequence: claim.record.sequence, hash: claim.hash,
                ruling: verdict.ruling, paid: verdict.paid, lostByIssuer: verdict.lostByIssuer,
                lostByAcceptor: verdict.lostByAcceptor, returned: verdict.returned)
        }

        /// A record and what became of it; amounts are 0 or more.
        package init(
            operation: OperationID, sequence: Int64, hash: ClaimHash,
            ruling: ClaimVerdict.Ruling, paid: Int64, lostByIssuer: Int64,
            lostByAcceptor: Int64, returned: Int64
        ) {
            precondition(sequence >= 1)
            precondition(min(paid, lostByIssuer, lostByAcceptor, returned) >= 0)
            self.operation = operation
            self.sequence = sequence
            self.hash = hash
            self.ruling = ruling
            self.paid = paid
            self.lostByIssuer = lostByIssuer
            self.lostByAcceptor = lostByAcceptor
            self.returned = returned
        }
    }

    /// Whose records were judged.
    package let device: TillID
    /// Of which pairing.
    package let epoch: UInt32
    /// Where the till stands.
    package let acceptor: ShopID
    /// Which life of the issuer's book answered; another one after a restored backup.
    package let ledgerEpoch: UInt64
    /// When, by the ledger's clock.
    package let answeredAt: Timestamp
    /// The highest number up to which the issuer has all records; 0 if it has none.
    package let through: Int64
    /// The highest number that the issuer has; ``through`` if nothing is missing.
    package let last: Int64
    /// What is missing between the two, in order.
    package let gaps: [ClosedRange<Int64>]
    /// What became of the records of the upload, in its order.
    package let items: [Item]

    /// An answer; gaps are between `through` and `last`, apart and in order.
    package init(
        device: TillID, epoch: UInt32, acceptor: ShopID, ledgerEpoch: UInt64,
        answeredAt: Timestamp, through: Int64, last: Int64, gaps: [ClosedRange<Int64>],
        items: [Item]
    ) {
        precondition(epoch >= 1 && through >= 0 && gaps.count <= 65_535)
        precondition(ClaimRecord.times.contains(answeredAt.milliseconds))
        precondition(SyncReceipt.areInOrder(gaps, from: through, to: last))
        self.device = device
        self.epoch = epoch
        self.acceptor = acceptor
        self.ledgerEpoch = ledgerEpoch
        self.answeredAt = answeredAt
        self.through = through
        self.last = last
        self.gaps = gaps
        self.items = items
    }

    /// Returns whether gaps are what is missing between two numbers.
    static func areInOrder(
        _ gaps: [ClosedRange<Int64>], from through: Int64, to last: Int64
    ) -> Bool {
        guard let first = gaps.first, let final = gaps.last else { return through == last }
        guard first.lowerBound == through + 1, final.upperBound < last else { return false }
        return zip(gaps, gaps.dropFirst()).allSatisfy { $0.upperBound + 1 < $1.lowerBound }
    }

    /// The answer to an upload as the book's record of the device has it.
    package init(
        to upload: ClaimUpload, at acceptor: ShopID, of ledgerEpoch: UInt64,
        answeredAt: Timestamp, progress: LogProgress, items: [Item]
    ) {
        self.init(
            device: upload.device, epoch: upload.epoch, acceptor: acceptor,
            ledgerEpoch: ledgerEpoch, answeredAt: answeredAt, through: progress.through,
            last: progress.ahead.last?.last ?? progress.through, gaps: progress.gaps,
            items: items)
    }
}
