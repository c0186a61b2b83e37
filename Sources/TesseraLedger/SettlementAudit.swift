import TesseraModel

/// Reckons every settlement of a journal again and compares it with what was booked.
///
/// - Source: L16, F31.
package struct SettlementAudit: Sendable {
    private var runs: [ShopID: SettlementRun] = [:]
    private var batches: [SealedOperation] = []
    private var found: [LedgerAudit.Finding] = []

    /// Nothing was settled yet.
    package init() {}

    /// What does not follow from the journal.
    package var findings: [LedgerAudit.Finding] { found }

    /// Takes the next sealed operation, from the first on.
    package mutating func take(_ sealed: SealedOperation) {
        let booked = sealed.operation
        if !booked.batches.isEmpty {
            batches.append(sealed)
            for shop in runs.keys { runs[shop]?.take(sealed) }
            return
        }
        if case .settle(let shop, let totals) = booked.wish, case .settled = booked.outcome {
            return compare(totals, of: shop, sealed)
        }
        var shops = Set(booked.transfers.flatMap(\.clearingShops))
        if case .agree(let terms) = booked.wish { shops.insert(terms.id) }
        for shop in shops {
            if runs[shop] == nil {
                runs[shop] = SettlementRun(of: shop, 1...Int64.max)
                for issued in batches { runs[shop]?.take(issued) }
            }
            runs[shop]?.take(sealed)
        }
    }

    private mutating func compare(
        _ totals: SettlementTotals, of shop: ShopID, _ sealed: SealedOperation
    ) {
        let name = "settlement \(sealed.operation.operation.text) of \(shop)"
        guard totals.last < sealed.sequence, totals.first <= totals.last else {
            return found.append(
                LedgerAudit.Finding(record: name, problem: "covers what came after it"))
        }
        let range = totals.first...totals.last
        let lines = runs[shop]?.settle(range) ?? []
        let again = SettlementTotals(of: lines, range, under: runs[shop]?.agreements ?? [:])
        if again != totals {
            found.append(
                LedgerAudit.Finding(
                    record: name, problem: "is not what the operations it covers come to"))
        }
    }
}

extension Transfer {
    /// The shops whose clearing accounts it touches.
    fileprivate var clearingShops: [ShopID] {
        [debit, credit].compactMap { account in
            guard account.purpose == .clearing, case .shop(let shop) = account.owner else {
                return nil
            }
            return shop
        }
    }
}
