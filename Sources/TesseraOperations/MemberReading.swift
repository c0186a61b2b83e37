import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// Puts together what the rules may know of a member, from whatever can be asked of the book.
struct MemberReading {
    /// The assets whose accounts are looked at.
    let assets: [AssetTerms]

    /// The accepted events of some cards, those of one who became the member's included, in the
    /// order in which they happened.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for an event that cannot be read.
    static func history(
        _ events: [BookedOperation], merged: (MemberNumber) throws -> [BookedOperation]
    ) throws -> [PastEvent] {
        var records: [(LoyaltyEvent, Decision)] = []
        var seen: Set<MemberNumber> = []
        var rest = events
        while let booked = rest.popLast() {
            guard let (event, account) = try booked.loyaltyEvent() else { continue }
            records.append((event, account.decision))
            if event.kind == .merge, let card = event.facts.merged, seen.insert(card).inserted {
                rest += try merged(card)
            }
        }
        let ordered = records.enumerated().sorted { left, right in
            let times = (left.element.0.occurredAt, right.element.0.occurredAt)
            // They were taken from the end.
            return times.0 == times.1 ? left.offset > right.offset : times.0 < times.1
        }
        return Diary.entries(of: ordered.map(\.element))
    }

    /// A member as a transaction sees it.
    ///
    /// - Throws: ``LedgerError/unknownMember(_:)``; the store's own errors.
    func member<P: Paper>(_ number: MemberNumber, on paper: inout P) throws -> MemberView {
        guard let member = try paper.member(number) else {
            throw LedgerError.unknownMember(number)
        }
        let history = try MemberReading.history(try paper.events(of: member.card)) { card in
            try paper.member(card).map { try paper.events(of: $0.card) } ?? []
        }
        var lots: [String: [LotView]] = [:]
        for asset in assets {
            lots[asset.name] = try paper.lots(of: Holding(member: number, asset: asset))
                .map(LotView.init)
        }
        return MemberView(member, history, lots)
    }

    /// A member as the book stands now.
    ///
    /// - Throws: ``LedgerError/unknownMember(_:)``; infrastructure errors.
    func member(_ member: Member, in ledger: any Ledger) async throws -> MemberView {
        var events = try await ledger.eventHistory(of: member.card)
        var merged: [MemberNumber: [BookedOperation]] = [:]
        var wanted = try events.compactMap { try $0.mergedCard }
        while let card = wanted.popLast() {
            guard merged[card] == nil else { continue }
            let more = try await ledger.eventHistory(of: try await ledger.member(card).card)
            merged[card] = more
            wanted += try more.compactMap { try $0.mergedCard }
        }
        events.removeAll { $0.judgement == nil }
        let history = try MemberReading.history(events) { merged[$0] ?? [] }
        var lots: [String: [LotView]] = [:]
        for asset in assets {
            let holding = Holding(member: member.number, asset: asset)
            lots[asset.name] = try await ledger.lots(of: holding).map(LotView.init)
        }
        return MemberView(member, history, lots)
    }
}

extension Ledger {
    /// The accepted events of a card, oldest first.
    fileprivate func eventHistory(
        of card: VoucherPosition
    ) async throws(LedgerError) -> [BookedOperation] {
        try await history(of: card).filter { $0.judgement != nil }
    }
}

extension BookedOperation {
    /// The card that an event made the member's; `nil` for other events.
    fileprivate var mergedCard: MemberNumber? {
        get throws(LedgerError) {
            guard let event = try loyaltyEvent()?.event, event.kind == .merge else { return nil }
            return event.facts.merged
        }
    }
}

extension MemberView {
    fileprivate init(_ member: Member, _ history: [PastEvent], _ lots: [String: [LotView]]) {
        self.init(
            number: member.number, joinedAt: member.enrolledAt,
            person: history.lazy.reversed().compactMap(\.event.facts.person).first,
            history: history, lots: lots)
    }
}

extension LotView {
    init(_ lot: Lot) { self.init(first: lot.first, last: lot.last, left: lot.left) }
}
