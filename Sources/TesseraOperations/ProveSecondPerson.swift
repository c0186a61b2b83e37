import TesseraLedger
import TesseraModel

/// What a second person types to prove to be there.
package enum AgreementProof: Sendable {
    /// The PIN, at a till that is paired.
    case pin(String, TillID)
    /// The password, wherever it is typed.
    case password(String, AccessSource)
}

extension Counter {
    /// Lets a second person prove to be there. Nobody is signed in by it.
    ///
    /// Wrong tries are counted where wrong tries to sign in are, so nobody has more of them by
    /// trying here as well. A name that nobody has and a wrong secret are one answer.
    ///
    /// - Parameters:
    ///   - name: Who says to agree.
    ///   - proof: What was typed, and where.
    ///   - shop: Where the act is done; `nil` for nowhere in particular.
    ///   - asker: Who does what is agreed to.
    /// - Returns: Where it was proven.
    /// - Throws: ``AccessError/approvalUnproven``, ``AccessError/tooManyTries(seconds:)``; with
    ///   the right secret ``LedgerError/operatorNotAllowed(_:_:)`` for somebody who was dismissed
    ///   or works elsewhere; ``LedgerError/unknownDevice(_:)``,
    ///   ``LedgerError/deviceRevoked(_:at:)``; other ``LedgerError``; ``CryptoError``.
    /// - Source: domain-model concept 12; F14, F15.
    package func prove(
        _ name: OperatorID, _ proof: AgreementProof, at shop: ShopID?, to asker: AccessActor
    ) async throws -> AccessSource {
        let found: Credential?
        let (source, place): (AccessSource, ShopID?)
        switch proof {
        case .pin(let pin, let device):
            (source, place) = (.device(device), try await self.shop(of: device))
            found = try await credential(name, pin, .pin, [pinBucket(name, device)])
        case .password(let password, let address):
            (source, place) = (address, shop)
            found = try await credential(
                name, password, .password, try await passwordBuckets(name, address))
        }
        guard found != nil else {
            try await log(.agreementRefused, by: .operator(name), about: asker.text, from: source)
            throw AccessError.approvalUnproven
        }
        guard case .operator(let second)? = try await ledger.party(.operator(name)) else {
            throw LedgerError.operatorNotAllowed(name, .unknown)
        }
        if let barrier = second.barrier(to: .look, at: place ?? second.acceptor) {
            throw LedgerError.operatorNotAllowed(name, barrier)
        }
        return source
    }
}
