import TesseraModel

/// A member as a replay knows one; nothing of the person.
package struct ReplayMember: Hashable, Sendable {
    /// The member's number.
    package let number: MemberNumber
    /// When the member joined.
    package let joinedAt: Timestamp
    /// The birthday, if known, as month × 100 + day, 101…1231.
    package let birthday: Int?
    /// From when on nothing arises for the member by itself: the card was stopped or the profile
    /// erased; `nil` for never.
    package let leftAt: Timestamp?

    /// A member.
    package init(
        number: MemberNumber, joinedAt: Timestamp, birthday: Int? = nil, leftAt: Timestamp? = nil
    ) {
        self.number = number
        self.joinedAt = joinedAt
        self.birthday = birthday
        self.leftAt = leftAt
    }
}

/// What a draft is replayed with, besides what happened.
package struct ReplayTerms {
    /// The programme that is tried.
    package var draft: Programme
    /// The issuer's zone.
    package var zone: IssuerZone
    /// The members; one who is not among them joins with the first event, and nothing arises for
    /// that one by itself.
    package var members: [ReplayMember] = []
    /// From when on is counted; `nil` from the beginning.
    package var since: Timestamp?
    /// Until when things arise by themselves; `nil` for the time of the last event.
    package var until: Timestamp?
    /// From which the winners of draws are found.
    package var seed: DrawValue
    /// A number that is the same for the same label.
    package var chance: (String) -> UInt64
    /// SHA-256.
    package var digest: ([UInt8]) -> [UInt8]
    /// What a voucher that was shown promised; `nil` for one that is not known, which is then not
    /// shown, unless it paid.
    package var voucher: (VoucherPosition) -> PresentedVoucher?

    /// Terms that count everything and know no members and no vouchers.
    package init(
        draft: Programme, zone: IssuerZone, seed: DrawValue,
        chance: @escaping (String) -> UInt64, digest: @escaping ([UInt8]) -> [UInt8],
        voucher: @escaping (VoucherPosition) -> PresentedVoucher? = { _ in nil }
    ) {
        self.draft = draft
        self.zone = zone
        self.seed = seed
        self.chance = chance
        self.digest = digest
        self.voucher = voucher
    }
}
