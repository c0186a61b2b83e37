import TesseraModel
import TesseraOperations

/// Who asks.
struct Caller: Hashable, Sendable {
    /// As logs name it: a key's id, `operator ana`, `device till-1`; never a secret.
    let name: String
    /// What it may do.
    let scopes: Set<AccessScope>
    /// The shop or partner that it is bound to; `nil` for all.
    let acceptor: ShopID?
    /// The device that it is; `nil` for none in particular.
    let till: TillID?
    /// Who signed in; `nil` for a program, which says itself who works there.
    let worker: OperatorID?

    /// What a till may do that asks for itself: tell what it did, and read what is for it.
    static let tillScopes: Set<AccessScope> = [.sync, .kits, .settle]

    /// Anybody.
    static let stranger = Caller(
        name: "stranger", scopes: [], acceptor: nil, till: nil, worker: nil)

    /// Refuses somebody without a scope. Whoever may issue may look and sell.
    ///
    /// - Throws: ``AccessError/scopeMissing(_:)``.
    func require(_ scope: AccessScope) throws(AccessError) {
        let isIssuers = (scope == .look || scope == .sell) && scopes.contains(.issue)
        guard scopes.contains(scope) || isIssuers else { throw .scopeMissing(scope) }
    }

    /// Refuses somebody who has neither a scope nor reads reports.
    ///
    /// - Throws: ``AccessError/scopeMissing(_:)``.
    func requireReading(_ scope: AccessScope) throws(AccessError) {
        guard !scopes.contains(.reports) else { return }
        try require(scope)
    }

    /// The place where something happens: what was named, if the caller may act there.
    ///
    /// - Throws: ``RequestError/placeNotYours(_:)``.
    func shop(named: ShopID?, otherwise usual: ShopID) throws(RequestError) -> ShopID {
        guard let acceptor else { return named ?? usual }
        guard let named, named != acceptor else { return acceptor }
        throw .placeNotYours(named.text)
    }
}
