import GRDB
import TesseraLedger

/// One caller's wish.
protocol Job: AnyObject, Sendable {
    /// About how many bookings it is.
    var weight: Int { get }
    /// Books it and keeps what the caller is answered once it is committed.
    func book(_ keeper: inout Bookkeeper, _ db: Database) throws
    /// Keeps for the caller that nothing was booked, and why.
    func refuse(_ refusal: LedgerError)
    /// Answers the caller.
    func answer()
}

extension Job {
    /// Answers the caller that nothing was booked.
    func fail(_ error: LedgerError) {
        refuse(error)
        answer()
    }
}

/// A wish and its outcome in one piece, which is all that a booking costs beside its own work.
///
/// The caller makes it, from then on the writer has it, and after the answer the caller has it
/// back: never both at once, which is what makes it sendable.
@safe
final class Booking<Answer: Sendable>: Job, @unchecked Sendable {
    let weight: Int
    /// What the caller is answered; `nil` until it is booked or refused.
    var outcome: Result<Answer, LedgerError>?
    /// Who waits.
    @safe nonisolated(unsafe) var caller: UnsafeContinuation<Void, Never>?
    private let work: @Sendable (inout Bookkeeper, Database) throws -> Answer

    /// A wish of about so many bookings.
    init(
        _ weight: Int,
        _ work: @escaping @Sendable (inout Bookkeeper, Database) throws -> Answer
    ) {
        self.weight = weight
        self.work = work
    }

    func book(_ keeper: inout Bookkeeper, _ db: Database) throws {
        outcome = .success(try work(&keeper, db))
    }

    func refuse(_ refusal: LedgerError) { outcome = .failure(refusal) }

    func answer() { unsafe caller?.resume() }
}
