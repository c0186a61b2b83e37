import TesseraLedger

/// The right to keep a data folder for long: of a service, which has it whether or not it has lent
/// the folder, and of whatever must not happen while a service runs.
///
/// - Source: L6.
package final class FolderTenancy: Sendable {
    /// The name of the file that is locked.
    static let fileName = "ledger.tenant"
    private let lock: FolderLock

    /// Becomes the folder's tenant.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - waitMilliseconds: How long to wait for another tenant to leave; 0 for a single try.
    /// - Throws: ``LedgerError/dataFolderInUse(processID:)`` with the other tenant's number;
    ///   ``LedgerError/ledgerMissing`` if there is no folder; ``LedgerError/diskFull``;
    ///   ``LedgerError/unavailable``.
    package init(of folder: String, waitMilliseconds: Int) async throws(LedgerError) {
        lock = try await FolderLock(
            folder: folder, waitMilliseconds: waitMilliseconds, borrows: false,
            name: FolderTenancy.fileName)
    }

    /// Leaves the folder to others; once is enough.
    package func release() { lock.release() }
}
