import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A request on its way through the house.
struct Visit: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Where it comes from, without the port; `nil` where nobody knows.
    let peer: String?
    /// The address that counts: a trusted proxy's word, or the peer's.
    var address: String
    /// The request's own name, which the caller's trace may have given.
    let id: String
    /// How many requests a minute the caller may send, once that is known.
    let limit = Note()
    /// Which endpoint answers, for logs and figures.
    let endpoint = Note()
    /// Who asks, for logs.
    let caller = Note()

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
    final class Note: Sendable {
        private let text = Mutex<String?>(nil)

        var value: String? {
            get { text.withLock { $0 } }
            set { text.withLock { $0 = newValue } }
        }
    }
}
