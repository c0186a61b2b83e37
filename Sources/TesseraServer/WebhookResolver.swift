import Glibc
import NIOPosix
import TesseraModel
import TesseraOperations

/// Finds the addresses that a name stands for.
protocol WebhookResolver: Sendable {
    /// All addresses of a host, in the order in which they are to be tried.
    ///
    /// - Returns: None for a host that is not known.
    func addresses(of host: String) async -> [WebhookAddress]
}

/// Asks the machine's resolver, off the threads that serve.
struct SystemResolver: WebhookResolver {
    func addresses(of host: String) async -> [WebhookAddress] {
        let found = try? await NIOThreadPool.singleton.runIfActive {
            SystemResolver.resolved(host)
        }
        return found ?? []
    }

    static func resolved(_ host: String) -> [WebhookAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { unsafe freeaddrinfo(first) }
        var found: [WebhookAddress] = []
        var next = unsafe first
        while let entry = unsafe next {
            if let address = unsafe WebhookAddress(entry.pointee), !found.contains(address) {
                found.append(address)
            }
            unsafe next = entry.pointee.ai_next
        }
        return found
    }
}

extension WebhookAddress {
    fileprivate init?(_ entry: addrinfo) {
        guard let raw = unsafe UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch unsafe entry.ai_family {
        case AF_INET:
            let address = unsafe raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            self.init(unsafe withUnsafeBytes(of: address) { unsafe Array($0) })
        case AF_INET6:
            let address = unsafe raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self.init(unsafe withUnsafeBytes(of: address) { unsafe Array($0) })
        default: return nil
        }
    }
}
