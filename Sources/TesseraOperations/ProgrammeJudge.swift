import Synchronization
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraToken

/// Judges an event by the programme, with what the book says at that moment.
///
/// - Source: R5, R6, R7.
struct ProgrammeJudge: EventJudge {
    let book: ProgrammeBook
    let desk: IssuingDesk
    let chance: ProgrammeChance
    /// What stands for the person of a member; `nil` without an address.
    let person: @Sendable (Member) throws -> String?
    /// What became of it, for whoever asked.
    let heard = Heard()
    /// Whether it is only looked at, and nothing booked.
    var isTrial = false
    /// The card that is shown for the accounts that become another member's.
    var mergedCard: VoucherPosition?
    /// Why it is refused, whatever the rules say: a part of it was.
    var overruled: [Refusal] = []

    /// What a judge heard and said, also where nothing was booked.
    final class Heard: Sendable {
        private let state = Mutex<(decision: Decision?, fault: (any ExplainedError)?)>((nil, nil))

        /// What was decided; `nil` before.
        var decision: Decision? { state.withLock(\.decision) }
        /// Why nothing could be decided.
        var fault: (any ExplainedError)? { state.withLock(\.fault) }

        func keep(_ decision: Decision) { state.withLock { $0.decision = decision } }
        func keep(_ fault: any ExplainedError) { state.withLock { $0.fault = fault } }
    }

    func verdict<P: Paper>(
        on event: EventRecord, at place: Place?, of operation: OperationID, time: Timestamp,
        reading paper: inout P
    ) throws -> EventVerdict {
        guard try paper.lastPublication()?.operation == book.latest.operation else {
            throw LedgerError.programmeChanged
        }
        guard overruled.isEmpty else { return .refused(overruled) }
        let event = try event.loyaltyEvent(operation, place)
        do {
            return try verdict(on: event, time: time, reading: &paper)
        } catch let error as LoyaltyError {
            throw kept(EventError.unfit(error))
        } catch let error as any ExplainedError where !(error is LedgerError) {
            throw kept(error)
        }
    }

    /// What a store would not understand is kept for the caller, and nothing is booked.
    private func kept(_ error: any ExplainedError) -> LedgerError {
        heard.keep(error)
        return .wishUnfit
    }

    private func verdict<P: Paper>(
        on event: LoyaltyEvent, time: Timestamp, reading paper: inout P
    ) throws -> EventVerdict {
        let reading = MemberReading(assets: desk.settings.assets)
        let member = try event.member.map { try reading.member($0, on: &paper) }
        let event = event.brought(by: member?.referrer)
        let referrer = try event.facts.referrer.map {
            try known(reading.member($0, on: &paper), on: &paper)
        }
        let (presented, issued) = try vouchers(of: event, on: &paper)
        let original = try original(of: event, member, reading, on: &paper)
        let index = try book.programme(honouring: issued)
        let decision = try Judge.decision(
            on: Situation(
                event: event, zone: desk.settings.zone, member: member, referrer: referrer,
                original: original?.past, presented: presented),
            by: index, chance: chance.number,
            used: { key in try paper.tally(key) })
        if event.kind == .merge, let card = event.facts.merged {
            guard let other = try paper.member(card) else {
                throw LedgerError.unknownMember(card)
            }
            if let time = other.erasedAt { throw LedgerError.memberErased(card, at: time) }
        }
        heard.keep(decision)
        guard decision.refusals.isEmpty else { return .refused(decision.refusals) }
        if isTrial { throw LedgerError.nothingBooked }
        var wishes = GrantWishes(
            event: event, programme: index.programme, desk: desk,
            today: desk.settings.zone.day(at: time), mergedCard: mergedCard)
        let parts = try wishes.add(decision.grants, original: original?.account, on: &paper)
        let tallies = decision.tallies.map {
            TallyChange(key: $0.key, amount: $0.amount, most: $0.most)
        }
        return .granted(
            parts: wishes.wishes,
            tallies: try tallies + ReturnTallies.changes(by: event, of: original?.past),
            account: try EventAccount(decision: decision, parts: parts).text)
    }

    /// A member with the person's digest, also if no event has told it yet.
    ///
    /// - Source: F40; M37.
    private func known<P: Paper>(
        _ view: MemberView, on paper: inout P
    ) throws -> MemberView {
        guard view.person == nil, try book.programme(book.latest).asksForPerson,
            let member = try paper.member(view.number), let person = try person(member)
        else { return view }
        return MemberView(
            number: view.number, joinedAt: view.joinedAt, person: person, history: view.history,
            lots: view.lots)
    }

    /// The vouchers that are shown, and with which batches they were issued.
    private func vouchers<P: Paper>(
        of event: LoyaltyEvent, on paper: inout P
    ) throws -> ([PresentedVoucher], [(campaign: CampaignNumber, batch: Batch)]) {
        var presented: [PresentedVoucher] = []
        var issued: [(campaign: CampaignNumber, batch: Batch)] = []
        // Kept in the order of their positions, so that two events never wait for each other.
        for position in event.facts.vouchers.sorted() { _ = try paper.voucher(at: position) }
        for position in event.facts.vouchers {
            let voucher = try paper.voucher(at: position)
            let shown = try PresentedVoucher(voucher)
            presented.append(shown)
            guard let campaign = shown.campaign else { continue }
            issued.append((campaign, try paper.batch(covering: position)))
        }
        return (presented, issued)
    }

    /// The event that this one is about, with what came back of it before.
    private func original<P: Paper>(
        of event: LoyaltyEvent, _ member: MemberView?, _ reading: MemberReading,
        on paper: inout P
    ) throws -> (past: PastEvent, account: EventAccount)? {
        guard let about = event.facts.about, let booked = try paper.booked(about),
            let (earlier, account) = try booked.loyaltyEvent()
        else { return nil }
        // A card that became the member's has its returns in the member's history.
        for history in [member, try earlier.member.map { try reading.member($0, on: &paper) }] {
            if let past = history?.history.first(where: { $0.event.operation == about }) {
                return (past, account)
            }
        }
        var returned: [Int: Int64] = [:]
        for index in (earlier.facts.basket?.lines ?? []).indices {
            let count = try paper.tally(ReturnTallies.key(about, line: index))
            if count > 0 { returned[index] = count }
        }
        return (
            PastEvent(event: earlier, decision: account.decision, returned: returned), account
        )
    }
}

/// Chance that is the same for the same question, and that nobody can foresee without the seed.
///
/// - Source: M13.
package struct ProgrammeChance: Sendable {
    /// The secret that all answers follow from; published once nothing depends on it any more.
    package let seed: [UInt8]

    private let lasting: [UInt8]

    /// The chance of a seed, with another one for what stays as it is from version to version.
    package init(seed: [UInt8], lasting: [UInt8]? = nil) {
        self.seed = seed
        self.lasting = lasting ?? seed
    }

    /// The digest by which everybody can see later that the seed was not chosen afterwards.
    package var commitment: [UInt8] { Digest.sha256(seed) }

    /// The first 8 bytes of SHA-256 of the seed and the question.
    package func number(_ label: String) -> UInt64 {
        let seed = label.hasPrefix("holdout/") ? lasting : seed
        return Digest.sha256(seed + Array(label.utf8)).prefix(8)
            .reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension MemberView {
    /// Who brought the member, as an earlier event told it; `nil` for nobody.
    fileprivate var referrer: MemberNumber? {
        history.lazy.compactMap(\.event.facts.referrer).first
    }
}

extension LoyaltyEvent {
    /// The same event with who brought the member, where that may matter and is not said.
    ///
    /// - Source: M37; F40.
    fileprivate func brought(by referrer: MemberNumber?) -> LoyaltyEvent {
        guard let referrer, facts.referrer == nil,
            [.purchase, .returned, .visit].contains(kind)
        else { return self }
        var facts = facts
        facts.referrer = referrer
        return LoyaltyEvent(
            operation: operation, kind: kind, member: member, occurredAt: occurredAt,
            shop: shop, till: till, worker: worker, facts: facts)
    }
}

extension PresentedVoucher {
    /// A voucher as the book has it.
    ///
    /// - Throws: ``LedgerError/demandMismatch(_:)`` for a member's card.
    init(_ voucher: VoucherState) throws(LedgerError) {
        switch voucher.terms {
        case .member: throw .demandMismatch(.member)
        case .gift(let face):
            self.init(
                position: voucher.position, campaign: nil,
                promise: .tender(available: voucher.balance), currency: face.currency)
        case .discount(let discount):
            let promise: Promise =
                switch discount.reduction {
                case .percent(let points):
                    .percent(Int(points), minimum: discount.minimumSpend, cap: discount.cap)
                case .amount(let units):
                    .amount(units, minimum: discount.minimumSpend, cap: discount.cap)
                }
            self.init(
                position: voucher.position, campaign: discount.campaign, promise: promise,
                currency: discount.currency)
        case .entitlement(let right):
            self.init(
                position: voucher.position, campaign: right.campaign, promise: .right,
                currency: nil)
        }
    }
}
