/// What a token promises: the kind part of its body.
///
/// - Source: T4.
package enum Terms: Hashable, Sendable, Codable {
    /// A member's card.
    case member(MemberNumber, tier: UInt8)
    /// Stored value, 1…10¹² minor units.
    case gift(Money)
    /// A discount of a campaign.
    case discount(Discount)
    /// A right with a number of uses.
    case entitlement(Entitlement)

    /// The kind of token that carries these terms.
    package var kind: TokenKind {
        switch self {
        case .member: .member
        case .gift: .gift
        case .discount: .discount
        case .entitlement: .entitlement
        }
    }
}

/// A member's number, 1…2⁴⁰−1; it says nothing about the person.
///
/// - Source: T4, R11.
package struct MemberNumber: Hashable, Comparable, Sendable, Codable {
    /// The number, 1…2⁴⁰−1.
    package let number: UInt64

    /// The highest member number, 2⁴⁰−1.
    package static let highest: UInt64 = 1 << 40 - 1

    /// The member number; `nil` outside 1…2⁴⁰−1.
    package init?(_ number: UInt64) {
        guard (1...MemberNumber.highest).contains(number) else { return nil }
        self.number = number
    }

    package static func < (left: MemberNumber, right: MemberNumber) -> Bool {
        left.number < right.number
    }

    /// The member's id as people and programs write it, `mem_1234567`.
    package var text: String { "mem_\(number)" }

    /// Reads `mem_1234567` or the bare number; `nil` for another form.
    package init?(text: String) {
        let digits = text.hasPrefix("mem_") ? text.dropFirst(4) : text[...]
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt64(digits)
        else { return nil }
        self.init(number)
    }
}

/// A campaign's number, 1…2³²−1.
package typealias CampaignNumber = UInt32

/// A discount as its token carries it.
///
/// - Source: T4.
package struct Discount: Hashable, Sendable, Codable {
    /// How the discount is reckoned.
    package enum Reduction: Hashable, Sendable, Codable {
        /// So many basis points of the price, 1…10 000.
        case percent(basisPoints: UInt16)
        /// So many minor units off, 1…10¹².
        case amount(minorUnits: Int64)
    }

    /// The campaign that pays, at least 1.
    package let campaign: CampaignNumber
    /// How the discount is reckoned.
    package let reduction: Reduction
    /// The currency of the amounts.
    package let currency: Currency
    /// The least the basket must cost, in minor units; zero for any.
    package let minimumSpend: Int64
    /// The most the discount may be, in minor units; zero for no cap.
    package let cap: Int64

    /// A discount; the issuer refuses values out of range.
    package init(
        campaign: CampaignNumber, reduction: Reduction, currency: Currency,
        minimumSpend: Int64 = 0, cap: Int64 = 0
    ) {
        self.campaign = campaign
        self.reduction = reduction
        self.currency = currency
        self.minimumSpend = minimumSpend
        self.cap = cap
    }
}

/// A right with a number of uses, as its token carries it.
///
/// - Source: T4.
package struct Entitlement: Hashable, Sendable, Codable {
    /// The campaign whose terms apply, at least 1.
    package let campaign: CampaignNumber
    /// How often it may be used, 1…65 535.
    package let uses: UInt16
    /// The first 6 bytes of SHA-256 of the campaign's terms as written, in the low 48 bits.
    package let termsDigest: UInt64

    /// A right; the issuer refuses values out of range.
    package init(campaign: CampaignNumber, uses: UInt16, termsDigest: UInt64) {
        self.campaign = campaign
        self.uses = uses
        self.termsDigest = termsDigest & 0xFFFF_FFFF_FFFF
    }
}
