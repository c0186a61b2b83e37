import TesseraModel

/// An address that news is sent to, in a form that everybody reads alike.
///
/// Addresses that two readers might understand differently are refused, since one of them decides
/// and another one connects: names of users, escapes in the host, backslashes, anything but ASCII.
package struct WebhookURL: Hashable, Sendable {
    /// How long an address is at most.
    package static let mostByteCount = 2_000

    /// The address, its scheme and host in lower case.
    package let text: String
    /// The host, without the brackets of an address of IPv6.
    package let host: String
    /// Whether it is `https`.
    package let isSecure: Bool
    /// The port.
    package let port: Int

    /// Reads an address.
    ///
    /// - Throws: ``WebhookError/addressUnfit(_:)`` for anything but `https`, or `http`, with a
    /// host,
    ///   perhaps a port, a path and a query.
    package init(_ text: String) throws(WebhookError) {
        let schemes = [("https://", true), ("http://", false)]
        let lowered = text.lowercased()
        guard text.utf8.count <= WebhookURL.mostByteCount,
            text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !WebhookURL.refused.contains($0) }),
            let (scheme, isSecure) = schemes.first(where: { lowered.hasPrefix($0.0) })
        else { throw .addressUnfit(.malformed) }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let (name, digits) = try WebhookURL.parts(of: authority.lowercased())
        guard !name.isEmpty, name.utf8.count <= 255 else { throw .addressUnfit(.malformed) }
        var port = isSecure ? 443 : 80
        if let digits {
            guard let given = Int(digits), (1...65_535).contains(given), "\(given)" == digits
            else { throw .addressUnfit(.malformed) }
            port = given
        }
        let path = rest.dropFirst(authority.count)
        self.text =
            scheme + authority.lowercased() + (path.hasPrefix("/") ? "" : "/") + path
        host = name
        self.isSecure = isSecure
        self.port = port
    }

    // What readers of addresses disagree about, or what no server is ever sent.
    private static let refused = Set("\\\"<>^`{|}#@".utf8)

    private static func parts(
        of authority: String
    ) throws(WebhookError) -> (host: String, port: String?) {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .addressUnfit(.malformed) }
            let host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            guard host.contains(":"), host.utf8.allSatisfy(isDigitOfIPv6),
                rest.isEmpty || rest.hasPrefix(":")
            else { throw .addressUnfit(.malformed) }
            return (String(host), rest.isEmpty ? nil : String(rest.dropFirst()))
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts[0].utf8.allSatisfy(isLetterOfName) else {
            throw .addressUnfit(.malformed)
        }
        return (String(parts[0]), parts.count == 2 ? String(parts[1]) : nil)
    }

    private static func isLetterOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isDigitOfIPv6(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
