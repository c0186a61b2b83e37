import TesseraModel

extension SlipBox {
    /// Copies every slip into another book, over what stands there; each begins at version 1 there.
    ///
    /// - Parameters:
    ///   - other: Where they go; nobody else writes slips there meanwhile.
    ///   - time: When; what has expired by then stays behind.
    /// - Throws: Infrastructure errors.
    package func copySlips(
        into other: any SlipBox, at time: Timestamp
    ) async throws(LedgerError) {
        var last: String?
        while true {
            let page = try await slips(under: "", after: last, limit: 100, at: time)
            for slip in page {
                try await other.removeSlip(slip.name, replacing: nil)
                _ = try await other.write(
                    slip.value, as: slip.name, replacing: nil, expiresAt: slip.expiresAt, at: time)
            }
            guard let name = page.last?.name else { return }
            last = name
        }
    }
}
