/// How long a server may take before it counts as gone.
///
/// - Source: L11.
package struct PostgresLimits: Hashable, Sendable {
    /// Until a connection stands, in milliseconds.
    package var connectMilliseconds: Int
    /// For one statement in the server, waiting for locks included, in milliseconds.
    package var statementMilliseconds: Int
    /// For the answer to one call, in milliseconds; longer than for a statement, so that a server
    /// that lives can say itself that it was too slow.
    package var callMilliseconds: Int
    /// For waiting until a connection is free, in milliseconds.
    package var queueMilliseconds: Int

    /// Limits; all positive.
    package init(
        connectMilliseconds: Int = 5_000, statementMilliseconds: Int = 5_000,
        callMilliseconds: Int = 8_000, queueMilliseconds: Int = 10_000
    ) {
        precondition(connectMilliseconds > 0 && statementMilliseconds > 0)
        precondition(callMilliseconds > 0 && queueMilliseconds > 0)
        self.connectMilliseconds = connectMilliseconds
        self.statementMilliseconds = statementMilliseconds
        self.callMilliseconds = callMilliseconds
        self.queueMilliseconds = queueMilliseconds
    }
}

/// A moment after which nobody waits any longer; the wall clock has no say in it.
struct Deadline: Sendable {
    private let moment: ContinuousClock.Instant

    /// So many milliseconds from here on.
    init(milliseconds: Int) {
        moment = ContinuousClock.now.advanced(by: .milliseconds(milliseconds))
    }

    /// What is left, in milliseconds and rounded up; 0 when it is over.
    var remainingMilliseconds: Int32 {
        let left = ContinuousClock.now.duration(to: moment)
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        let rounded = seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: rounded)
    }

    /// Whether it is over.
    var isOver: Bool { ContinuousClock.now >= moment }
}
