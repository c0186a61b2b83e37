import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// A page of the accepted events that somebody asks for, in the order in which they were
    /// booked.
    ///
    /// - Parameters:
    ///   - last: Only events booked after this one; `nil` from the beginning.
    ///   - limit: How many at most, at least 1.
    ///   - isWanted: Whether an event is among those that were asked for.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: ``LedgerError``.
    package func events(
        after last: OperationID?, limit: Int, where isWanted: (PastEvent) -> Bool = { _ in true }
    ) async throws -> [PastEvent] {
        var (found, last): ([PastEvent], OperationID?) = ([], last)
        while true {
            // Never smaller pages than these: what is wanted may be rare among many.
            let pageSize = max(limit, 500)
            let page = try await ledger.events(after: last, limit: pageSize)
            for booked in page {
                guard let (event, account) = try booked.loyaltyEvent() else { continue }
                let past = PastEvent(event: event, decision: account.decision)
                if isWanted(past) { found.append(past) }
                if found.count == limit { return found }
            }
            guard page.count == pageSize, let end = page.last?.operation else { return found }
            last = end
        }
    }
}
