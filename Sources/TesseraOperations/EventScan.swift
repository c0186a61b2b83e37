import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// How many events are read at a time.
    private static let pageSize = 1_000

    /// Hands out every accepted event in the order in which it was booked; what came back of a
    /// purchase is told by the returns that follow it.
    ///
    /// - Parameter receive: Called in order.
    /// - Throws: ``LedgerError``; what `receive` throws.
    package func eachEvent(_ receive: (PastEvent) throws -> Void) async throws {
        try await eachBooked { past, _ in try receive(past) }
    }

    /// Hands out every accepted event in the order in which it was booked, with when that was.
    ///
    /// - Parameter receive: Called in order.
    /// - Throws: ``LedgerError``; what `receive` throws.
    func eachBooked(_ receive: (PastEvent, Timestamp) throws -> Void) async throws {
        var last: OperationID?
        while true {
            let page = try await ledger.events(after: last, limit: Counter.pageSize)
            for booked in page {
                guard let (event, account) = try booked.loyaltyEvent() else { continue }
                try receive(PastEvent(event: event, decision: account.decision), booked.time)
            }
            guard page.count == Counter.pageSize, let end = page.last?.operation else { return }
            last = end
        }
    }

    /// Every accepted event in the order in which it happened, with what came back of each.
    ///
    /// - Throws: ``LedgerError``.
    package func diary() async throws -> [PastEvent] {
        var records: [(LoyaltyEvent, Decision)] = []
        try await eachEvent { records.append(($0.event, $0.decision)) }
        let ordered = records.enumerated().sorted { left, right in
            let times = (left.element.0.occurredAt, right.element.0.occurredAt)
            return times.0 == times.1 ? left.offset < right.offset : times.0 < times.1
        }
        return Diary.entries(of: ordered.map(\.element))
    }
}
