import Foundation
import TesseraModel

/// The machine's clock.
enum BenchClock {
    /// What it shows.
    static var now: Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
