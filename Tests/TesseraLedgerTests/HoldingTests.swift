import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Members' accounts: lots that expire, spent first-expiring first; asked of every store.
///
/// Concept 5, R2, R8, F07, F33.
struct HoldingTests {
    private struct Till {
        let counter: TestCounter
        let points: Holding

        init(_ store: Store, allowsDebt: Bool = false) async throws {
            counter = try await TestCounter(store, Sample.gift())
            let member = try await counter.ledger.enrol(
                Sample.enrolment(5, operation: counter.ids.next()))
            let asset = try #require(
                AssetTerms(name: "points", scale: 0, allowsDebt: allowsDebt))
            points = Holding(member: member.number, asset: asset)
        }

        func credit(
            _ amount: Int64, until last: String? = nil, time: Timestamp = Sample.noon
        ) async throws -> Outcome {
            try await book(
                .credit(points, amount: amount, last: last.map(Sample.day), reason: "visit"),
                time)
        }

        func debit(_ amount: Int64, time: Timestamp = Sample.noon) async throws -> Outcome {
            try await book(.debit(points, amount: amount, reason: "coffee"), time)
        }

        private func book(_ wish: Wish, _ time: Timestamp) async throws -> Outcome {
            try await counter.ledger.book(
                BookingRequest(
                    operation: counter.ids.next(), wish: wish, place: nil, time: time)
            ).operation.outcome
        }

        func left() async throws -> [Int64] {
            try await counter.ledger.lots(of: points).map(\.left)
        }
    }

    private func days(_ count: Int64) -> Timestamp {
        Sample.noon.advanced(byMilliseconds: count * 86_400_000)
    }

    @Test(arguments: Store.available)
    func `what expires first is used first`(store: Store) async throws {
        let till = try await Till(store)
        _ = try await till.credit(100)
        _ = try await till.credit(50, until: "2026-12-31")
        _ = try await till.credit(30, until: "2026-12-10")

        #expect(try await till.debit(60) == .holding(expired: 0, balance: 120))

        #expect(try await till.left() == [100, 20])
        #expect(try await till.counter.ledger.audit().findings == [])
    }

    /// F33: no job has to run for anything to expire.
    @Test(arguments: Store.available)
    func `what has expired is gone by the clock alone`(store: Store) async throws {
        let till = try await Till(store)
        _ = try await till.credit(100, until: "2026-12-02")
        _ = try await till.credit(10)

        #expect(
            try await till.debit(11, time: days(2))
                == .refused(
                    .insufficientHolding(
                        available: .units(10, of: till.points.asset),
                        wanted: .units(11, of: till.points.asset))))
        #expect(try await till.debit(10, time: days(2)) == .holding(expired: 100, balance: 0))

        let breakage = Account(owner: .issuer, asset: .named("points"), purpose: .breakage)
        #expect(try await till.counter.ledger.balances()[breakage] == 100)
        #expect(try await till.left() == [])
    }

    /// R2.
    @Test(arguments: Store.available)
    func `only an asset that allows debt is overdrawn and paid back`(store: Store) async throws {
        let till = try await Till(store, allowsDebt: true)
        _ = try await till.credit(20)

        #expect(try await till.debit(100) == .holding(expired: 0, balance: -80))
        #expect(try await till.credit(30) == .holding(expired: 0, balance: -50))
        #expect(try await till.credit(60) == .holding(expired: 0, balance: 10))
        #expect(try await till.left() == [10])
    }

    @Test(arguments: Store.available)
    func `nobody who is not a member has an account`(store: Store) async throws {
        let till = try await Till(store)
        let stranger = try #require(MemberNumber(77))
        let wish = Wish.credit(
            Holding(member: stranger, asset: till.points.asset), amount: 1, last: nil, reason: "")

        let booked = try await till.counter.ledger.book(
            BookingRequest(
                operation: till.counter.ids.next(), wish: wish, place: nil, time: Sample.noon))

        #expect(booked.operation.refusal == .unknownMember(stranger))
    }

    /// F33: random earning, spending and time equal a brute-force model of single points.
    @Test(arguments: Store.available, 1...10 as ClosedRange<UInt64>)
    func `any history of lots equals counting single points`(
        store: Store, seed: UInt64
    ) async throws {
        let till = try await Till(store)
        var random = SeededRandom(seed: seed)
        // Each point by itself: the number of days after which it is gone.
        var single: [Int] = []
        var today = 0
        for _ in 0..<40 {
            today += Int.random(in: 0...2, using: &random)
            single.removeAll { $0 < today }
            let amount = Int.random(in: 1...20, using: &random)
            if Bool.random(using: &random) {
                let last = today + Int.random(in: 0...9, using: &random)
                _ = try await till.credit(
                    Int64(amount),
                    until: Sample.bucharest.day(at: days(Int64(last))).text,
                    time: days(Int64(today)))
                single += [Int](repeating: last, count: amount)
            } else {
                let outcome = try await till.debit(Int64(amount), time: days(Int64(today)))
                if amount <= single.count {
                    single = Array(single.sorted().dropFirst(amount))
                    guard case .holding(_, let balance) = outcome else {
                        Issue.record("refused: \(outcome)")
                        return
                    }
                    #expect(balance == Int64(single.count))
                } else {
                    guard case .refused = outcome else {
                        Issue.record("accepted: \(outcome)")
                        return
                    }
                }
            }
        }
        #expect(try await till.counter.ledger.audit().findings == [])
    }
}
