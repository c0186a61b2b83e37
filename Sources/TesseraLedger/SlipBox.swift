import TesseraModel

/// Where slips are kept: beside the history, in the same place, and in none of its promises.
///
/// Every change names the version that it replaces, so of several who change one slip at once
/// exactly one does; the others are told, and look again.
///
/// - Source: "Slips" in `docs/ledger.md`.
package protocol SlipBox: Sendable {
    /// The slip with a name.
    ///
    /// - Parameters:
    ///   - name: What it is found under.
    ///   - time: When it is asked; a slip that has expired by then is not there.
    /// - Returns: `nil` if there is none.
    /// - Throws: ``LedgerError/slipUnfit(_:)``; infrastructure errors.
    func slip(_ name: String, at time: Timestamp) async throws(LedgerError) -> Slip?

    /// A page of the slips whose names begin alike, in order of their names.
    ///
    /// - Parameters:
    ///   - prefix: How the names begin; empty for all.
    ///   - name: Only slips after this one; `nil` from the beginning.
    ///   - limit: How many at most, at least 1.
    ///   - time: When it is asked.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: ``LedgerError/slipUnfit(_:)``; infrastructure errors.
    func slips(
        under prefix: String, after name: String?, limit: Int, at time: Timestamp
    ) async throws(LedgerError) -> [Slip]

    /// Writes a slip, on the disk before it answers.
    ///
    /// - Parameters:
    ///   - value: What it says from now on, at most 16 KiB.
    ///   - name: What it is found under.
    ///   - version: The version that was read; `nil` for "there must be none, or an expired one".
    ///   - expiresAt: From when on it is as if it were not there; `nil` for never.
    ///   - time: When it is written.
    /// - Returns: The slip as it is now.
    /// - Throws: ``LedgerError/slipChanged(_:)`` if another version stands there, or none;
    ///   ``LedgerError/slipUnfit(_:)``; infrastructure errors.
    func write(
        _ value: [UInt8], as name: String, replacing version: Int64?, expiresAt: Timestamp?,
        at time: Timestamp
    ) async throws(LedgerError) -> Slip

    /// Takes a slip away.
    ///
    /// - Parameters:
    ///   - name: Which one.
    ///   - version: The version that was read; `nil` for whatever stands there, or nothing.
    /// - Throws: ``LedgerError/slipChanged(_:)`` if another version stands there, or none;
    ///   ``LedgerError/slipUnfit(_:)``; infrastructure errors.
    func removeSlip(_ name: String, replacing version: Int64?) async throws(LedgerError)

    /// Removes the slips that have expired.
    ///
    /// - Returns: How many.
    /// - Throws: Infrastructure errors.
    @discardableResult
    func sweepSlips(at time: Timestamp) async throws(LedgerError) -> Int
}
