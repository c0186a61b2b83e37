import TesseraModel

/// The ledger's own time: never earlier than what it has recorded.
///
/// - Source: L5.
package struct LedgerClock: Sendable {
    /// How far the wall clock may be behind the last record before the ledger refuses to work.
    package static let tolerance: Int64 = 5 * 60 * 1_000

    /// The latest time recorded; `nil` for an empty book.
    package private(set) var lastRecorded: Timestamp?

    /// A clock that goes on from the latest time recorded.
    package init(lastRecorded: Timestamp?) {
        self.lastRecorded = lastRecorded
    }

    /// The time to record now.
    ///
    /// - Parameter wall: The caller's wall clock.
    /// - Returns: The wall clock's time, or the last recorded one while the wall clock is behind
    ///   it.
    /// - Throws: ``LedgerError/clockBehind(wall:lastRecorded:)`` if it is more than five minutes
    ///   behind.
    package mutating func tick(_ wall: Timestamp) throws(LedgerError) -> Timestamp {
        let time = try reading(wall)
        lastRecorded = time
        return time
    }

    /// The time that ``tick(_:)`` would record, without recording it.
    ///
    /// - Throws: ``LedgerError/clockBehind(wall:lastRecorded:)`` if the wall clock is more than
    ///   five minutes behind.
    package func reading(_ wall: Timestamp) throws(LedgerError) -> Timestamp {
        guard let last = lastRecorded, wall < last else { return wall }
        guard last.milliseconds - wall.milliseconds <= LedgerClock.tolerance else {
            throw .clockBehind(wall: wall, lastRecorded: last)
        }
        return last
    }
}
