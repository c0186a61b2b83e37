import Synchronization
import TesseraModel

/// A wall clock that shows what a test sets it to.
package final class FixedClock: WallClock {
    private let time: Mutex<Timestamp>

    /// A clock that shows a time until it is set to another.
    package init(_ time: Timestamp) {
        self.time = Mutex(time)
    }

    package func now() -> Timestamp { time.withLock { $0 } }

    /// Sets the clock, forward or back.
    package func set(_ time: Timestamp) {
        self.time.withLock { $0 = time }
    }

    /// Moves the clock by so many milliseconds, back when negative.
    package func advance(byMilliseconds delta: Int64) {
        time.withLock { $0 = $0.advanced(byMilliseconds: delta) }
    }
}
