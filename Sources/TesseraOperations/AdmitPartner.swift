import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraToken

extension Counter {
    /// Agrees with a partner for the first time, and makes it keys of its own.
    ///
    /// - Parameters:
    ///   - terms: Who, and what is agreed.
    ///   - suite: How its codes are signed.
    ///   - operation: The caller's name for this intention, kept before calling; the same one makes
    ///     up for keys that a crash left out.
    /// - Returns: The partner as it was agreed, and the ids of its own first keys.
    /// - Throws: ``PartyError/acceptorExists(_:)`` if it was agreed with under another name of an
    ///   intention; ``LedgerError/operationReused(_:)`` if its codes are signed in another way; as
    ///   ``agree(_:operation:)``; ``ConfigurationError``.
    /// - Source: concept 3, T8–T11.
    package func admitPartner(
        _ terms: AcceptorTerms, _ suite: Suite, operation: OperationID
    ) async throws -> (partner: Acceptor, keys: [KeyID]) {
        if try await ledger.party(.acceptor(terms.id)) != nil,
            try await ledger.operation(operation) == nil
        {
            throw PartyError.acceptorExists(terms.id)
        }
        let partner = try await agree(terms, operation: operation)
        try await admitKeys(for: partner, suite)
        let own = keys.firstKeys(of: partner.audience)
        guard own.allSatisfy({ $0.suite == suite }) else {
            throw LedgerError.operationReused(operation)
        }
        return (partner, own.map(\.id))
    }

    /// Agrees anew with somebody, and makes keys for the groups that are new.
    ///
    /// - Parameters:
    ///   - terms: Who, and what is agreed.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: The acceptor as it was agreed, also when there is a later version.
    /// - Throws: As ``agree(_:operation:)``; ``ConfigurationError``.
    package func agreeAnew(
        _ terms: AcceptorTerms, operation: OperationID
    ) async throws -> Acceptor {
        let acceptor = try await agree(terms, operation: operation)
        guard acceptor.isPartner else { return acceptor }
        let own = keys.entries.first { $0.record.audience == acceptor.audience }
        try await admitKeys(for: acceptor, own?.record.suite ?? .hmac)
        return acceptor
    }

    private func admitKeys(for acceptor: Acceptor, _ suite: Suite) async throws {
        let audiences = try await register().audiences(of: acceptor)
        _ = try keyRoom.admit(audiences, suite, on: today)
    }
}
