import Hummingbird
import Logging
import NIOCore
import Synchronization
import TesseraModel

/// A request on its way through the house.
struct Visit: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Where it comes from, without the port; `nil` where nobody knows.
    let peer: String?
    /// The address that counts: a trusted proxy's word, or the peer's.
    var address: String
    /// The request's own name, which the caller's trace may have given.
    let id: String
    /// By what the request was counted, once it was.
    let policy = Note<String>()
    /// What is left to whom it was counted for.
    let standing = Note<RateLimiter.Standing>()
    /// Which endpoint answers, for logs and figures.
    let endpoint = Note<String>()
    /// Who asks, for logs.
    let caller = Note<String>()
    /// Who hears a "no"; a stranger until somebody is let in.
    let hearer = Note<Telling.Hearer>()

    /// The address by which strangers are counted: of IPv6 the network, of which one customer has
    /// all.
    var network: String {
        guard address.contains(":"), !address.hasPrefix("::ffff:") else { return address }
        return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4)
            .joined(separator: ":") + "::/64"
    }

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
        address = peer ?? "local"
        id = source.logger[metadataKey: "hb.request.id"]?.description ?? "0"
    }

    /// Something that is found out on the way.
    final class Note<Value: Sendable>: Sendable {
        private let found = Mutex<Value?>(nil)

        var value: Value? {
            get { found.withLock { $0 } }
            set { found.withLock { $0 = newValue } }
        }
    }
}
