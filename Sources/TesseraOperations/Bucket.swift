import TesseraModel

/// How many tries there are at once, and how long one takes to come back.
package struct BucketRule: Hashable, Sendable {
    /// How many tries there are at most, at least 1.
    package let capacity: Int64
    /// How long it takes until one try more is there, in milliseconds, at least 1.
    package let refillMilliseconds: Int64

    /// A rule.
    package init(capacity: Int64, refillMilliseconds: Int64) {
        precondition(capacity > 0 && refillMilliseconds > 0)
        self.capacity = capacity
        self.refillMilliseconds = refillMilliseconds
    }

    /// How long an empty bucket takes to be full again.
    var span: Int64 { capacity * refillMilliseconds }
}

/// A bucket of tries that fills again by itself, in whole milliseconds.
///
/// It knows only when it will be full: a bucket that is full is one that nobody has touched, so
/// nothing needs to be kept of it.
///
/// - Source: F15.
package struct Bucket: Hashable, Sendable, Codable {
    /// When it is full again; a time that is over for a full one.
    package private(set) var fullAt: Timestamp

    /// A bucket that is full from a time on.
    package init(fullAt: Timestamp) { self.fullAt = fullAt }

    /// How long one has to wait for a try, in milliseconds; 0 if there is one.
    package func wait(_ rule: BucketRule, at time: Timestamp) -> Int64 {
        max(0, missing(rule, at: time) + rule.refillMilliseconds - rule.span)
    }

    /// How many tries there are.
    package func left(_ rule: BucketRule, at time: Timestamp) -> Int64 {
        (rule.span - missing(rule, at: time)) / rule.refillMilliseconds
    }

    /// How long it takes until there is one try more, in milliseconds; 0 for a full bucket.
    package func untilNext(_ rule: BucketRule, at time: Timestamp) -> Int64 {
        let missing = missing(rule, at: time)
        return missing == 0 ? 0 : (missing - 1) % rule.refillMilliseconds + 1
    }

    /// Takes a try out.
    ///
    /// - Returns: `false` if there is none, and then nothing is taken.
    package mutating func spend(_ rule: BucketRule, at time: Timestamp) -> Bool {
        guard wait(rule, at: time) == 0 else { return false }
        fullAt = time.advanced(
            byMilliseconds: missing(rule, at: time) + rule.refillMilliseconds)
        return true
    }

    /// Puts a try back that was taken out and not used.
    package mutating func giveBack(_ rule: BucketRule, at time: Timestamp) {
        fullAt = time.advanced(
            byMilliseconds: max(0, missing(rule, at: time) - rule.refillMilliseconds))
    }

    /// How long it takes until it is full, in milliseconds: never longer than an empty one takes,
    /// so a clock that was set back keeps nobody waiting for ever.
    private func missing(_ rule: BucketRule, at time: Timestamp) -> Int64 {
        let (distance, overflow) = fullAt.milliseconds.subtractingReportingOverflow(
            time.milliseconds)
        return overflow ? 0 : min(max(0, distance), rule.span)
    }
}
