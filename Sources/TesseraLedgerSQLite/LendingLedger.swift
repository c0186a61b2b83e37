import Synchronization
import TesseraLedger
import TesseraModel

/// The book in a SQLite file for a process that keeps it open for long: it lends the data folder to
/// commands that ask for it and has it back when they are done.
///
/// All calls are those of ``Ledger``. While the folder is lent, questions are answered from what
/// stands in the book, and bookings wait; those of a caller who has waited long enough are
/// `unavailable`, with nothing booked. A command that is killed gives the folder back by that.
///
/// - Source: L6.
package final class LendingLedger: Ledger {
    /// How long a booking waits for the folder to come back, unless it is said otherwise.
    package static let patienceMilliseconds = 5_000

    let folder: String
    private let zone: IssuerZone
    private let wall: any WallClock
    private let patience: Duration
    private let tenancy: FolderTenancy
    private let listener: FolderListener
    private let state: Mutex<LendingState>
    private let lending = Mutex<Task<Void, Never>?>(nil)

    private init(
        _ ledger: SQLiteLedger, wall: any WallClock, patience: Duration, tenancy: FolderTenancy,
        listener: FolderListener
    ) {
        folder = ledger.folder
        zone = ledger.zone
        self.wall = wall
        self.patience = patience
        self.tenancy = tenancy
        self.listener = listener
        state = Mutex(LendingState(ledger))
    }

    /// Opens the book and begins to lend its folder.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - zone: The issuer's zone, in which days begin and end.
    ///   - wall: The clock that must not be behind the book, now and whenever it comes back.
    ///   - waitMilliseconds: How long to wait for another process to let go of the folder; 0 for
    ///     a single try.
    ///   - patienceMilliseconds: How long a booking waits for the folder to come back.
    /// - Returns: A ledger that has the folder until it is closed, and has to be closed.
    /// - Throws: What ``SQLiteLedger/open(folder:zone:wall:waitMilliseconds:borrows:)`` throws;
    ///   ``LedgerError/dataFolderInUse(processID:)`` also if another process lends the folder.
    /// - Source: L5, L6.
    package static func open(
        folder: String, zone: IssuerZone, wall: any WallClock, waitMilliseconds: Int = 0,
        patienceMilliseconds: Int = patienceMilliseconds
    ) async throws(LedgerError) -> LendingLedger {
        let tenancy = try await FolderTenancy(of: folder, waitMilliseconds: waitMilliseconds)
        let ledger = try await SQLiteLedger.open(
            folder: folder, zone: zone, wall: wall, waitMilliseconds: waitMilliseconds,
            borrows: false)
        let listener: FolderListener
        do throws(LedgerError) {
            listener = try FolderListener(in: folder)
        } catch {
            await ledger.close()
            throw error
        }
        let lending = LendingLedger(
            ledger, wall: wall, patience: .milliseconds(patienceMilliseconds), tenancy: tenancy,
            listener: listener)
        lending.lending.withLock { $0 = Task { await Lender(ledger: lending).run() } }
        return lending
    }

    /// Answers what has queued up and lets go of file and folder; later calls throw
    /// ``LedgerError/unavailable``, and so do those that wait. A command that has the folder keeps
    /// it.
    package func close() async {
        let last = state.withLock { $0.move(to: .closed) }
        guard let last else { return }
        release()
        listener.close()
        switch last {
        case .here(let ledger): await ledger.close()
        case .lent(let reader, let loan):
            loan.end()
            await reader.close()
        case .lost, .closed: break
        }
        await lending.withLock { $0 }?.value
        FolderSocket.remove(from: folder)
        tenancy.release()
    }

    /// Answers a question on whatever of the book is open here.
    func ask<Answer>(
        _ question: (SQLiteLedger) async throws(LedgerError) -> Answer
    ) async throws(LedgerError) -> Answer {
        try await enter(.question, question)
    }

    /// Books, once the book is here.
    func change<Answer>(
        _ booking: (SQLiteLedger) async throws(LedgerError) -> Answer
    ) async throws(LedgerError) -> Answer {
        try await enter(.booking, booking)
    }

    private func enter<Answer>(
        _ purpose: LendingState.Purpose,
        _ call: (SQLiteLedger) async throws(LedgerError) -> Answer
    ) async throws(LedgerError) -> Answer {
        var end: ContinuousClock.Instant?
        while true {
            let (entry, hasWaited) = try await entry(purpose, before: &end)
            // Whoever waited comes before the next borrower.
            defer { if hasWaited { served() } }
            do throws(LedgerError) {
                return try await call(entry.ledger)
            } catch {
                if error == .ledgerFailed { await abandon(entry) }
                // Closed before the call's turn came, to be lent: it is as if it came now.
                guard error == .unavailable, state.withLock(\.change) != entry.change else {
                    throw error
                }
            }
        }
    }

    /// Lets go of a book whose disk has failed. Nothing more is booked on that handle; the lender
    /// opens another one from what is on the disk, as a process that starts anew would.
    ///
    /// - Source: L8.
    private func abandon(_ entry: LendingState.Entry) async {
        guard let failed = state.withLock({ $0.lose(entry) }) else { return }
        release()
        await failed.close()
        // The lender sleeps until somebody asks for the folder: this one asks and leaves at once.
        _ = FolderLoan(askingFor: folder)
    }

    /// A way in, as soon as there is one.
    private func entry(
        _ purpose: LendingState.Purpose, before end: inout ContinuousClock.Instant?
    ) async throws(LedgerError) -> (LendingState.Entry, hasWaited: Bool) {
        var hasWaited = false
        while true {
            let found = try state.withLock { state throws(LedgerError) in
                try state.entry(purpose)
            }
            if let found { return (found, hasWaited) }
            let limit = end ?? ContinuousClock.now.advanced(by: patience)
            end = limit
            guard await comesBack(before: limit) else { throw .unavailable }
            hasWaited = true
        }
    }

    /// Waits until the book is somewhere else than with a borrower.
    ///
    /// - Returns: Whether it is; not if time is up or the task was cancelled.
    private func comesBack(before end: ContinuousClock.Instant) async -> Bool {
        let number = state.withLock { $0.number() }
        let alarm = Task { [self] in
            try await Task.sleep(until: end, tolerance: .zero)
            state.withLock { $0.giveUp(number) }?.resume(returning: false)
        }
        defer { alarm.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                let answer = state.withLock { state -> Bool? in
                    // The alarm may have rung, or the task been cancelled, before anybody was here.
                    if Task.isCancelled || ContinuousClock.now >= end { return false }
                    return state.keep(caller, number) ? nil : true
                }
                if let answer { caller.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { $0.giveUp(number) }?.resume(returning: false)
        }
    }

    private func served() { state.withLock { $0.served() }?.resume() }

    private func release() {
        let (callers, lender) = state.withLock { ($0.release(), $0.isHere ? nil : $0.dismissed()) }
        for caller in callers { caller.resume(returning: true) }
        lender?.resume()
    }
}

// What the lender does with the book.
extension LendingLedger {
    /// The next who wants the folder.
    func nextBorrower() async -> FolderListener.Call {
        // A book that could not be opened is tried again every second.
        await listener.next(within: state.withLock(\.isHere) ? nil : 1_000)
    }

    /// Closes the book here, once what has queued up is booked, and goes on answering questions.
    ///
    /// - Returns: Whether the folder is free for the borrower now.
    func give(for loan: FolderLoan) async -> Bool {
        await withCheckedContinuation { lender in
            if !state.withLock({ $0.keep(lender: lender) }) { lender.resume() }
        }
        if loan.isOver { return false }
        guard state.withLock(\.isHere) else { return !state.withLock(\.isClosed) }
        guard let reader = try? SQLiteLedger.openForReading(folder: folder, zone: zone) else {
            return false
        }
        guard case .here(let ledger) = state.withLock({ $0.move(to: .lent(reader, loan)) }) else {
            await reader.close()
            return false
        }
        await ledger.handOver()
        return true
    }

    /// Tries again to open a book that could not be opened.
    func takeBackIfLost() async {
        if !state.withLock(\.isHere) { await takeBack() }
    }

    /// Opens the book here again, once nobody else has the folder.
    func takeBack() async {
        while !state.withLock(\.isClosed) {
            var place: LendingState.Place
            do throws(LedgerError) {
                place = .here(
                    try await SQLiteLedger.open(
                        folder: folder, zone: zone, wall: wall, waitMilliseconds: 100,
                        borrows: false))
            } catch .dataFolderInUse {
                continue
            } catch {
                place = .lost(error)
            }
            let last = state.withLock { $0.move(to: place) }
            if case .lent(let reader, _) = last { await reader.close() }
            if last == nil, case .here(let opened) = place { await opened.close() }
            return release()
        }
    }
}
