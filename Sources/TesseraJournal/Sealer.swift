import TesseraLedger

/// Gives booked operations their numbers and heads, afterwards and away from the till.
///
/// Any number of sealers may work on one book: whoever comes second is told so and goes on from
/// there.
///
/// - Source: L4.
package struct Sealer: Sendable {
    private let ledger: any Ledger
    private let pageSize: Int

    /// A sealer of a book.
    ///
    /// - Parameters:
    ///   - ledger: The book.
    ///   - pageSize: How many operations are sealed in one transaction, at least 1.
    package init(ledger: any Ledger, pageSize: Int = 1_000) {
        precondition(pageSize >= 1)
        self.ledger = ledger
        self.pageSize = pageSize
    }

    /// Seals what no seal has yet.
    ///
    /// - Parameter most: How many operations at most, so that a background task can do a little at
    ///   a time.
    /// - Returns: How many were sealed here; fewer than `most` only if nothing was left.
    /// - Throws: Infrastructure errors of the book; what was sealed before stays sealed.
    package func seal(upTo most: Int = .max) async throws(LedgerError) -> Int {
        var done = 0
        while done < most {
            // In this order: whoever seals between the two questions makes our numbers refused,
            // never doubled.
            var chain = HashChain(after: try await ledger.lastSeal())
            let page = try await ledger.unsealed(limit: min(pageSize, most - done))
            guard !page.isEmpty else { break }
            let seals = page.map { chain.add($0) }
            do {
                try await ledger.seal(seals)
            } catch .sealedElsewhere {
                continue
            }
            done += seals.count
        }
        return done
    }
}
