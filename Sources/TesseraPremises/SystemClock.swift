import Glibc
import TesseraModel

/// The machine's clock.
package struct SystemClock: WallClock {
    private let fixed: Timestamp?

    /// The machine's clock, or for training a fixed one.
    ///
    /// `TESSERA_NOW` sets the time for demonstrations and tests; with live keys it is refused,
    /// since a till's time decides what has expired.
    ///
    /// - Throws: ``PremisesError/clockSetWithLiveKeys``; ``ModelError/time(_:)``.
    package init(isTraining: Bool) throws {
        guard let text = environment("TESSERA_NOW") else {
            fixed = nil
            return
        }
        guard isTraining else { throw PremisesError.clockSetWithLiveKeys }
        guard let time = Timestamp(rfc3339: text) else { throw ModelError.time(text) }
        fixed = time
    }

    package func now() -> Timestamp {
        if let fixed { return fixed }
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
