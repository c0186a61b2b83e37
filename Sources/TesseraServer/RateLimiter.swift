import Synchronization
import TesseraModel
import TesseraOperations

/// Lets nobody ask more often than so many times a minute, by key, operator or address.
///
/// Who has been quiet has a minute's worth at once, and then one every so many whole milliseconds,
/// rounded up. Kept by each server for itself: it protects the machine, not the shop. What protects
/// the shop, the counts of wrong codes and wrong passwords, is in the book and shared.
final class RateLimiter: Sendable {
    /// By what a request is counted; the name that callers are told.
    enum Policy: String, Sendable {
        /// By the key or the operator.
        case caller
        /// By where it comes from, of those whom nobody knows.
        case address
    }

    /// What is left to a caller.
    struct Standing: Hashable, Sendable {
        /// How many requests a minute are allowed.
        let perMinute: Int
        /// How many are left now.
        let left: Int
        /// Seconds until there is one more, rounded up.
        let nextSeconds: Int
        /// Seconds to wait; `nil` if the request is let through.
        let waitSeconds: Int?
    }

    private struct Counts {
        var buckets: [String: Bucket] = [:]
        var sweptAt: Timestamp?
    }

    /// How many are counted at once.
    static let most = 100_000
    // Looking through all of them takes milliseconds, so it is not done for every request.
    private static let sweepMilliseconds: Int64 = 1_000
    private let rule: BucketRule
    private let perMinute: Int
    private let counts = Mutex(Counts())

    /// A limiter.
    ///
    /// - Parameter perMinute: 1…60 000.
    init(perMinute: Int) {
        self.perMinute = perMinute
        rule = BucketRule(
            capacity: Int64(perMinute),
            refillMilliseconds: (60_000 + Int64(perMinute) - 1) / Int64(perMinute))
    }

    /// Counts a request.
    ///
    /// - Parameters:
    ///   - name: Whose it is.
    ///   - time: When.
    /// - Returns: Whether it is let through, and what is allowed.
    func count(_ name: String, at time: Timestamp) -> Standing {
        counts.withLock { counts in
            if counts.buckets.count >= RateLimiter.most, counts.buckets[name] == nil {
                RateLimiter.makeRoom(in: &counts, at: time)
            }
            var bucket = counts.buckets[name] ?? Bucket(fullAt: time)
            let isThrough = bucket.spend(rule, at: time)
            let wait = isThrough ? nil : RateLimiter.seconds(bucket.wait(rule, at: time))
            counts.buckets[name] = bucket
            return Standing(
                perMinute: perMinute, left: Int(bucket.left(rule, at: time)),
                nextSeconds: RateLimiter.seconds(bucket.untilNext(rule, at: time)),
                waitSeconds: wait)
        }
    }

    // Whoever has a full bucket is forgotten. Where so many ask at once that none is, all are: who
    // has a hundred thousand addresses is not stopped by counting them, and memory has an end.
    private static func makeRoom(in counts: inout Counts, at time: Timestamp) {
        let sinceSweep = counts.sweptAt.map { time.milliseconds - $0.milliseconds }
        if sinceSweep.map({ $0 >= sweepMilliseconds }) ?? true {
            counts.sweptAt = time
            counts.buckets = counts.buckets.filter { $0.value.fullAt > time }
        }
        if counts.buckets.count >= most { counts.buckets = [:] }
    }

    private static func seconds(_ milliseconds: Int64) -> Int { Int((milliseconds + 999) / 1_000) }
}
