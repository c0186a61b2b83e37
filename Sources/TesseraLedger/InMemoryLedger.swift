import TesseraModel

/// The simplest book that keeps the promises: a paper in memory, one caller at a time.
///
/// The stores on disk are tested against it.
package actor InMemoryLedger: Ledger {
    var paper: MemoryPaper
    var sealed: [SealedOperation] = []
    var slips: [String: Slip] = [:]
    private var wrongCodeCounts: [WrongCodes: Int] = [:]
    private var liveSteps: [VoucherPosition: Int64] = [:]

    private let madeEpoch: UInt64

    private struct WrongCodes: Hashable {
        let till: TillID
        let hour: Int64
    }

    /// An empty book.
    ///
    /// - Parameters:
    ///   - zone: The issuer's zone, in which days begin and end.
    ///   - epoch: Eight bytes by which devices tell this book from one that was restored.
    package init(zone: IssuerZone, epoch: UInt64 = 0) {
        madeEpoch = epoch
        paper = MemoryPaper(zone: zone)
    }

    package func epoch() -> UInt64 { madeEpoch }

    package func book(_ request: BookingRequest) throws(LedgerError) -> Booked {
        guard case .event = request.wish else {
            return try asked { paper throws in try Clerk.book(request, on: &paper) }
        }
        // Of several parts one may be refused after others were written.
        let before = paper
        do throws(LedgerError) {
            return try asked { paper throws in try Clerk.book(request, on: &paper) }
        } catch {
            paper = before
            throw error
        }
    }

    package func book(_ requests: [BookingRequest]) throws(LedgerError) -> [Booked] {
        let before = paper
        do throws(LedgerError) {
            var booked: [Booked] = []
            for request in requests { booked.append(try book(request)) }
            return booked
        } catch {
            paper = before
            throw error
        }
    }

    package func rebook(
        _ booked: BookedOperation, profile: SealedProfile?
    ) throws(LedgerError) -> BookedOperation {
        try asked { paper throws in
            try Clerk.rebook(booked, profile: profile, on: &paper)
        }
    }

    package func setProfile(
        _ profile: SealedProfile, of number: MemberNumber, insteadOf old: SealedProfile?
    ) throws(LedgerError) {
        try asked { paper throws in try paper.set(profile, of: number, insteadOf: old) }
    }

    func asked<Answer>(
        _ body: (inout MemoryPaper) throws -> Answer
    ) throws(LedgerError) -> Answer {
        do {
            return try body(&paper)
        } catch let refusal as LedgerError {
            throw refusal
        } catch {
            throw .ledgerDamaged
        }
    }

    package func countWrongCode(at till: TillID, time: Timestamp) throws(LedgerError) -> Int {
        let key = WrongCodes(till: till, hour: time.seconds / 3_600)
        wrongCodeCounts[key, default: 0] += 1
        return wrongCodeCounts[key, default: 0]
    }

    package func wrongCodes(at till: TillID, time: Timestamp) throws(LedgerError) -> Int {
        wrongCodeCounts[WrongCodes(till: till, hour: time.seconds / 3_600), default: 0]
    }

    package func forgiveWrongCodes(at till: TillID) throws(LedgerError) {
        wrongCodeCounts = wrongCodeCounts.filter { $0.key.till != till }
    }

    package func admitLiveStep(
        _ step: Int64, of position: VoucherPosition
    ) throws(LedgerError) {
        if let last = liveSteps[position], step <= last { throw .liveCodeUsed }
        liveSteps[position] = step
    }
}

extension Batch {
    /// The number after the position of its last voucher.
    package var end: Int { first.number + order.count }
}

extension BatchOrder {
    /// What issuing the batch moves; `nil` where nothing is worth anything yet.
    ///
    /// - Throws: ``LedgerError/amountTooLarge`` if the sum does not fit.
    package var issueTransfer: Transfer? {
        get throws(LedgerError) {
            guard activation == .atIssue, let posting = Posting(for: terms) else { return nil }
            let (sum, overflow) = faceValue.multipliedReportingOverflow(by: Int64(count))
            guard !overflow, sum <= Int64.max / 1_024 else { throw .amountTooLarge }
            return sum > 0 ? posting.issued(sum) : nil
        }
    }
}
