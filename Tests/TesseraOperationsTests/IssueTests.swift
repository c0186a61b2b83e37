import Testing
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken

/// Issuing: L2, L3, T11; F18, F19, F32.
struct IssueTests {
    private let fifty = VoucherWish(
        terms: Desk.gift(cents: 5_000), validity: Sample.twoYears, count: 3)
    private let coffee = VoucherWish(
        terms: Desk.entitlement(uses: 10), validity: Sample.twoYears, count: 2)

    private func codes(_ desk: Desk, _ batch: Batch) throws -> [IssuedVoucher] {
        var codes = try desk.counter.codes(of: batch)
        return try (0..<batch.order.count).map { try codes.voucher(at: $0) }
    }

    @Test(arguments: Store.available)
    func `an issued voucher is what was wished for`(store: Store) async throws {
        let desk = try await Desk(store)

        let batch = try await desk.issue(Desk.gift(cents: 5_000))

        let voucher = try await desk.counter.issued(batch.first)
        let state = try await desk.book.ledger.voucher(at: batch.first)
        #expect(batch.order.count == 1)
        #expect(batch.issuedAt == Sample.noon)
        #expect(state.balance == 5_000)
        #expect(state.standing == .active)
        #expect(state.validity == Sample.twoYears)
        #expect(voucher.position == batch.first)
        #expect(voucher.token.hasPrefix("TZ1"))
        #expect(voucher.token.count == 66)
        #expect(voucher.typedCode.count == 19)
    }

    @Test(arguments: Store.available)
    func `several wishes become batches in their order`(store: Store) async throws {
        let desk = try await Desk(store)

        let batches = try await desk.counter.issue([fifty, coffee], operation: desk.ids.next())

        #expect(batches.map(\.order.count) == [3, 2])
        #expect(batches.map(\.order.uses) == [0, 10])
        #expect(batches.map(\.order.keyID) == [KeyID(1), KeyID(4)])
        #expect(batches[0].order.salt != batches[1].order.salt)
        let all = try codes(desk, batches[0]) + codes(desk, batches[1])
        #expect(Set(all.map(\.token)).count == 5)
        #expect(Set(all.map(\.typedCode)).count == 5)
        #expect(Set(all.map(\.position)).count == 5)
    }

    @Test(arguments: Store.available)
    func `the same operation gives the same vouchers`(store: Store) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()

        let first = try await desk.counter.issue([fifty, coffee], operation: operation)
        desk.wait(seconds: 3_600)
        let again = try await desk.reopened().counter.issue([fifty, coffee], operation: operation)

        #expect(again == first)
        #expect(try codes(desk, again[0]) == codes(desk, first[0]))
    }

    @Test(arguments: Store.available)
    func `the same operation with other wishes is refused`(store: Store) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        _ = try await desk.counter.issue([fifty], operation: operation)

        for other in [[coffee], [fifty, coffee], [fifty, fifty]] {
            await #expect(throws: LedgerError.operationReused(operation)) {
                try await desk.counter.issue(other, operation: operation)
            }
        }
        #expect(try await desk.book.ledger.figures().vouchers == 3)
    }

    @Test(arguments: Store.available)
    func `a value that no token carries issues nothing`(store: Store) async throws {
        let desk = try await Desk(store)
        let tooMuch = VoucherWish(
            terms: Desk.gift(cents: 1_000_000_000_001), validity: Sample.twoYears, count: 1)
        let noUse = VoucherWish(
            terms: Desk.percent(20), uses: 0, validity: Sample.twoYears, count: 1)

        await #expect(throws: TokenError.valueOutOfRange(.amount)) {
            try await desk.counter.issue([fifty, tooMuch], operation: desk.ids.next())
        }
        await #expect(throws: TokenError.valueOutOfRange(.uses)) {
            try await desk.counter.issue([noUse], operation: desk.ids.next())
        }
        #expect(try await desk.book.ledger.figures().batches == 0)
    }

    // T11
    @Test(arguments: Store.available)
    func `days beyond the key's are refused`(store: Store) async throws {
        let desk = try await Desk(store)
        let early = VoucherWish(
            terms: Desk.gift(cents: 1), validity: Sample.validity("2025-10-31", "2026-10-31"),
            count: 1)

        await #expect(
            throws: TokenError.outsideKeyDays(
                KeyID(1), first: Sample.day("2025-11-01"), lastSigning: Sample.day("2027-11-01"),
                acceptUntil: Sample.day("2037-11-08"))
        ) {
            try await desk.counter.issue([early], operation: desk.ids.next())
        }
    }

    // T11
    @Test(arguments: Store.available)
    func `after a rotation old codes are still written and new ones are new`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let batch = try await desk.issue(Desk.gift(cents: 5_000))
        let before = try await desk.counter.issued(batch.first)

        let later = try desk.with(
            desk.keys.rotated(on: Sample.day("2026-12-01"), pending: false))

        #expect(try await later.counter.issued(batch.first) == before)
        #expect(try await later.counter.check(before.token, at: Sample.till1).entry == .scanned)
        let news = try await later.issue(
            Desk.gift(cents: 5_000), validity: Sample.validity("2026-12-01", "2027-12-31"))
        #expect(news.order.keyID == KeyID(5))
    }

    // L3
    @Test(arguments: Store.available)
    func `asking again after a rotation gives the batch of the first time`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        let first = try await desk.counter.issue([fifty], operation: operation)
        let later = try desk.with(
            desk.keys.rotated(on: Sample.day("2026-12-01"), pending: false))

        let again = try await later.counter.issue([fifty], operation: operation)

        #expect(again == first)
        await #expect(throws: LedgerError.operationReused(operation)) {
            try await later.counter.issue([coffee], operation: operation)
        }
    }

    @Test(arguments: Store.available)
    func `a compromised key's codes are not written again`(store: Store) async throws {
        let desk = try await Desk(store)
        let batch = try await desk.issue(Desk.gift(cents: 5_000))
        let later = try desk.with(desk.keys.compromised(KeyID(1)))

        await #expect(throws: TokenError.keyCannotSign(KeyID(1), .compromised)) {
            try await later.counter.issued(batch.first)
        }
        await #expect(throws: ConfigurationError.noSigningKey(.gift, .ownShops)) {
            try await later.issue(Desk.gift(cents: 5_000))
        }
    }

    // F18, F19
    @Test(arguments: Store.available)
    func `a run that goes on tomorrow finds the vouchers of today`(store: Store) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        let (first, isRepeat) = try await desk.counter.issueOrFind(
            [fifty, coffee], operation: operation)
        _ = try await desk.issue(Desk.gift(cents: 100))
        #expect(!isRepeat)

        desk.wait(seconds: 86_400)
        let tomorrow = [fifty, coffee].map {
            VoucherWish(
                terms: $0.terms, validity: Sample.validity("2026-01-02", "2027-12-31"),
                count: $0.count)
        }
        let (again, isRepeatNow) = try await desk.counter.issueOrFind(
            tomorrow, operation: operation)

        #expect(isRepeatNow)
        #expect(again == first)
    }

    @Test(arguments: Store.available)
    func `a run that means something else finds nothing`(store: Store) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        _ = try await desk.counter.issueOrFind([fifty], operation: operation)
        let redeemed = desk.ids.next()
        try await desk.redeem(
            try await desk.voucher(Desk.gift(cents: 1)).token, .everything, operation: redeemed)

        for (wishes, used) in [
            ([coffee], operation), ([fifty, fifty], operation),
            ([fifty], redeemed),
        ] {
            await #expect(throws: LedgerError.operationReused(used)) {
                try await desk.counter.issueOrFind(wishes, operation: used)
            }
        }
    }

    // M52, F32
    @Test(arguments: Store.available)
    func `a campaign that changes leaves the vouchers already out as they were`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let old = try await desk.issue(Desk.percent(20), count: 300)
        let new = try await desk.voucher(Desk.percent(10))

        let last = try codes(desk, old)[299]
        let basket = Asked.amount("50.00")

        #expect(try await desk.redeem(last.token, basket).discount == Sample.euros(cents: 1_000))
        #expect(try await desk.redeem(new.token, basket).discount == Sample.euros(cents: 500))
    }

    // M05, M16
    @Test(arguments: Store.available)
    func `a reward sent twice is one voucher`(store: Store) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        let rides = VoucherWish(
            terms: Desk.entitlement(uses: 10), validity: Sample.twoYears, count: 1)

        for _ in 1...5 { _ = try await desk.counter.issue([rides], operation: operation) }

        #expect(try await desk.book.ledger.figures().vouchers == 1)
    }
}
