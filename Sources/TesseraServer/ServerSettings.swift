/// How the service is reached, and what it takes.
struct ServerSettings: Hashable, Sendable {
    /// The address that it listens at; loopback, behind a proxy.
    var address = "127.0.0.1"
    /// The port, 0 for any that is free.
    var port = 8_080
    /// The certificate's file with its chain, and its key's; `nil` where a proxy does TLS.
    var tls: TLSFiles?
    /// Addresses of proxies whose word about callers is taken.
    var trustedProxies: Set<String> = []
    /// How many connections are open at once; more wait.
    var connections = 2_000
    /// How many seconds a connection may be silent.
    var idleSeconds: Int64 = 60
    /// How many bookings may be under way at once in a database.
    var bookings = 8

    /// Two files in PEM.
    struct TLSFiles: Hashable, Sendable {
        let certificate: String
        let key: String
    }
}
