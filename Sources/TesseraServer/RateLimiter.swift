import Synchronization
import TesseraModel
import TesseraOperations

/// Lets nobody ask more often than so many times a minute, by key, operator or address.
///
/// Kept by each server for itself: it protects the machine, not the shop. What protects the shop,
/// the counts of wrong codes and wrong passwords, is in the book and shared.
final class RateLimiter: Sendable {
    /// What is left to a caller.
    struct Standing: Hashable, Sendable {
        /// How many requests a minute are allowed.
        let perMinute: Int
        /// Seconds to wait; `nil` if the request is let through.
        let waitSeconds: Int?
    }

    // Whoever has a full bucket is forgotten, so this many are being counted at most.
    private static let most = 100_000
    private let rule: BucketRule
    private let perMinute: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    init(perMinute: Int) {
        self.perMinute = perMinute
        rule = BucketRule(
            capacity: Int64(perMinute), refillMilliseconds: max(1, 60_000 / Int64(perMinute)))
    }

    /// Counts a request.
    ///
    /// - Parameters:
    ///   - name: Whose it is.
    ///   - time: When.
    /// - Returns: Whether it is let through, and what is allowed.
    func count(_ name: String, at time: Timestamp) -> Standing {
        buckets.withLock { buckets in
            if buckets.count >= RateLimiter.most {
                buckets = buckets.filter { $0.value.fullAt > time }
            }
            var bucket = buckets[name] ?? Bucket(fullAt: time)
            let isThrough = bucket.spend(rule, at: time)
            let wait = isThrough ? nil : Int((bucket.wait(rule, at: time) + 999) / 1_000)
            buckets[name] = bucket
            return Standing(perMinute: perMinute, waitSeconds: wait)
        }
    }
}
