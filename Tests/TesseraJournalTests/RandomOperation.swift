import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// Operations that look random, whether or not a book could ever come to them.
struct RandomOperation {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func next() -> BookedOperation {
        operation(
            wish(int(0...RandomOperation.lastWish)), outcome(int(0...RandomOperation.lastOutcome)))
    }

    mutating func operation(_ wish: Wish, _ outcome: Outcome) -> BookedOperation {
        let asked: VoucherPosition? =
            switch wish {
            case .redeem(let position, _, _), .hold(let position, _, _, _),
                .change(let position, _):
                position
            default: nil
            }
        let place: Place? =
            bool()
            ? nil
            : Place(
                shop: bool() ? Sample.harbour : nil, till: Sample.till1, operator: maybe(Sample.ana)
            )
        let same = int(0...3) > 0
        let position = same ? asked : (bool() ? position() : nil)
        return BookedOperation(
            operation: id(), time: time(), place: place, position: position, wish: wish,
            outcome: outcome, transfers: some { $0.transfer() })
    }

    /// The number of a wish, as ``wish(_:)`` has it; a new case has to get one.
    static func number(of wish: Wish) -> Int {
        switch wish {
        case .issue: 0
        case .enrol: 1
        case .redeem: 2
        case .hold: 3
        case .capture: 4
        case .release: 5
        case .undo: 6
        case .reverse: 7
        case .basket: 8
        case .change: 9
        case .setLimit: 10
        case .endLimit: 11
        case .credit: 12
        case .debit: 13
        case .agree: 14
        case .endAgreement: 15
        case .pair: 16
        case .revoke: 17
        case .kit: 18
        case .lease: 19
        case .claim: 20
        case .settle: 21
        case .dispute: 22
        case .replace: 23
        case .appoint: 24
        case .dismiss: 25
        case .event: 26
        case .publish: 27
        case .erase: 28
        }
    }

    /// The number of an outcome, as ``outcome(_:)`` has it; a new case has to get one.
    static func number(of outcome: Outcome) -> Int {
        switch outcome {
        case .refused: 0
        case .issued: 1
        case .enrolled: 2
        case .redeemed: 3
        case .held: 4
        case .released: 5
        case .returned: 6
        case .changed: 7
        case .covered: 8
        case .limited: 9
        case .limitEnded: 10
        case .holding: 11
        case .agreed: 12
        case .paired: 13
        case .kit: 14
        case .claimed: 15
        case .settled: 16
        case .done: 17
        case .judged: 18
        case .published: 19
        }
    }

    /// The wish with a number, 0…``lastWish``.
    mutating func wish(_ number: Int) -> Wish {
        switch number {
        case 0: .issue(some { $0.order() })
        case 1: .enrol(member(), card: order())
        case 2: .redeem(position(), demand(), holder: maybe(member()))
        case 3:
            .hold(
                position(), demand(), holder: maybe(member()),
                milliseconds: Int64(int(1...90_000_000)))
        case 4: .capture(id(), amount: maybe(amount()))
        case 5: .release(id())
        case 6: .undo(id())
        case 7: .reverse(id(), amount: maybe(amount()), reason: text())
        case 8: .basket(some { $0.position() }, due: money(), holder: maybe(member()))
        case 9: .change(position(), action())
        case 10: .setLimit(limit())
        case 11: .endLimit(LimitID(Int64(int(1...99))))
        case 12:
            .credit(
                Holding(member: member(), asset: asset()), amount: amount(),
                first: maybe(day()), last: maybe(day()), reason: text())
        case 13:
            .debit(
                Holding(member: member(), asset: asset()), amount: amount(), from: maybe(id()),
                reason: text())
        default: partyWish(number)
        }
    }

    /// The outcome with a number, 0…``lastOutcome``.
    mutating func outcome(_ number: Int) -> Outcome {
        switch number {
        case 0: .refused(refusal(int(0...RandomOperation.lastRefusal)))
        case 1: .issued(some { $0.batch() })
        case 2: .enrolled(batch())
        case 3: .redeemed(taken: amount(), balance: amount(), discount: maybe(amount()))
        case 4:
            .held(amount: amount(), available: amount(), discount: maybe(amount()), until: time())
        case 5: .released(amount: amount(), available: amount())
        case 6: .returned(amount: amount(), balance: amount())
        case 7: .changed(changed())
        case 8: .covered(some { $0.id() })
        case 9: .limited(LimitID(Int64(int(1...99))))
        case 10: .limitEnded
        case 11: .holding(expired: amount(), balance: 0 - amount())
        default: partyOutcome(number)
        }
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func bool() -> Bool { Bool.random(using: &random) }
    mutating func maybe<T>(_ value: T) -> T? { bool() ? value : nil }

    /// Up to three of something.
    mutating func some<T>(_ make: (inout RandomOperation) -> T) -> [T] {
        var made: [T] = []
        for _ in 0..<int(0...3) { made.append(make(&self)) }
        return made
    }
}

extension RandomOperation {
    mutating func id() -> OperationID {
        OperationID(high: UInt64(int(0...Int.max)), low: UInt64(int(0...Int.max)))
    }

    mutating func time() -> Timestamp {
        Timestamp(milliseconds: Int64(int(0...4_000_000_000_000)))
    }

    mutating func position() -> VoucherPosition {
        Sample.position(UInt16(int(0...65_535)), UInt32(int(0...131_071)))
    }

    mutating func amount() -> Int64 {
        switch int(0...9) {
        case 0: Int64.max
        case 1: 1
        default: Int64(int(1...1_000_000))
        }
    }

    mutating func day() -> Day { Day(civilNumber: int(0...65_535)) }

    mutating func money() -> Money { Money(minorUnits: amount(), currency: currency()) }

    mutating func currency() -> Currency {
        let all = Currency.all
        return all[int(0...all.count - 1)]
    }

    mutating func member() -> MemberNumber {
        guard let number = MemberNumber(UInt64(int(1...0xFF_FFFF_FFFF))) else {
            preconditionFailure("The range is that of member numbers.")
        }
        return number
    }

    mutating func text() -> String {
        let pieces = [
            "lost", " \"again\"", "\\", "/", "\n", "\u{0}\u{1f}\u{7f}", "ăîș", "e\u{301}", "\u{e9}",
            "🎁", "\u{2028}", "</script>", "\r\t\u{8}\u{c}",
        ]
        return (0..<int(0...4)).map { _ in pieces[int(0...pieces.count - 1)] }.joined()
    }

    mutating func demand() -> Demand {
        switch int(0...3) {
        case 0: .amount(money())
        case 1: .everything
        case 2: .uses(int(1...65_535))
        default: .purchase(money())
        }
    }

    mutating func action() -> VoucherAction {
        switch int(0...5) {
        case 0: .activate
        case 1: .block(reason: text())
        case 2: .unblock(reason: text())
        case 3: .extend(to: day(), reason: text())
        case 4: .adjust(by: 0 - amount(), reason: text())
        default: .topUp(by: amount())
        }
    }

    mutating func order() -> BatchOrder {
        BatchOrder(
            terms: terms(), uses: int(0...65_535), validity: Sample.twoYears,
            keyID: KeyID(UInt16(int(0...65_535))), audience: Audience(UInt16(int(0...65_535))),
            count: int(1...1_000_000), salt: UInt64(int(0...Int.max)) << 1,
            activation: bool() ? .atIssue : .whenSold, label: text(), holder: maybe(member()),
            programme: maybe(int(1...99)))
    }

    mutating func terms() -> Terms {
        switch int(0...4) {
        case 0: .member(member(), tier: UInt8(int(0...255)))
        case 1: .gift(money())
        case 2, 3:
            .discount(
                Discount(
                    campaign: UInt32(int(0...Int(UInt32.max))),
                    reduction: bool()
                        ? .percent(basisPoints: UInt16(int(0...10_000)))
                        : .amount(minorUnits: amount()), currency: currency(),
                    minimumSpend: amount(), cap: amount()))
        default:
            .entitlement(
                Entitlement(
                    campaign: 9, uses: UInt16(int(0...65_535)),
                    termsDigest: UInt64(int(0...0xFFFF_FFFF_FFFF))))
        }
    }
}
