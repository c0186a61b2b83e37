import TesseraModel

/// Where vouchers are used: a shop of our own or a partner's, with what was agreed.
///
/// - Source: concepts 1 and 3.
package struct Acceptor: Hashable, Sendable, Codable {
    /// The name in commands, places and accounts.
    package let id: ShopID
    /// The name people read, 1…100 characters.
    package var name: String
    /// Whose vouchers it accepts: 0 for our own shops, a partner's own number otherwise.
    package let audience: Audience
    /// The groups it belongs to, by name, in order.
    package var groups: [ShopID]
    /// What was agreed last.
    package var agreement: Agreement
    /// How often it was agreed, from 1.
    package var version: Int
    /// When and why the agreement ended; `nil` while it holds.
    package var end: End?
    /// The number of the latest kit that was made for it; 0 if none was.
    package var kit: Int64 = 0
    /// When that kit was made.
    package var kitMadeAt: Timestamp?
    /// The sealed number that the latest settlement went through; 0 if there was none.
    package var settledThrough: Int64 = 0
    /// How many settlements there were.
    package var settlements: Int = 0

    /// When and why something ended.
    package struct End: Hashable, Sendable, Codable {
        /// When, by the ledger's clock.
        package let time: Timestamp
        /// Why, in the office's words.
        package let reason: String

        /// An end.
        package init(time: Timestamp, reason: String) {
            self.time = time
            self.reason = reason
        }
    }

    /// Returns whether it is a partner and no shop of our own.
    package var isPartner: Bool { audience != .ownShops }
}

/// Several partners that accept the same vouchers.
package struct PartnerGroup: Hashable, Sendable, Codable {
    /// The name in commands.
    package let id: ShopID
    /// Whose vouchers they are: 0x8000…0xFFFE.
    package let audience: Audience
}

/// A till as the book knows it.
///
/// - Source: concept 1, L14.
package struct Device: Hashable, Sendable, Codable {
    /// Its name, which is the till's in every entry.
    package let id: TillID
    /// Where it stands.
    package let acceptor: ShopID
    /// The times it was paired, the latest last; at least one.
    package var epochs: [DeviceEpoch]
    /// What of its claims was lost on which of the issuer's days; the latest hundred.
    package var losses: [DayLoss] = []
    /// When it was last heard of: a claim that was booked.
    package var heardAt: Timestamp?

    /// The latest pairing.
    package var epoch: DeviceEpoch { epochs[epochs.count - 1] }

    /// What was lost on a day.
    func loss(on day: Int) -> DayLoss {
        losses.first { $0.day == day } ?? DayLoss(day: day, minorUnits: 0, uses: 0)
    }

    /// Notes what was lost on a day; the hundred latest days are kept.
    mutating func put(_ loss: DayLoss) {
        losses.removeAll { $0.day == loss.day }
        if loss.minorUnits > 0 || loss.uses > 0 { losses.append(loss) }
        losses.sort { $0.day < $1.day }
        if losses.count > 100 { losses.removeFirst() }
    }
}

/// What the issuer bore of a device's claims on one of its days.
package struct DayLoss: Hashable, Sendable, Codable {
    /// The day as a civil number.
    package let day: Int
    /// In minor units of the agreement's currency.
    package var minorUnits: Int64
    /// In uses of discounts and entitlements.
    package var uses: Int
}

/// A device from one pairing to the next: its key and its log are of one epoch.
package struct DeviceEpoch: Hashable, Sendable, Codable {
    /// What may become of it.
    package enum Standing: Hashable, Sendable, Codable {
        /// Its claims are judged.
        case active
        /// It was given up: a new pairing, a theft. Its claims are recorded and not paid.
        case revoked(at: Timestamp, reason: String)
        /// Its log has two futures: it was copied or set back. Its claims are recorded only.
        case quarantined(at: Timestamp, sequence: Int64)
    }

    /// 1 for the first pairing.
    package let number: UInt32
    /// When it was paired, by the ledger's clock.
    package let pairedAt: Timestamp
    /// What became of it.
    package var standing = Standing.active
    /// How far its log is known.
    package var progress = LogProgress()

    /// From when on anything that is still to come of its log can have happened: a log never goes
    /// back.
    package var openSince: Timestamp { max(progress.throughTime ?? pairedAt, pairedAt) }
}

/// Somebody the book has a record of.
package enum Party: Hashable, Sendable, Codable {
    /// Where vouchers are used.
    case acceptor(Acceptor)
    /// Several partners together.
    case group(PartnerGroup)
    /// A till.
    case device(Device)
    /// Somebody who works.
    case `operator`(Operator)

    /// Under which name it is kept.
    package var name: PartyName {
        switch self {
        case .acceptor(let acceptor): .acceptor(acceptor.id)
        case .group(let group): .group(group.id)
        case .device(let device): .device(device.id)
        case .operator(let worker): .operator(worker.id)
        }
    }
}

/// Under which name a party is kept: `acceptor:harbour`, `group:old-town`, `device:till-1`,
/// `operator:ana-7`.
package struct PartyName: Hashable, Comparable, Sendable {
    /// The name as stored.
    package let text: String

    /// The name as it was stored.
    package init(text: String) { self.text = text }

    /// An acceptor's.
    package static func acceptor(_ id: ShopID) -> PartyName {
        PartyName(text: "acceptor:\(id.text)")
    }
    /// A group's.
    package static func group(_ id: ShopID) -> PartyName { PartyName(text: "group:\(id.text)") }
    /// A device's.
    package static func device(_ id: TillID) -> PartyName { PartyName(text: "device:\(id.text)") }

    /// An operator's.
    package static func `operator`(_ id: OperatorID) -> PartyName {
        PartyName(text: "operator:\(id.text)")
    }

    /// Whether who asks for it is about to change it: a device's name, or an operator's.
    package var isReadToChange: Bool {
        text.hasPrefix("device:") || text.hasPrefix("operator:")
    }

    package static func < (left: PartyName, right: PartyName) -> Bool { left.text < right.text }
}
