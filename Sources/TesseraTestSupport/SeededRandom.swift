import Synchronization
import TesseraModel

/// Numbers that look random and are the same for the same seed on every machine (SplitMix64).
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The sequence of a seed.
    package init(seed: UInt64) {
        state = seed
    }

    /// The next number of the sequence.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Chance that repeats itself for the same seed; only for tests and measurements.
package final class SeededChance: Chance {
    private let random: Mutex<SeededRandom>

    /// The chance of a seed.
    package init(seed: UInt64) {
        random = Mutex(SeededRandom(seed: seed))
    }

    package func bytes(_ count: Int) -> [UInt8] {
        random.withLock { random in
            (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
    }
}

/// Operation ids that count upwards, so that a test can name them.
package final class OperationIDs: Sendable {
    private let last: Mutex<UInt64>

    /// Ids from a number on; ids of different starts do not meet.
    package init(after start: UInt64 = 0) {
        last = Mutex(start)
    }

    /// The next id.
    package func next() -> OperationID {
        OperationID(
            high: 0x0190_0000_0000_0000,
            low: last.withLock { last in
                last += 1
                return last
            })
    }
}
