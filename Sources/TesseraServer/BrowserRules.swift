import HTTPTypes
import Hummingbird

/// What every answer says to browsers and to whoever stands between: nothing here is a page, so
/// nothing may be run, framed, kept, guessed at or used by another site.
struct BrowserRules: Sendable {
    /// Whether the service itself speaks TLS.
    let isEncrypted: Bool
    /// Whose word about the caller's line is taken: addresses of proxies.
    let trustedProxies: Set<String>

    /// Writes the rules into an answer, where it does not say otherwise itself.
    ///
    /// - Parameters:
    ///   - headers: The answer's.
    ///   - request: What was asked.
    ///   - peer: Who sent it; `nil` where nobody knows.
    func apply(to headers: inout HTTPFields, of request: Request, from peer: String?) {
        for (name, value) in BrowserRules.always where headers[name] == nil {
            headers[name] = value
        }
        if let type = headers[.contentType], type.hasPrefix("text/"), !type.contains("charset") {
            headers[.contentType] = type + "; charset=utf-8"
        }
        // RFC 6797 7.2: said over TLS alone.
        if isEncrypted || isEncryptedBefore(request, peer) {
            headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        }
    }

    private func isEncryptedBefore(_ request: Request, _ peer: String?) -> Bool {
        guard let peer, trustedProxies.contains(peer) else { return false }
        return request.headers[.named("X-Forwarded-Proto")] == "https"
    }

    private static let always: [(HTTPField.Name, String)] = [
        (.cacheControl, "no-store"), (.xContentTypeOptions, "nosniff"),
        (
            .contentSecurityPolicy,
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                + "sandbox"
        ),
        (.named("Cross-Origin-Resource-Policy"), "same-origin"),
        (.named("Referrer-Policy"), "no-referrer"),
    ]
}
