import Synchronization
import TesseraLedger
import TesseraModel

/// What a process knows of the book without asking: only what was committed, and only what it does
/// not hurt to know late.
///
/// - Source: L5, L9.
final class Recollection: Sendable {
    /// The limits in force, and how often limits had been set or ended by then.
    struct Limits: Sendable {
        let version: Int64
        let inForce: [Limit]
    }

    private struct State {
        var clock: LedgerClock
        var shelf = BatchShelf()
        var accounts: Set<Account> = []
        var limits: Limits?
    }

    private let state: Mutex<State>

    /// Knows nothing yet but the latest time recorded.
    init(lastRecorded: Timestamp?) {
        state = Mutex(State(clock: LedgerClock(lastRecorded: lastRecorded)))
    }

    /// The time to record for a wall clock.
    ///
    /// - Throws: `LedgerError.clockBehind(wall:lastRecorded:)`.
    func time(_ wall: Timestamp) throws(LedgerError) -> Timestamp {
        try state.withLock { state throws(LedgerError) in try state.clock.reading(wall) }
    }

    /// Something was booked at a time.
    func recorded(_ time: Timestamp) {
        state.withLock { state in
            if state.clock.lastRecorded.map({ $0 < time }) ?? true {
                state.clock = LedgerClock(lastRecorded: time)
            }
        }
    }

    /// The batch that covers a position, if it was asked for lately.
    func batch(covering position: VoucherPosition) -> Batch? {
        state.withLock { $0.shelf.batch(covering: position) }
    }

    /// Remembers a batch; batches never change.
    func keep(_ batch: Batch) { state.withLock { $0.shelf.keep(batch) } }

    /// Whether an account has been written down for good.
    func knows(_ account: Account) -> Bool { state.withLock { $0.accounts.contains(account) } }

    /// Remembers accounts that were written down; they never change.
    func keep(_ accounts: Set<Account>) {
        if !accounts.isEmpty { state.withLock { $0.accounts.formUnion(accounts) } }
    }

    /// The limits as they were when somebody looked last.
    var limits: Limits? { state.withLock { $0.limits } }

    /// Remembers limits. The redemption that trusts them names their version, and is not booked
    /// under another one.
    func keep(_ limits: Limits) { state.withLock { $0.limits = limits } }
}
