/// A book whose operations are numbered and chained behind everybody's back.
///
/// - Source: L4.
package protocol SealedLedger: Sendable {
    /// The next operations to seal: those that no seal has yet, in an order in which they can be
    /// booked again one by one.
    ///
    /// - Parameter limit: How many at most, at least 1.
    /// - Returns: None if all are sealed.
    /// - Throws: Infrastructure errors.
    /// - Source: L4.
    func unsealed(limit: Int) async throws(LedgerError) -> [BookedOperation]

    /// Keeps seals; their numbers go on without a gap from the last one.
    ///
    /// - Throws: ``LedgerError/sealedElsewhere`` if another sealer was quicker; infrastructure
    ///   errors.
    /// - Source: L4.
    func seal(_ operations: [SealedOperation]) async throws(LedgerError)

    /// A page of the sealed operations in the order of their numbers.
    ///
    /// - Parameters:
    ///   - sequence: Only those after this number; 0 from the beginning.
    ///   - limit: How many at most, at least 1.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: Infrastructure errors.
    /// - Source: L4.
    func sealed(
        after sequence: Int64, limit: Int
    ) async throws(LedgerError) -> [SealedOperation]

    /// The seal with the highest number.
    ///
    /// - Returns: `nil` if nothing is sealed yet.
    /// - Throws: Infrastructure errors.
    func lastSeal() async throws(LedgerError) -> SealedOperation?
}
