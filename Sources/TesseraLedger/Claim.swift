import TesseraModel

/// Thirty-two bytes that name a record of a device's log by its content.
package struct ClaimHash: Hashable, Sendable {
    /// The bytes as four numbers, big-endian.
    private let words: [4 of UInt64]

    /// The hash of thirty-two bytes; `nil` for another count.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words: [4 of UInt64] = .init(repeating: 0)
        for (index, byte) in bytes.enumerated() {
            words[index / 8] = words[index / 8] << 8 | UInt64(byte)
        }
        self.words = words
    }

    /// What stands before the first record of a log: thirty-two zeros.
    package static let beginning = ClaimHash(words: .init(repeating: 0))

    private init(words: [4 of UInt64]) { self.words = words }

    /// The thirty-two bytes.
    package var bytes: [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - 8 * ($0 % 8))) }
    }

    package static func == (left: ClaimHash, right: ClaimHash) -> Bool {
        left.words[0] == right.words[0] && left.words[1] == right.words[1]
            && left.words[2] == right.words[2] && left.words[3] == right.words[3]
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(words[3]) }

    /// The bytes as 64 hexadecimal digits.
    package var text: String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Reads 64 hexadecimal digits in lower case; `nil` for another form.
    package init?(text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64, !digits.contains(where: { (65...90).contains($0) }) else {
            return nil
        }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard
                let byte = UInt8(
                    String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16),
                digits[index] != UInt8(ascii: "+")
            else { return nil }
            bytes.append(byte)
        }
        self.init(bytes)
    }
}

extension ClaimHash: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = ClaimHash(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not sixty-four hexadecimal digits")
        }
        self = hash
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

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

/// What the book made of a claim; it is judged once.
///
/// - Source: L14, R12; F23.
package struct ClaimVerdict: Hashable, Sendable, Codable {
    /// The verdict in one word.
    package enum Ruling: String, Hashable, Sendable, Codable, CaseIterable {
        /// Covered and paid.
        case accepted
        /// Covered and paid although the voucher has expired since.
        case acceptedLate = "accepted_late"
        /// Not all was covered; the rest is a loss.
        case overLimit = "over_limit"
        /// Put back, before or after it arrived.
        case undone
        /// No seal of ours; nothing is paid.
        case forged
        /// The voucher was not good at that time; nothing is paid.
        case notValidThen = "not_valid_then"
        /// It arrived more than ``Claim/lateDays`` days after the voucher's last one.
        case tooLate = "too_late"
        /// The agreement does not cover it; nothing is paid.
        case notAccepted = "not_accepted"
        /// The device was given up; nothing is paid.
        case deviceRevoked = "device_revoked"
        /// The device's log has two futures; nothing is paid.
        case quarantined
        /// The record does not come from that device; nothing is paid.
        case wrongMAC = "wrong_mac"
    }

    /// The verdict in one word.
    package let ruling: Ruling
    /// What was taken from the voucher's balance, in its unit.
    package let paid: Int64
    /// What the issuer lost, in the same unit.
    package let lostByIssuer: Int64
    /// What the acceptor lost, in the same unit.
    package let lostByAcceptor: Int64
    /// What was put back on the voucher, in the same unit.
    package let returned: Int64
    /// What the voucher holds afterwards; `nil` where it was not looked at.
    package let balance: Int64?
    /// What a basket became cheaper by, in minor units of the discount's currency.
    package let discount: Int64?
    /// Whether the record contradicts those of its log that arrived before, and so gets no place.
    package let isFork: Bool

    /// A verdict.
    package init(
        ruling: Ruling, paid: Int64 = 0, lostByIssuer: Int64 = 0, lostByAcceptor: Int64 = 0,
        returned: Int64 = 0, balance: Int64? = nil, discount: Int64? = nil,
        isFork: Bool = false
    ) {
        self.isFork = isFork
        self.ruling = ruling
        self.paid = paid
        self.lostByIssuer = lostByIssuer
        self.lostByAcceptor = lostByAcceptor
        self.returned = returned
        self.balance = balance
        self.discount = discount
    }

    /// Returns whether the record gets a place in its device's log if that is free: it comes from
    /// the device, and follows from what is there.
    package func isFiled(_ claim: Claim) -> Bool { ruling != .wrongMAC && !isFork }

    /// Returns whether somebody should look at it.
    package var isConflict: Bool {
        switch ruling {
        case .accepted, .acceptedLate, .undone: false
        default: true
        }
    }
}
