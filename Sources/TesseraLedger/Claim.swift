import TesseraModel

/// What a device says it did without a network, as the book judges it.
///
/// The record's MAC and the voucher's seal have been looked at by whoever has the keys; what was
/// found stands in ``finding``. The claim's id is its operation's.
///
/// - Source: L14, R12.
package struct Claim: Hashable, Sendable, Codable {
    /// What was done.
    package enum Act: Hashable, Sendable, Codable {
        /// A voucher was used: what was asked, what was taken in the unit of its balance, and what
        /// a basket became cheaper by, in minor units.
        case redeem(VoucherPosition, Demand, taken: Int64, discount: Int64?)
        /// A claim of the same log was put back a moment after.
        case undo(OperationID)
    }

    /// What the issuer's keys say of it.
    package enum Finding: Hashable, Sendable, Codable {
        /// MAC and seal are good.
        case genuine
        /// The MAC is good, and no seal of ours is on the voucher: whoever made it has this key.
        case forged(KeyID)
        /// The record does not come from the device it names.
        case wrongMAC
    }

    /// Which device says it.
    package let device: TillID
    /// Under which of its pairings.
    package let epoch: UInt32
    /// Its number in the device's log, from 1.
    package let sequence: Int64
    /// The record's hash.
    package let hash: ClaimHash
    /// The hash of the record before it.
    package let previous: ClaimHash
    /// The number of the kit it was decided with.
    package let kit: Int64
    /// When it was done, by the device's clock.
    package let occurredAt: Timestamp
    /// What was done.
    package let act: Act
    /// What the issuer's keys say of it.
    package let finding: Finding

    /// A claim as it arrived.
    package init(
        device: TillID, epoch: UInt32, sequence: Int64, hash: ClaimHash, previous: ClaimHash,
        kit: Int64, occurredAt: Timestamp, act: Act, finding: Finding
    ) {
        self.device = device
        self.epoch = epoch
        self.sequence = sequence
        self.hash = hash
        self.previous = previous
        self.kit = kit
        self.occurredAt = occurredAt
        self.act = act
        self.finding = finding
    }

    /// How many days after a voucher's last one a claim of it may still arrive.
    package static let lateDays = 30

    /// The voucher it is about; `nil` for one that puts another back.
    package var position: VoucherPosition? {
        if case .redeem(let position, _, _, _) = act { position } else { nil }
    }

    /// Returns whether another is the same record, whatever was found of it since: keys that are
    /// gone find less.
    func isSameRecord(as other: Claim) -> Bool {
        hash == other.hash && device == other.device && epoch == other.epoch
            && sequence == other.sequence
    }
}

/// Where a record stands: in which log, under which number.
package struct ClaimPlace: Hashable, Sendable, Codable {
    /// The device.
    package let device: TillID
    /// Its pairing.
    package let epoch: UInt32
    /// The record's number.
    package let sequence: Int64

    /// A place in a log.
    package init(device: TillID, epoch: UInt32, sequence: Int64) {
        self.device = device
        self.epoch = epoch
        self.sequence = sequence
    }
}

extension Claim {
    /// Where its record stands.
    package var place: ClaimPlace {
        ClaimPlace(device: device, epoch: epoch, sequence: sequence)
    }

    /// The record as it is kept at its place.
    package func filed(as operation: OperationID) -> FiledClaim {
        FiledClaim(operation: operation, hash: hash, previous: previous)
    }
}

/// A record of a device's log that has its place in the book.
package struct FiledClaim: Hashable, Sendable, Codable {
    /// The claim's id.
    package let operation: OperationID
    /// The record's hash.
    package let hash: ClaimHash
    /// The hash of the record before it.
    package let previous: ClaimHash

    /// A record at its place.
    package init(operation: OperationID, hash: ClaimHash, previous: ClaimHash) {
        self.operation = operation
        self.hash = hash
        self.previous = previous
    }
}
