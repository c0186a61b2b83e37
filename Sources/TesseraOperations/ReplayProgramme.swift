import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// Runs a draft of the programme against the journal; nothing is booked.
    ///
    /// - Parameters:
    ///   - draft: The programme that is tried.
    ///   - since: From which of the issuer's days on is counted; `nil` from the beginning.
    /// - Returns: What the draft would have done beside what was done.
    /// - Throws: ``EventError/noProgramme``; ``LedgerError``.
    /// - Source: R6, R8.
    package func replay(_ draft: Programme, since: Day?) async throws -> ReplayOutcome {
        let records = try await diary()
        let chance = try ruleChance(of: draft.version)
        guard let seed = DrawValue(Digest.sha256(chance.seed)) else {
            throw LedgerError.ledgerDamaged
        }
        let shown = try await vouchers(shownIn: records)
        var terms = ReplayTerms(
            draft: draft, zone: settings.zone, seed: seed, chance: chance.number,
            digest: Digest.sha256, voucher: { shown[$0] })
        terms.since = since.map { settings.zone.instant(of: $0, minute: 0) }
        terms.until = clock.now()
        terms.members = try await replayMembers()
        return Replay.outcome(of: records, by: terms)
    }

    /// What the vouchers that were shown promised.
    private func vouchers(
        shownIn records: [PastEvent]
    ) async throws -> [VoucherPosition: PresentedVoucher] {
        var shown: [VoucherPosition: PresentedVoucher] = [:]
        for position in Set(records.flatMap(\.event.facts.vouchers)) {
            let batch = try await ledger.batch(covering: position)
            shown[position] = try PresentedVoucher(batch.untouched(at: position))
        }
        return shown
    }

    private func replayMembers() async throws -> [ReplayMember] {
        var members: [ReplayMember] = []
        var last: MemberNumber?
        while true {
            let page = try await ledger.members(after: last, limit: 500)
            for member in page { members.append(try await replayed(member)) }
            guard page.count == 500, let end = page.last?.number else { return members }
            last = end
        }
    }

    private func replayed(_ member: Member) async throws -> ReplayMember {
        var leftAt: Timestamp?
        let card = try await ledger.voucher(at: try await currentCard(of: member))
        if case .blocked(let time, _) = card.standing { leftAt = time }
        let birthday = try profile(of: member)?.birthday
        return ReplayMember(
            number: member.number, joinedAt: member.enrolledAt,
            birthday: birthday.map { $0.month * 100 + $0.day },
            leftAt: member.erasedAt ?? leftAt)
    }
}
