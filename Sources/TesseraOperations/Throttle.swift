import TesseraLedger
import TesseraModel
import TesseraToken

// Buckets on slips: how often somebody may still be wrong. A bucket that is empty is not written
// to, so whoever goes on trying costs the book nothing.

/// A bucket by name.
struct NamedBucket: Sendable {
    let name: String
    let rule: BucketRule
}

extension Counter {
    /// Ten wrong codes at once from one place, and one more every six seconds: the eleventh within
    /// a minute waits.
    private static let wrongCodesOfSource = BucketRule(capacity: 10, refillMilliseconds: 6_000)
    /// A hundred wrong codes at once that begin alike, and ten more a minute, from wherever.
    private static let wrongCodesOfPrefix = BucketRule(capacity: 100, refillMilliseconds: 6_000)

    private func wrongCodeBuckets(_ prefix: String, _ source: AccessSource) -> [NamedBucket] {
        [
            NamedBucket(
                name: SlipNames.hashed("wrong/source/", source.text),
                rule: Self.wrongCodesOfSource),
            NamedBucket(
                name: SlipNames.hashed("wrong/prefix/", prefix), rule: Self.wrongCodesOfPrefix),
        ]
    }

    /// How a code begins, as far as that says which of our codes it means to be one of: kind, key,
    /// audience and list of a scanned code, kind and list of a typed one.
    ///
    /// - Parameter code: What was scanned or typed, in any of its spellings.
    /// - Returns: The same for all codes of a list that one key signed.
    package static func beginning(of code: String) -> String {
        let signs = code.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        // In front of it stands at most what a scanner says of itself.
        if let start = signs.prefix(12).firstRange(of: "TZ1")?.lowerBound,
            signs[start...].count > TypedCode.characterCount
        {
            return String(signs[start...].prefix(scannedBeginning))
        }
        return String(
            signs.prefix(typedBeginning).map { sign -> Character in
                switch sign {
                case "I", "L": "1"
                case "O": "0"
                default: sign
                }
            })
    }

    // TZ1, then twelve signs of five bits: the seven bytes up to the slot, and four bits of it.
    private static let scannedBeginning = 15
    // Four signs of five bits: two bits of kind, sixteen of list, two of the slot.
    private static let typedBeginning = 4

    /// Counts a code that came over the network and was not genuine.
    ///
    /// A genuine code is never counted and never asked about here: it passes, however many wrong
    /// ones were tried before it.
    ///
    /// - Parameters:
    ///   - prefix: How the code begins; codes that begin alike share a bucket.
    ///   - source: Where it was tried.
    /// - Returns: How many seconds to wait, to be told instead of what is wrong with the code;
    ///   `nil` if it may be told.
    /// - Throws: ``LedgerError``.
    /// - Source: F15.
    package func spendWrongCode(
        prefix: String, source: AccessSource
    ) async throws -> Int? {
        var wait: Int?
        for bucket in wrongCodeBuckets(prefix, source) {
            if let seconds = try await spend(bucket) { wait = max(wait ?? 0, seconds) }
        }
        return wait
    }

    /// Whether the next wrong code would have to wait.
    ///
    /// - Returns: How many seconds; `nil` if it would not.
    /// - Throws: ``LedgerError``.
    /// - Source: F15.
    package func isThrottled(prefix: String, source: AccessSource) async throws -> Int? {
        var wait: Int?
        let time = clock.now()
        for bucket in wrongCodeBuckets(prefix, source) {
            let missing = try await kept(Bucket.self, on: bucket.name)?.wait(bucket.rule, at: time)
            if let missing, missing > 0 { wait = max(wait ?? 0, Self.seconds(missing)) }
        }
        return wait
    }

    /// Takes a try out of a bucket.
    ///
    /// - Returns: How many seconds to wait if there is none, at least 1; `nil` if there was one.
    func spend(_ named: NamedBucket) async throws -> Int? {
        let time = clock.now()
        return try await change(named.name, expiry: { $0.fullAt }) { (kept: inout Bucket?) in
            var bucket = kept ?? Bucket(fullAt: time)
            guard bucket.spend(named.rule, at: time) else {
                return Self.seconds(bucket.wait(named.rule, at: time))
            }
            kept = bucket
            return nil
        }
    }

    /// Puts a try back.
    func giveBack(_ named: NamedBucket) async throws {
        let time = clock.now()
        try await change(named.name, expiry: { $0.fullAt }) { (kept: inout Bucket?) in
            guard var bucket = kept else { return }
            bucket.giveBack(named.rule, at: time)
            kept = bucket.fullAt > time ? bucket : nil
        }
    }

    /// Whole seconds, the part of one counted as one.
    private static func seconds(_ milliseconds: Int64) -> Int { Int((milliseconds + 999) / 1_000) }
}
