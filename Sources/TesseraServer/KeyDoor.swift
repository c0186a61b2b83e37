import HTTPTypes
import Hummingbird
import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Lets in whoever has an access key or a session that the book knows, and tills by their own key.
struct KeyDoor: Door {
    /// The name of the cookie; browsers send it back to this host alone, over TLS alone.
    static let cookie = "__Host-tessera"

    func caller(
        of request: Request, isWrite: Bool, from address: String, _ counter: Counter
    ) async throws -> Caller {
        if let header = request.headers[.authorization] {
            let words = header.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { throw RequestError.credentialsMissing }
            if words[0].lowercased() == DeviceProof.scheme {
                return try await device(String(words[1]), request, counter)
            }
            guard words[0].lowercased() == "bearer" else {
                throw RequestError.credentialsMissing
            }
            let key = try await counter.admitAccessKey(String(words[1]))
            return Caller(
                name: key.id.text, scopes: Set(key.scopes), acceptor: key.acceptor, till: nil,
                worker: nil)
        }
        guard let token = request.cookies[KeyDoor.cookie]?.value else {
            throw RequestError.credentialsMissing
        }
        let session = try await counter.session(token)
        if isWrite { try session.require(csrf: request.headers[.named("X-CSRF-Token")]) }
        let worker = session.operator
        return Caller(
            name: "operator \(worker.id.text)", scopes: worker.role.scopes,
            acceptor: worker.role == .admin || worker.role == .auditor
                ? nil : worker.acceptor ?? session.shop,
            till: session.device, worker: worker.id)
    }

    /// A till that asks for itself. One that was given up still tells what it did.
    private func device(
        _ text: String, _ request: Request, _ counter: Counter
    ) async throws -> Caller {
        guard let proof = DeviceProof(text) else { throw AccessError.deviceNotAdmitted }
        let asked = "\(request.method.rawValue) \(request.uri.string)"
        let till = try await counter.admitDevice(proof, for: asked)
        return Caller(
            name: "device \(till.device.id.text)",
            scopes: till.isActive ? Caller.tillScopes : [.sync],
            acceptor: till.device.acceptor, till: till.device.id, worker: nil)
    }
}

extension OperatorRole {
    /// What somebody may ask of the service; the counter then looks at each act anew.
    fileprivate var scopes: Set<AccessScope> {
        switch self {
        // A cashier puts back what the policy allows, and more with a second person.
        case .cashier: [.check, .look, .sell, .redeem, .hold, .reverse, .events]
        case .supervisor: [.check, .look, .sell, .redeem, .hold, .reverse, .events, .members]
        case .partner: [.check, .redeem, .hold, .sync, .kits, .settle]
        case .admin: Set(AccessScope.allCases)
        case .auditor: [.check, .look, .reports, .settle]
        }
    }
}
