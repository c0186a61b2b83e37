import TesseraLedger

/// Where a book is that is lent now and then, and who waits for it.
///
/// 1  A call enters, works on the book it was given, and leaves nothing behind. One that was
///    overtaken, so that the book was closed before its turn, is told `unavailable` by it, sees
///    that ``change`` has moved, and enters again: nothing was booked for it.
/// 2  A booking waits while the book is lent; a question does not, because whoever has the book
///    lets others read.
/// 3  Those who waited come before the next loan.
struct LendingState {
    /// Where the book is.
    enum Place {
        /// Here, and open.
        case here(SQLiteLedger)
        /// With another process; what is open here only reads.
        case lent(SQLiteLedger, FolderLoan)
        /// Nowhere: it could not be opened, and why.
        case lost(LedgerError)
        /// Not here any more.
        case closed
    }

    /// What a call is for.
    enum Purpose {
        case question
        case booking
    }

    /// A call's way in.
    struct Entry {
        let ledger: SQLiteLedger
        /// The number of the change since which the ledger is open.
        let change: Int
    }

    private(set) var place: Place
    /// How often the book's place has changed.
    private(set) var change = 0
    private var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
    private var next = 0
    /// How many of those who waited have not been served yet.
    private var owed = 0
    private var lender: CheckedContinuation<Void, Never>?

    /// A book that is open here.
    init(_ ledger: SQLiteLedger) {
        place = .here(ledger)
    }

    /// Whether the book will not be open here again.
    var isClosed: Bool {
        if case .closed = place { true } else { false }
    }

    /// Whether the book is open here.
    var isHere: Bool {
        if case .here = place { true } else { false }
    }

    /// The way in; `nil` if the call has to wait.
    ///
    /// - Throws: Why there is none.
    func entry(_ purpose: Purpose) throws(LedgerError) -> Entry? {
        switch place {
        case .here(let ledger): return Entry(ledger: ledger, change: change)
        case .lent(let reader, _):
            return purpose == .question ? Entry(ledger: reader, change: change) : nil
        case .lost(let error): throw error
        case .closed: throw .unavailable
        }
    }

    /// Goes to another place, and says what was open at the one before.
    ///
    /// - Returns: `nil` if the book is closed, which is for good.
    mutating func move(to place: Place) -> Place? {
        if isClosed { return nil }
        defer {
            self.place = place
            change += 1
        }
        return self.place
    }

    /// Gives up a book whose disk has failed.
    ///
    /// - Returns: What has to be closed; `nil` if the book was opened anew since the call entered.
    mutating func lose(_ entry: Entry) -> SQLiteLedger? {
        guard change == entry.change, case .here(let failed) = place else { return nil }
        _ = move(to: .lost(.ledgerFailed))
        return failed
    }

    /// A number for somebody who is going to wait.
    mutating func number() -> Int {
        next += 1
        return next
    }

    /// Keeps a caller until the book is somewhere else; ``release()`` tells it so.
    ///
    /// - Returns: Whether it is kept: not if the book came back meanwhile.
    mutating func keep(_ caller: CheckedContinuation<Bool, Never>, _ number: Int) -> Bool {
        guard case .lent = place else {
            owed += isHere ? 1 : 0
            return false
        }
        waiting[number] = caller
        return true
    }

    /// Takes a caller out who does not want to wait any longer.
    mutating func giveUp(_ number: Int) -> CheckedContinuation<Bool, Never>? {
        waiting.removeValue(forKey: number)
    }

    /// Takes out all who wait.
    mutating func release() -> [CheckedContinuation<Bool, Never>] {
        defer { waiting = [:] }
        owed = isHere ? waiting.count : 0
        return Array(waiting.values)
    }

    /// Notes that one of those who waited was served.
    ///
    /// - Returns: The lender, if that was the last one.
    mutating func served() -> CheckedContinuation<Void, Never>? {
        owed -= 1
        return owed <= 0 ? dismissed() : nil
    }

    /// Keeps the lender until those who waited are served.
    ///
    /// - Returns: Whether it is kept.
    mutating func keep(lender: CheckedContinuation<Void, Never>) -> Bool {
        guard owed > 0, isHere else { return false }
        self.lender = lender
        return true
    }

    /// Takes out the lender, if it waits.
    mutating func dismissed() -> CheckedContinuation<Void, Never>? {
        defer { lender = nil }
        return lender
    }
}
