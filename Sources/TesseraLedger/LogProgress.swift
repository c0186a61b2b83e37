import TesseraModel

/// Which records of a device's log have arrived, and when they were written.
///
/// - Source: L14.
package struct LogProgress: Hashable, Sendable, Codable {
    /// A run of records that arrived before what is in front of them.
    package struct Run: Hashable, Sendable, Codable {
        /// Its first number.
        package var first: Int64
        /// Its last number.
        package var last: Int64
        /// When its first record was written, by the device's clock.
        package var firstTime: Timestamp
        /// When its last record was written.
        package var lastTime: Timestamp
    }

    /// How many runs with gaps before them are kept at most.
    package static let mostRuns = 1_000

    /// The highest number up to which nothing is missing; 0 if nothing arrived.
    package private(set) var through: Int64 = 0
    /// When the record of that number was written; `nil` if nothing arrived.
    package private(set) var throughTime: Timestamp?
    /// What arrived beyond, in order, with a gap before each.
    package private(set) var ahead: [Run] = []

    /// Nothing has arrived.
    package init() {}

    /// The numbers that are missing between what arrived.
    package var gaps: [ClosedRange<Int64>] {
        var next = through + 1
        return ahead.map { run in
            defer { next = run.last + 1 }
            return next...(run.first - 1)
        }
    }

    /// The highest number that arrived; 0 if nothing did.
    package var last: Int64 { ahead.last?.last ?? through }

    /// Returns whether a record has arrived.
    package func has(_ number: Int64) -> Bool {
        number <= through || ahead.contains { $0.first <= number && number <= $0.last }
    }

    /// Returns whether a record that has not arrived can have been written at a time: not before
    /// those in front of it, and not after those behind it.
    ///
    /// A till's log never goes back, so what a device may still claim lies behind what is known of
    /// it; that is what bounds the loss of a device that lies.
    ///
    /// - Source: L15.
    package func admits(_ number: Int64, at time: Timestamp) -> Bool {
        let before = ahead.last { $0.last < number }?.lastTime ?? throughTime
        let after = ahead.first { $0.first > number }?.firstTime
        return before.map { $0 <= time } ?? true && after.map { time <= $0 } ?? true
    }

    /// Notes a record that has not arrived before.
    package mutating func note(_ number: Int64, at time: Timestamp) {
        guard number > through else { return }
        if number == through + 1 {
            (through, throughTime) = (number, time)
        } else {
            let place = ahead.firstIndex { $0.first > number } ?? ahead.count
            let run = Run(first: number, last: number, firstTime: time, lastTime: time)
            ahead.insert(run, at: place)
        }
        if !ahead.isEmpty { join() }
    }

    private mutating func join() {
        var joined: [Run] = []
        for run in ahead {
            if run.first <= through + 1 {
                (through, throughTime) = (run.last, run.lastTime)
            } else if let last = joined.last, run.first == last.last + 1 {
                joined[joined.count - 1].last = run.last
                joined[joined.count - 1].lastTime = run.lastTime
            } else {
                joined.append(run)
            }
        }
        ahead = joined
    }
}
