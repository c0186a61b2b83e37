import Foundation
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel

extension Counter {
    /// Sets what an operator signs in with; whoever is signed in under the name no longer is.
    ///
    /// - Parameters:
    ///   - password: At least 12 characters, at most 256 bytes.
    ///   - name: Who; must be appointed.
    ///   - actor: Who sets it.
    /// - Throws: ``AccessError/passwordUnfit(_:)``; ``LedgerError/unknownOperator(_:)``,
    ///   ``LedgerError/operatorDismissed(_:at:)``; other ``LedgerError``; ``CryptoError``;
    ///   what can be wrong with the list of refused passwords.
    package func setPassword(
        _ password: String, of name: OperatorID, by actor: AccessActor
    ) async throws {
        try PasswordRules.require(password: password, of: name)
        if let list = settings.refusedPasswords,
            try list.contain(password.precomposedStringWithCanonicalMapping)
        {
            throw AccessError.passwordUnfit(.isListed)
        }
        try await requireAppointed(name)
        let hash = try hasher.hash(PasswordRules.bytes(of: password), chance)
        try await log(.passwordSet, by: actor, about: "operator:\(name)")
        try await changeCredential(of: name) { $0.password = hash }
    }

    /// Sets what an operator signs in with at tills; whoever is signed in under the name no longer
    /// is.
    ///
    /// - Parameters:
    ///   - pin: 6…12 digits, not all the same and not counting up or down.
    ///   - name: Who; must be appointed.
    ///   - actor: Who sets it.
    /// - Throws: ``AccessError/pinUnfit``; ``LedgerError/unknownOperator(_:)``,
    ///   ``LedgerError/operatorDismissed(_:at:)``; other ``LedgerError``; ``CryptoError``.
    package func setPIN(
        _ pin: String, of name: OperatorID, by actor: AccessActor
    ) async throws {
        try PasswordRules.require(pin: pin)
        try await requireAppointed(name)
        let hash = try hasher.hash(PasswordRules.bytes(of: pin), chance)
        try await log(.pinSet, by: actor, about: "operator:\(name)")
        try await changeCredential(of: name) { $0.pin = hash }
    }

    /// Ends every session under a name.
    ///
    /// - Throws: ``LedgerError``.
    package func signOutEverywhere(
        _ name: OperatorID, by actor: AccessActor
    ) async throws {
        try await log(.signedOutEverywhere, by: actor, about: "operator:\(name)")
        guard try await kept(Credential.self, on: Credential.slip(name)) != nil else { return }
        try await changeCredential(of: name) { _ in }
    }

    /// Changes what somebody signs in with, and ends the sessions that were begun with it.
    private func changeCredential(
        of name: OperatorID, _ body: (inout Credential) -> Void
    ) async throws {
        try await change(Credential.slip(name)) { (kept: inout Credential?) in
            var credential = kept ?? Credential()
            body(&credential)
            credential.epoch += 1
            kept = credential
        }
    }

    private func requireAppointed(_ name: OperatorID) async throws {
        guard case .operator(let known)? = try await ledger.party(.operator(name)) else {
            throw LedgerError.unknownOperator(name)
        }
        if let end = known.end { throw LedgerError.operatorDismissed(name, at: end.time) }
    }
}
