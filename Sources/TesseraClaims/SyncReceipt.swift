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
    /// What is missing between records beyond that, in order.
    package let gaps: [ClosedRange<Int64>]
    /// What became of the records of the upload, in its order.
    package let items: [Item]

    /// An answer; gaps are beyond `through`, apart and in order.
    package init(
        device: TillID, epoch: UInt32, acceptor: ShopID, ledgerEpoch: UInt64,
        answeredAt: Timestamp, through: Int64, gaps: [ClosedRange<Int64>], items: [Item]
    ) {
        precondition(epoch >= 1 && through >= 0 && gaps.count <= 65_535)
        precondition(ClaimRecord.times.contains(answeredAt.milliseconds))
        precondition(SyncReceipt.areInOrder(gaps, beyond: through))
        self.device = device
        self.epoch = epoch
        self.acceptor = acceptor
        self.ledgerEpoch = ledgerEpoch
        self.answeredAt = answeredAt
        self.through = through
        self.gaps = gaps
        self.items = items
    }

    /// Returns whether gaps begin right behind what is known and keep their order.
    static func areInOrder(_ gaps: [ClosedRange<Int64>], beyond through: Int64) -> Bool {
        var last = through
        for gap in gaps {
            guard gap.lowerBound > last, gap.upperBound < Int64.max else { return false }
            last = gap.upperBound + 1
        }
        return true
    }
}
