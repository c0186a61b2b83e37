import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// Random wishes and outcomes of acceptors and their devices.
extension RandomOperation {
    static let lastWish = 28
    static let lastOutcome = 19

    /// The wish with a number, 14…``lastWish``.
    mutating func partyWish(_ number: Int) -> Wish {
        switch number {
        case 14:
            .agree(
                AcceptorTerms(
                    id: Sample.market, name: text(), isPartner: bool(),
                    groups: maybe([Sample.harbour, Sample.market]) ?? [], agreement: agreement()))
        case 15: .endAgreement(Sample.market, reason: text())
        case 16: .pair(Sample.till2, acceptor: Sample.market)
        case 17: .revoke(Sample.till2, reason: text())
        case 18: .kit(Sample.market)
        case 19:
            .lease(
                position(), amount: amount(), device: Sample.till2,
                milliseconds: Int64(int(1...90_000_000)))
        case 20: .claim(claim())
        case 21: .settle(Sample.market, totals())
        case 22:
            .dispute(Sample.market, amount: money(), about: maybe(id()), reason: text())
        case 23: .replace(position(), with: order())
        case 24:
            .appoint(
                OperatorTerms(id: Sample.ana, role: role(), acceptor: maybe(Sample.market)))
        case 25: .dismiss(Sample.ana, reason: text())
        case 26:
            .event(
                EventRecord(
                    kind: text(), member: maybe(member()), occurredAt: time(), facts: text()))
        case 27: .publish(text())
        default: .erase(member(), card: position(), reason: text())
        }
    }

    /// The outcome with a number, 12…``lastOutcome``.
    mutating func partyOutcome(_ number: Int) -> Outcome {
        switch number {
        case 12:
            .agreed(
                version: int(1...9), audience: Audience(UInt16(int(0...99))),
                groups: maybe([Audience(0x8000), Audience(0xFFFE)]) ?? [])
        case 13: .paired(epoch: UInt32(int(1...99)))
        case 14: .kit(amount())
        case 15:
            .claimed(
                ClaimVerdict(
                    ruling: ClaimVerdict.Ruling.allCases[int(0...10)], paid: amount(),
                    lostByIssuer: amount(), lostByAcceptor: amount(), returned: amount(),
                    balance: maybe(amount()), discount: maybe(amount()), isFork: bool()))
        case 16: .settled(int(1...99))
        case 17: .done
        case 18:
            .judged(
                EventJudgement(
                    parts: some { $0.id() },
                    tallies: some {
                        TallyChange(
                            key: $0.text(), amount: 0 - $0.amount(), most: $0.maybe(7))
                    }, account: text()))
        default: .published(version: int(1...99))
        }
    }

    private mutating func role() -> OperatorRole {
        OperatorRole.allCases[int(0...OperatorRole.allCases.count - 1)]
    }

    mutating func barrier() -> OperatorBarrier {
        switch int(0...3) {
        case 0: .unknown
        case 1: .dismissed(at: time())
        case 2: .elsewhere(Sample.market)
        default: .role(role(), OperatorAct.allCases[int(0...OperatorAct.allCases.count - 1)])
        }
    }

    mutating func batch() -> IssuedBatch {
        IssuedBatch(id: BatchID(Int64(int(1...999))), first: position())
    }

    mutating func asset() -> AssetTerms {
        guard
            let asset = AssetTerms(
                name: bool() ? "points" : "rides-2", scale: int(0...6), allowsDebt: bool())
        else { preconditionFailure("The name of a sample is misspelt.") }
        return asset
    }

    private mutating func agreement() -> Agreement {
        let limits = OfflineLimits(
            perVoucher: Int64(int(0...5_000)), perDay: Int64(int(0...90_000)),
            usesPerDay: int(0...65_535), freshHours: int(1...24), kitHours: int(24...2_160))
        return Agreement(
            campaigns: maybe([UInt32(int(1...9)), UInt32(int(10...99))]),
            acceptsGifts: bool(), validity: Sample.twoYears, currency: currency(),
            feeBasisPoints: int(0...10_000), discountShareBasisPoints: int(0...10_000),
            usePrice: amount(), period: [.day, .week, .month][int(0...2)],
            bearer: bool() ? .issuer : .acceptor, refunds: bool() ? .restored : .refused,
            limits: limits ?? .none)
    }

    private mutating func claim() -> Claim {
        let findings: [Claim.Finding] = [
            .genuine, .forged(KeyID(UInt16(int(0...65_535)))), .wrongMAC,
        ]
        return Claim(
            device: Sample.till2, epoch: UInt32(int(1...99)), sequence: amount(), hash: hash(),
            previous: hash(), kit: amount(), occurredAt: time(),
            act: bool()
                ? .redeem(position(), demand(), taken: amount(), discount: maybe(amount()))
                : .undo(id()), finding: findings[int(0...2)])
    }

    private mutating func hash() -> ClaimHash {
        let bytes = (0..<32).map { _ in UInt8(int(0...255)) }
        return ClaimHash(bytes) ?? .beginning
    }

    private mutating func totals() -> SettlementTotals {
        var total = CurrencyTotal(currency: currency())
        total.honoured = amount()
        total.returned = amount()
        total.lostByIssuer = 0 - amount()
        total.lostByAcceptor = amount()
        total.reimbursed = 0 - amount()
        total.disputed = amount()
        total.fee = amount()
        let uses = SettlementTotals.CampaignUses(campaign: 7, count: 0 - amount())
        return SettlementTotals(
            first: amount(), last: amount(), currencies: maybe([total]) ?? [],
            uses: maybe([uses]) ?? [])
    }
}
