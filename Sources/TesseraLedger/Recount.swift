import TesseraModel

/// A recount of the book from its history, record by record in the order of the export.
///
/// It believes no counter: the clerk decides every operation again on a paper of its own, and what
/// he comes to must be what is written, transfers included; the rows at the end must be what
/// history made of them. It keeps some hundred bytes for each operation: a million fit in memory.
///
/// - Source: L1, L5, R1, R2, R4, R8; F31.
package struct Recount {
    /// How many findings are kept; a book that is this wrong is wrong altogether.
    static let findingLimit = 1_000

    private var findings: [LedgerAudit.Finding] = []
    private var paper: MemoryPaper
    private var transferCount = 0
    private var met: Set<VoucherPosition> = []
    private var metMembers: Set<MemberNumber> = []
    private var metUses: Set<LimitAccount> = []
    private var metLots: Set<OperationID> = []
    private var metTallies: Set<String> = []
    private var metParties: Set<PartyName> = []
    private var metClaims: Set<ClaimPlace> = []
    private var lastTime: Timestamp?

    /// A recount of nothing yet.
    ///
    /// - Parameter zone: The issuer's zone, in which days begin and end.
    package init(zone: IssuerZone) {
        paper = MemoryPaper(zone: zone)
    }

    /// Takes the next record.
    package mutating func take(_ record: LedgerRecord) {
        switch record {
        case .operation(let booked): follow(booked)
        case .member(let number, let card, let erasedAt): check(number, card, erasedAt)
        case .voucher(let state): check(state)
        case .limitUse(let account, let used):
            metUses.insert(account)
            let counted = paper.used(account)
            if used != counted {
                find(
                    "limit \(account.limit.text) of \(account.key)",
                    "counts \(used) where history says \(counted)")
            }
        case .tally(let tally):
            metTallies.insert(tally.key)
            if paper.tallies[tally.key] != tally {
                find(
                    "tally \(tally.key)",
                    "counts \(tally.units) where history says \(paper.tally(tally.key))")
            }
        case .party(let party):
            metParties.insert(party.name)
            if paper.party(party.name) != party {
                find("party \(party.name.text)", "is not as history left it")
            }
        case .claim(let place, let claim):
            metClaims.insert(place)
            if paper.claims[place] != claim {
                find(place.spoken, "is not the one that history says")
            }
        case .lot(let lot, let holding):
            metLots.insert(lot.operation)
            if !paper.lots(of: holding).contains(lot) {
                find(
                    "lot \(lot.operation.text) of \(holding.member.text)",
                    "is not what history left of it")
            }
        }
    }

    /// What was found after the last record.
    package consuming func finish() -> LedgerAudit {
        for position in paper.vouchers.keys.sorted() where !met.contains(position) {
            find("voucher \(position.voucherText)", "was booked on and has no row")
        }
        for number in paper.members.keys.sorted() where !metMembers.contains(number) {
            find("member \(number.text)", "was enrolled and has no row")
        }
        for (account, used) in paper.limitUses where used > 0 && !metUses.contains(account) {
            find("limit \(account.limit.text) of \(account.key)", "was used and is not counted")
        }
        for (holding, lots) in paper.lots {
            for lot in lots where !metLots.contains(lot.operation) {
                find("lot \(lot.operation.text) of \(holding.member.text)", "is missing")
            }
        }
        for (key, tally) in paper.tallies where tally.units > 0 && !metTallies.contains(key) {
            find("tally \(key)", "was counted and has no row")
        }
        for name in paper.parties.keys.sorted() where !metParties.contains(name) {
            find("party \(name.text)", "was booked and has no row")
        }
        for place in paper.claims.keys where !metClaims.contains(place) {
            find(place.spoken, "was booked and has no place in the log")
        }
        return LedgerAudit(
            operations: paper.order.count, transfers: transferCount, vouchers: met.count,
            findings: findings)
    }

    mutating func find(_ record: String, _ problem: String) {
        guard findings.count < Recount.findingLimit else { return }
        findings.append(LedgerAudit.Finding(record: record, problem: problem))
    }

    private mutating func follow(_ booked: BookedOperation) {
        let name = "operation \(booked.operation.text)"
        transferCount += booked.transfers.count
        // Services on one book each have a clock; none is further behind than it may be.
        let latest = max(booked.time, lastTime ?? booked.time)
        if booked.time.advanced(byMilliseconds: LedgerClock.tolerance) < latest {
            find(name, "was booked long before the one in front of it")
        }
        lastTime = latest
        guard paper.booked(booked.operation) == nil else { return find(name, "stands there twice") }
        if case .covered(let parts) = booked.outcome { check(parts, of: booked) }
        do {
            let again = try Clerk.rebook(booked, profile: nil, on: &paper)
            for problem in booked.differences(from: again) { find(name, problem) }
        } catch let error as LedgerError {
            find(name, "could not have been booked: \(error.code)")
        } catch {
            find(name, "could not have been booked")
        }
    }

    /// What a basket names must be redemptions, and together what was due.
    private mutating func check(_ parts: [OperationID], of basket: BookedOperation) {
        guard case .basket(let positions, let due, _) = basket.wish else { return }
        var sum: Int64 = 0
        for id in parts {
            guard let part = paper.booked(id), case .redeemed(let taken, _, let off) = part.outcome,
                let position = part.position, positions.contains(position)
            else {
                return find(
                    "operation \(basket.operation.text)", "names a part that is not in the book")
            }
            if case .entitlement? = try? paper.batch(covering: position).order.terms { continue }
            sum += off ?? taken
        }
        if sum != due.minorUnits {
            find("operation \(basket.operation.text)", "covers \(sum) of \(due.minorUnits)")
        }
    }

    private mutating func check(
        _ number: MemberNumber, _ card: VoucherPosition, _ erasedAt: Timestamp?
    ) {
        metMembers.insert(number)
        if paper.member(number)?.card != card {
            find("member \(number.text)", "has no card at \(card.voucherText)")
        }
        if paper.member(number)?.erasedAt != erasedAt {
            find("member \(number.text)", "is not erased as history says")
        }
    }

    /// Compares a row with what history made of it.
    private mutating func check(_ state: VoucherState) {
        met.insert(state.position)
        let name = "voucher \(state.position.voucherText)"
        guard let expected = paper.vouchers[state.position] else {
            return find(name, "has a row and was never booked on")
        }
        if state.balance != expected.balance {
            find(name, "holds \(state.balance) where history leaves \(expected.balance)")
        }
        if state.standing != expected.standing {
            find(name, "is not in the standing that history left it in")
        }
        if state.validity != expected.validity {
            find(
                name,
                "is good until \(state.validity.last.text) where history says "
                    + expected.validity.last.text)
        }
        if state.lastUse != expected.lastUse {
            find(name, "was last used at another time or place than history says")
        }
        if state.holds != expected.holds {
            find(name, "has other holds than history left it")
        }
        if state.batch != expected.batch || state.terms != expected.terms
            || state.faceValue != expected.faceValue
        {
            find(name, "has other terms than its batch")
        }
    }
}

extension ClaimPlace {
    fileprivate var spoken: String { "record \(sequence) of \(device.text)" }
}

extension BookedOperation {
    /// In what it is not what the clerk makes of the same wish.
    fileprivate func differences(from again: BookedOperation) -> [String] {
        var problems: [String] = []
        if outcome != again.outcome {
            switch (outcome, again.outcome) {
            case (.redeemed(let taken, let balance, _), .redeemed(let right, let left, _)):
                problems.append(
                    "took \(taken) and left \(balance) where \(right) and \(left) follow")
            case (_, .refused(let refusal)):
                problems.append("was accepted and had to be refused: \(refusal.code)")
            case (.refused(let refusal), _):
                problems.append("was refused with \(refusal.code), which does not follow")
            default: problems.append("came to something else than follows")
            }
        }
        if transfers != again.transfers {
            problems.append(
                "has \(transfers.count) transfers that are not the \(again.transfers.count) "
                    + "that follow from the terms")
        }
        if position != again.position { problems.append("is about another voucher") }
        return problems
    }
}

extension Ledger {
    /// The book recounted from its own export; what every store's audit begins with.
    ///
    /// - Parameter zone: The issuer's zone, in which days begin and end.
    /// - Returns: An export that breaks off at something unreadable is a finding too.
    /// - Throws: Infrastructure errors.
    /// - Source: L1, R1, R2, R4.
    package func recounted(in zone: IssuerZone) async throws(LedgerError) -> LedgerAudit {
        let recount = RunningRecount(zone: zone)
        do {
            try await export { recount.take($0) }
        } catch LedgerError.ledgerDamaged {
            recount.breakOff()
        } catch let error as LedgerError {
            throw error
        } catch {
            throw .unavailable
        }
        return recount.finish()
    }
}
