import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// Whatever people do with a book, in an order that follows from a seed.
struct RandomHistory {
    /// One thing that is done.
    enum Step: Sendable {
        case issue(IssueRequest)
        case redeem(RedemptionRequest)
        case undo(UndoRequest)
        case change(ChangeRequest)
        case enrol(EnrolmentRequest)
        case other(BookingRequest)

        /// What a book answers, told so that answers of two books can be compared.
        func answer(of ledger: any Ledger) async -> String {
            do throws(LedgerError) {
                switch self {
                case .issue(let request): return "\(try await ledger.issue(request))"
                case .redeem(let request): return "\(try await ledger.redeem(request))"
                case .undo(let request): return "\(try await ledger.undo(request))"
                case .change(let request): return "\(try await ledger.change(request))"
                case .enrol(let request): return "\(try await ledger.enrol(request))"
                case .other(let request): return "\(try await ledger.book(request))"
                }
            } catch {
                return "\(error)"
            }
        }
    }

    private(set) var time = Sample.noon
    private var offline: RandomOffline
    private var ids: OperationIDs
    private var past: [Step] = []
    private var redemptions: [OperationID] = []
    private var holds: [OperationID] = []
    private var credits: [OperationID] = []
    private var limitCount: Int64 = 0
    private var positions = [Sample.position(0, 0)]
    private var nextSlot: UInt32 = 0

    init(seed: UInt64) {
        ids = OperationIDs(after: seed << 32)
        offline = RandomOffline(ids)
    }

    /// The next thing that is done; one in eight is something done before, asked again.
    mutating func next(_ random: inout SeededRandom) -> Step {
        if !past.isEmpty, Int.random(in: 0..<8, using: &random) == 0 {
            return past[Int.random(in: 0..<past.count, using: &random)]
        }
        let jumps: [Int64] = [0, 0, 1, 900, 20_000, 61_000, -1_000, -299_999, 86_400_000]
        let wall = time.advanced(
            byMilliseconds: jumps[Int.random(in: 0..<jumps.count, using: &random)])
        time = max(time, wall)
        let step = made(at: wall, &random)
        past.append(step)
        return step
    }

    private mutating func made(at wall: Timestamp, _ random: inout SeededRandom) -> Step {
        switch Int.random(in: 0..<52, using: &random) {
        case 48...51: return .other(event(at: wall, &random))
        case 32...47: return .other(offline.next(at: wall, position(&random), &random))
        case 20...31: return .other(other(at: wall, &random))
        case 0...2: return .issue(issue(at: wall, &random))
        case 3...10:
            let request = RedemptionRequest(
                operation: ids.next(), position: position(&random), demand: demand(&random),
                shop: Bool.random(using: &random) ? Sample.harbour : Sample.market,
                till: Bool.random(using: &random) ? Sample.till1 : Sample.till2,
                operator: worker(&random), time: wall)
            redemptions.append(request.operation)
            return .redeem(request)
        case 11...13 where !redemptions.isEmpty:
            let index = max(0, redemptions.count - Int.random(in: 1...3, using: &random))
            return .undo(
                UndoRequest(
                    operation: ids.next(), redemption: redemptions[index],
                    till: Bool.random(using: &random) ? Sample.till1 : Sample.till2,
                    operator: worker(&random), time: wall))
        case 14:
            return .enrol(
                Sample.enrolment(
                    UInt64.random(in: 1...4, using: &random), operation: ids.next(), at: wall))
        default:
            return .change(
                ChangeRequest(
                    operation: ids.next(), position: position(&random), action: action(&random),
                    time: wall))
        }
    }

    /// Whatever has no request of its own.
    private mutating func other(
        at wall: Timestamp, _ random: inout SeededRandom
    ) -> BookingRequest {
        let id = ids.next()
        let wish = otherWish(id, &random)
        let till = Bool.random(using: &random) ? Sample.till1 : Sample.till2
        return BookingRequest(
            operation: id, wish: wish,
            place: Place(shop: Sample.harbour, till: till, operator: worker(&random)),
            time: wall)
    }

    /// Something that happened, with up to three parts, any of which may be refused.
    private mutating func event(
        at wall: Timestamp, _ random: inout SeededRandom
    ) -> BookingRequest {
        let id = ids.next()
        var wishes: [Wish] = []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: wishes.append(.issue([Sample.entitlement(uses: 2)]))
            case 1: wishes.append(.redeem(position(&random), demand(&random), holder: nil))
            case 2:
                wishes.append(
                    .credit(
                        holding(&random), amount: 25, first: last(&random), last: last(&random),
                        reason: "event"))
            default:
                wishes.append(.debit(holding(&random), amount: 5, from: nil, reason: "event"))
            }
        }
        let tally = TallyChange(
            key: "seen \(Int.random(in: 0..<3, using: &random))",
            amount: Int64.random(in: -1...2, using: &random),
            most: Bool.random(using: &random) ? 4 : nil)
        let record = EventRecord(
            kind: "visit",
            member: Bool.random(using: &random) ? holding(&random).member : nil,
            occurredAt: wall, facts: "{}")
        return BookingRequest(
            operation: id, wish: .event(record),
            place: Place(shop: Sample.harbour, till: Sample.till1), time: wall,
            judge: ScriptedJudge(parts: wishes, tallies: [tally]))
    }

    /// Who works: mostly nobody is named.
    private func worker(_ random: inout SeededRandom) -> OperatorID? {
        [nil, nil, Sample.ana, Sample.dan].randomElement(using: &random) ?? nil
    }

    private mutating func otherWish(_ id: OperationID, _ random: inout SeededRandom) -> Wish {
        let hold = holds.randomElement(using: &random) ?? id
        let redemption = redemptions.suffix(6).randomElement(using: &random) ?? id
        let amount = Int64.random(in: 1...1_500, using: &random)
        let part = Bool.random(using: &random) ? amount : nil
        switch Int.random(in: 0..<12, using: &random) {
        case 0...2:
            holds.append(id)
            let minutes = Int64.random(in: 1...20, using: &random)
            return .hold(
                position(&random), demand(&random), holder: nil, milliseconds: minutes * 60_000)
        case 3, 4:
            redemptions.append(id)
            return .capture(hold, amount: part)
        case 5: return .release(hold)
        case 6, 7: return .reverse(redemption, amount: part, reason: "returned")
        case 8:
            return .basket(
                [position(&random), position(&random)], due: Sample.euros(cents: amount),
                holder: nil)
        case 9 where limitCount < 3:
            limitCount += 1
            return .setLimit(limit(&random))
        case 9: return .endLimit(LimitID(Int64.random(in: 1...4, using: &random)))
        case 10:
            credits.append(id)
            return .credit(
                holding(&random), amount: amount, first: last(&random), last: last(&random),
                reason: "")
        default:
            let preferred = Bool.random(using: &random) ? credits.last : nil
            return .debit(holding(&random), amount: amount, from: preferred, reason: "coffee")
        }
    }

    private func limit(_ random: inout SeededRandom) -> LimitTerms {
        let keys: [LimitTerms.Key] = [.all, .code, .shop, .till]
        return LimitTerms(
            scope: Bool.random(using: &random) ? .gifts : .campaign(9),
            key: keys[Int.random(in: 0..<4, using: &random)],
            period: Bool.random(using: &random) ? .day : .ever,
            most: Bool.random(using: &random) ? .uses(5) : .value(Sample.euros(cents: 4_000)))
    }

    private func holding(_ random: inout SeededRandom) -> Holding {
        guard let member = MemberNumber(UInt64.random(in: 1...4, using: &random)),
            let asset = AssetTerms(name: "points", scale: 1, allowsDebt: false)
        else { preconditionFailure("both are in range") }
        return Holding(member: member, asset: asset)
    }

    private func last(_ random: inout SeededRandom) -> Day? {
        [nil, Sample.day("2026-12-02"), Sample.day("2026-12-31")].randomElement(using: &random)
            ?? nil
    }

    private mutating func issue(
        at wall: Timestamp, _ random: inout SeededRandom
    ) -> IssueRequest {
        let short = Sample.validity("2026-12-01", "2026-12-03")
        let choices = [
            Sample.gift(cents: 5_000, count: 2), Sample.gift(activation: .whenSold),
            Sample.entitlement(uses: 3, validity: short), Sample.discount(uses: 2),
            Sample.entitlement(activation: .whenSold), Sample.gift(count: 70_000),
        ]
        let orders = (0...Int.random(in: 0...1, using: &random)).map { _ in
            choices[Int.random(in: 0..<choices.count, using: &random)]
        }
        // Wherever they are put, some guesses meet a voucher and some meet none.
        for list: UInt16 in 0...3 { positions.append(Sample.position(list, nextSlot)) }
        nextSlot += 1
        return IssueRequest(operation: ids.next(), orders: orders, time: wall)
    }

    private func position(_ random: inout SeededRandom) -> VoucherPosition {
        positions[Int.random(in: 0..<positions.count, using: &random)]
    }

    private func demand(_ random: inout SeededRandom) -> Demand {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .everything
        case 1, 2: .amount(Sample.euros(cents: Int64.random(in: 1...3_000, using: &random)))
        case 3: .purchase(Sample.euros(cents: Int64.random(in: 0...9_000, using: &random)))
        default: .uses(Int.random(in: 1...2, using: &random))
        }
    }

    private func action(_ random: inout SeededRandom) -> VoucherAction {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .activate
        case 1: .block(reason: "lost \"again\" – ăîș")
        case 2: .unblock(reason: "found")
        case 3: .extend(to: Sample.day("2027-06-30"), reason: "")
        case 4: .adjust(by: Int64.random(in: -2_000...2_000, using: &random), reason: "typo")
        default: .topUp(by: Int64.random(in: 1...2_000, using: &random))
        }
    }
}
