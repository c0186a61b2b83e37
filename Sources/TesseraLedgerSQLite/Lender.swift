import TesseraLedger

/// Lends a book's folder to one command after the other, for as long as the book is open.
struct Lender: Sendable {
    /// The book.
    let ledger: LendingLedger

    /// Lends until the book is closed.
    func run() async {
        while true {
            switch await ledger.nextBorrower() {
            case .borrower(let loan): await lend(to: loan)
            case .nobody: await ledger.takeBackIfLost()
            case .closed: return
            }
        }
    }

    private func lend(to loan: FolderLoan) async {
        defer { loan.end() }
        guard await ledger.give(for: loan) else { return }
        loan.grant()
        await loan.ended()
        await ledger.takeBack()
    }
}
