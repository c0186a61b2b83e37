import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Buckets of tries that fill again by themselves.
///
/// F15.
struct BucketTests {
    /// Three tries, one more every ten seconds.
    private let rule = BucketRule(capacity: 3, refillMilliseconds: 10_000)

    private func after(_ milliseconds: Int64) -> Timestamp {
        Sample.noon.advanced(byMilliseconds: milliseconds)
    }

    @Test func `a bucket gives what it holds, and then one try after the other`() {
        var bucket = Bucket(fullAt: Sample.noon)

        let first = (0..<4).map { _ in bucket.spend(rule, at: Sample.noon) }
        #expect(first == [true, true, true, false])
        #expect(bucket.wait(rule, at: Sample.noon) == 10_000)
        #expect(bucket.wait(rule, at: after(9_999)) == 1)

        let later = [9_999, 10_000, 10_000].map { bucket.spend(rule, at: after($0)) }
        #expect(later == [false, true, false])
        #expect(bucket.fullAt == after(40_000))
    }

    @Test func `a bucket holds no more than it was made for, however long it stood`() {
        var bucket = Bucket(fullAt: Sample.noon)

        let tries = (0..<4).map { _ in bucket.spend(rule, at: after(86_400_000)) }

        #expect(tries == [true, true, true, false])
    }

    @Test func `what is given back can be taken again, and no more`() {
        var bucket = Bucket(fullAt: Sample.noon)
        for _ in 0..<3 { _ = bucket.spend(rule, at: Sample.noon) }

        bucket.giveBack(rule, at: Sample.noon)
        let again = (0..<2).map { _ in bucket.spend(rule, at: Sample.noon) }
        #expect(again == [true, false])

        for _ in 0..<9 { bucket.giveBack(rule, at: Sample.noon) }
        let tries = (0..<4).map { _ in bucket.spend(rule, at: Sample.noon) }
        #expect(tries == [true, true, true, false])
    }

    @Test func `a clock that was set back makes nobody wait longer than an empty bucket`() {
        let bucket = Bucket(fullAt: after(86_400_000))

        #expect(bucket.wait(rule, at: Sample.noon) == 10_000)
        #expect(Bucket(fullAt: Timestamp(milliseconds: .max)).wait(rule, at: Sample.noon) == 10_000)
        #expect(Bucket(fullAt: Timestamp(milliseconds: .min)).wait(rule, at: Sample.noon) == 0)
    }
}

/// Wrong codes over the network, on every store.
///
/// F15.
struct ThrottleTests {
    private static let lobby = AccessSource.address("203.0.113.7")

    @Test(arguments: Store.available)
    func `the eleventh wrong code of a minute waits, and one at another till does not`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let till = AccessSource.device(Sample.till1)

        for _ in 0..<10 {
            #expect(try await desk.counter.isThrottled(prefix: "7K", source: Self.lobby) == nil)
            #expect(try await desk.counter.spendWrongCode(prefix: "7K", source: Self.lobby) == nil)
        }

        #expect(try await desk.counter.spendWrongCode(prefix: "7K", source: Self.lobby) == 6)
        #expect(try await desk.counter.isThrottled(prefix: "8M", source: Self.lobby) == 6)
        #expect(try await desk.counter.spendWrongCode(prefix: "7K", source: till) == nil)
        desk.clock.advance(byMilliseconds: 5_001)
        #expect(try await desk.counter.isThrottled(prefix: "7K", source: Self.lobby) == 1)
        desk.clock.advance(byMilliseconds: 999)
        #expect(try await desk.counter.spendWrongCode(prefix: "7K", source: Self.lobby) == nil)
    }

    @Test(arguments: Store.available)
    func `codes that begin alike share a bucket, wherever they are tried`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)

        for number in 0..<100 {
            let source = AccessSource.address("203.0.113.\(number)")
            #expect(try await desk.counter.spendWrongCode(prefix: "7K", source: source) == nil)
        }

        #expect(try await desk.counter.spendWrongCode(prefix: "7K", source: Self.lobby) == 6)
        #expect(try await desk.counter.spendWrongCode(prefix: "8M", source: Self.lobby) == nil)
    }

    @Test(arguments: Store.available)
    func `a genuine code passes where wrong ones wait`(store: Store) async throws {
        let desk = try await Desk(store)
        let voucher = try await desk.voucher(.gift(Sample.euros(cents: 5_000)))
        for _ in 0..<20 {
            _ = try await desk.counter.spendWrongCode(prefix: "7K", source: Self.lobby)
        }

        let taken = try await desk.redeem(voucher.token, .amount("5"))

        #expect(taken.taken == 500)
    }

    @Test(arguments: Store.available)
    func `of sixty-four at once ten are counted`(store: Store) async throws {
        let desk = try await Desk(store)

        let told = try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    try await desk.counter.spendWrongCode(prefix: "7K", source: Self.lobby)
                }
            }
            return try await group.reduce(into: [Int?]()) { $0.append($1) }
        }

        #expect(told.filter { $0 == nil }.count == 10)
        #expect(told.filter { $0 == 6 }.count == 54)
    }

    @Test(arguments: Store.available)
    func `a bucket that is full again leaves nothing behind`(store: Store) async throws {
        let desk = try await Desk(store)
        _ = try await desk.counter.spendWrongCode(prefix: "7K", source: Self.lobby)

        desk.clock.advance(byMilliseconds: 6_000)

        let swept = try await desk.book.ledger.sweepSlips(at: desk.clock.now())
        #expect(swept == 2)
    }
}
