import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraToken

/// What the holder of a link sees of a card.
package struct OpenedCard: Sendable {
    /// Whose card it is.
    package let subject: CardSubject
    /// When all of it was so.
    package let time: Timestamp
    /// The first word of the member's name; `nil` if unknown, and for vouchers.
    package let name: String?
    /// The member's card, or the voucher, as the book has it.
    package let voucher: VoucherState
    /// Why it cannot be used today; nothing for a good one.
    package let failures: [LedgerError]
    /// Its codes.
    package let codes: IssuedVoucher
    /// 64 hexadecimal digits of what this card's live codes are made with; `nil` for vouchers.
    package let liveKey: String?
    /// What a member has; empty for vouchers.
    package let holdings: [HoldingBalance]
    /// What was booked, oldest first.
    package let movements: [CardMovement]
    /// The vouchers that a member's events brought and that are good today.
    package let benefits: [(voucher: VoucherState, codes: IssuedVoucher)]
    /// Levels and what is next; `nil` for vouchers.
    package let standing: RecognisedMember?
    /// Where it is taken.
    package let places: [CardPlace]
    /// What the giver wrote, until the voucher was made the own.
    package let gift: CardGift?

    /// Whether its holder may hand it on.
    package var mayBeGiven: Bool {
        voucher.terms.kind != .member && voucher.holder == nil && failures.isEmpty
    }
}

extension Counter {
    /// Ten links at once that open nothing, from one place, and one more every six seconds.
    private static let wrongLinks = BucketRule(capacity: 10, refillMilliseconds: 6_000)
    /// How many benefits a card shows at most.
    private static let mostBenefits = 20

    /// The card that a link opens.
    ///
    /// - Parameters:
    ///   - text: What stood behind `#` in the address; anything.
    ///   - source: From where it is tried.
    /// - Returns: What the holder may see of it.
    /// - Throws: ``AccessError/cardLinkEnded`` for whatever opens nothing, in one way for all:
    ///   unknown, ended, handed on, of a member who was erased;
    ///   ``AccessError/tooManyTries(seconds:)`` after too many of those; ``ConfigurationError`` and
    ///   ``TokenError`` where its code cannot be made any more; infrastructure errors.
    /// - Source: F14, F15; M51, M53.
    package func openCard(_ text: String, from source: AccessSource) async throws -> OpenedCard {
        let (link, kept) = try await admittedLink(text, from: source)
        guard kept.handedOn == nil else { throw try await refusal(from: source) }
        switch link.subject {
        case .member(let number):
            let member = try await ledger.member(number)
            guard member.erasedAt == nil else { throw try await refusal(from: source) }
            return try await opened(member)
        case .voucher(let position):
            return try await opened(position, kept.gift)
        }
    }

    /// A link that was made and not ended, with what is kept of it.
    ///
    /// - Throws: As ``openCard(_:from:)``.
    func admittedLink(
        _ text: String, from source: AccessSource
    ) async throws -> (link: CardLinkText, kept: KeptCardLink) {
        let link = CardLinkText(text)
        var kept: KeptCardLink?
        if let link {
            kept = try await self.kept(KeptCardLink.self, on: KeptCardLink.slip(link.subject))
        }
        // Compared with something in either case: a card that has a link takes no other time.
        let digest = SecretBytes(kept?.digest ?? [UInt8](repeating: 0, count: 32))
        guard SecretBytes(link?.digest ?? []).matches(digest), let link, let kept else {
            throw try await refusal(from: source)
        }
        return (link, kept)
    }

    /// What whoever comes with a link that opens nothing is told: no, or to wait.
    func refusal(from source: AccessSource) async throws -> AccessError {
        let bucket = NamedBucket(
            name: SlipNames.hashed("wrong/link/", source.text), rule: Self.wrongLinks)
        if let seconds = try await spend(bucket) { return .tooManyTries(seconds: seconds) }
        return .cardLinkEnded
    }

    private func opened(_ member: Member) async throws -> OpenedCard {
        let position = try await currentCard(of: member)
        let voucher = try await ledger.voucher(at: position)
        let batch = try await ledger.batch(covering: position)
        let key = try key(batch.order.keyID, .member)
        let known = try await recognised(member)
        var benefits: [(VoucherState, IssuedVoucher)] = []
        for granted in try await vouchers(grantedTo: member).reversed()
        where failures(of: granted).isEmpty && benefits.count < Self.mostBenefits {
            benefits.append((granted, try await issued(granted.position)))
        }
        return OpenedCard(
            subject: .member(member.number), time: clock.now(),
            name: known.name.flatMap { $0.split(separator: " ").first.map(String.init) },
            voucher: voucher, failures: failures(of: voucher),
            codes: try await issued(position),
            liveKey: key.liveCodeKey.memberSecret(at: position).exposed().hexadecimal,
            holdings: try await holdings(of: member.number),
            movements: try await movements(of: member).suffix(CardMovement.most).map(
                CardMovement.init),
            benefits: benefits, standing: known,
            places: try await places(for: voucher.terms, of: batch.order.audience), gift: nil)
    }

    private func opened(
        _ position: VoucherPosition, _ gift: CardGift?
    ) async throws -> OpenedCard {
        let voucher = try await ledger.voucher(at: position)
        let batch = try await ledger.batch(covering: position)
        return OpenedCard(
            subject: .voucher(position), time: clock.now(), name: nil, voucher: voucher,
            failures: failures(of: voucher), codes: try await issued(position), liveKey: nil,
            holdings: [], movements: try await cardMovements(of: voucher, in: batch),
            benefits: [], standing: nil,
            places: try await places(for: voucher.terms, of: batch.order.audience), gift: gift)
    }

    /// Why a voucher or card cannot be used today.
    private func failures(of voucher: VoucherState) -> [LedgerError] {
        do throws(LedgerError) {
            try RedemptionRules.checkUsable(voucher, today: today)
            return []
        } catch {
            return error.reasons
        }
    }
}
