import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// Reads a programme as this shop would, without publishing it.
    ///
    /// - Throws: ``ProgrammeProblems`` with all mistakes.
    package func draft(_ text: String, file: String) throws(ProgrammeProblems) -> Programme {
        try Programme(
            yaml: text, file: file, version: 0, currency: settings.currency,
            assets: settings.assets)
    }

    /// Publishes a version of the programme; events are judged by it from then on.
    ///
    /// - Parameters:
    ///   - text: The text of its file.
    ///   - file: The file's path, for messages.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: The version as it was published.
    /// - Throws: ``ProgrammeProblems``; ``LedgerError``.
    /// - Source: R6; F32.
    package func publish(
        _ text: String, file: String, operation: OperationID
    ) async throws -> (programme: Programme, version: ProgrammeBook.Version, isReplay: Bool) {
        _ = try draft(text, file: file)
        let booked = try await accepted(.publish(text), operation)
        let book = try await programmes()
        guard let version = book.versions.first(where: { $0.operation == operation }) else {
            throw LedgerError.ledgerDamaged
        }
        return (try book.programme(version), version, booked.isReplay)
    }
}
