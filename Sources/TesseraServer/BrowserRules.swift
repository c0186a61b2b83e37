import HTTPTypes
import Hummingbird

/// What every answer says to browsers and to whoever stands between: nothing may be run, framed,
/// kept, guessed at or used by another site. A page may run what comes from here, and nothing else.
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

    /// Writes into a page's headers what it alone may do: run our own modules and the decoder, talk
    /// to us, use the camera.
    ///
    /// A picture that the shop brought is run as nothing, wherever it is opened.
    static func open(_ page: Page, in headers: inout HTTPFields) {
        if page.type != "image/svg+xml" { headers[.contentSecurityPolicy] = pagePolicy }
        guard page.isDocument else { return }
        headers[.named("Permissions-Policy")] = pagePermissions
        headers[.named("Cross-Origin-Opener-Policy")] = "same-origin"
    }

    private static let pagePolicy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        + "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
        + "frame-ancestors 'none'"
    private static let pagePermissions =
        "camera=(self), screen-wake-lock=(self), fullscreen=(self), clipboard-write=(self), "
        + "microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"

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
