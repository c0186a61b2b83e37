import Synchronization
import TesseraLedger
import TesseraModel

/// Slips as they were last read, for the one process that may change them.
///
/// An access key's slip is asked for with every request and changes once in its life. A slip is
/// forgotten when a change of it is over and before whoever made it hears of that, so whoever asks
/// afterwards reads it anew; what was read before that change began to end is never kept.
final class KnownSlips: Sendable {
    private struct Shelf {
        var slips: [String: Slip] = [:]
        /// How many changes are over.
        var changes = 0
    }

    private static let most = 1_000
    private let shelf = Mutex(Shelf())

    /// How many changes are over; asked before a slip is read.
    var mark: Int { shelf.withLock(\.changes) }

    /// A slip that is known and counts at a time.
    func slip(_ name: String, at time: Timestamp) -> Slip? {
        guard let slip = shelf.withLock({ $0.slips[name] }) else { return nil }
        if let expiry = slip.expiresAt, expiry <= time { return nil }
        return slip
    }

    /// Keeps a slip, unless some change was over since the mark was asked for.
    func keep(_ slip: Slip, readAt mark: Int) {
        shelf.withLock { shelf in
            guard shelf.changes == mark else { return }
            if shelf.slips.count >= KnownSlips.most { shelf.slips = [:] }
            shelf.slips[slip.name] = slip
        }
    }

    /// A change of a slip is over, whatever came of it.
    func forget(_ name: String) {
        shelf.withLock { shelf in
            shelf.changes += 1
            shelf.slips[name] = nil
        }
    }
}
