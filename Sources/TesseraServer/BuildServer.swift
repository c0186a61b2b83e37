import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Synchronization
import TesseraAnswers
import TesseraConfiguration
import TesseraOperations

/// Wires the service: the one place where its parts meet.
///
/// - Parameters:
///   - counter: What every request works at.
///   - settings: How it is reached.
///   - door: Who finds out who asks.
///   - logger: Where it says what it does.
///   - isRunning: Is told the port once requests are taken.
/// - Returns: What is to be run.
/// - Throws: What can be wrong with the TLS files and with the shop's logo.
func buildServer(
    _ counter: Counter, _ settings: ServiceSettings, _ door: any Door, _ logger: Logger,
    isRunning: @escaping @Sendable (Int) async -> Void = { _ in }
) throws -> Application<RouterResponder<Visit>> {
    let document = OpenAPIDocument.value(of: Service.endpoints, version: ProgramVersion.text)
    let house = House(
        figures: Figures(), limiter: RateLimiter(perMinute: settings.number(.requestsPerMinute)),
        document: Array(document.text.utf8), pages: try PageShelf(counter.settings.brand))
    let proxies = settings.text(.trustedProxies)?.split(separator: ",") ?? []
    let rules = BrowserRules(
        isEncrypted: settings.text(.certificate) != nil,
        trustedProxies: Set(proxies.map(String.init)))
    let router = Service.router(counter, house, door, rules)
    // Small heads: nothing here needs a long one, and a large one is memory that a stranger takes.
    let channel = HTTP1Channel.Configuration(
        idleTimeout: .seconds(Int64(settings.number(.idleSeconds))),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 8 * 1_024, maxHeaderListSize: 16 * 1_024, maxHeaderFieldCount: 64))
    var server = HTTPServerBuilder.http1(configuration: channel)
    if let certificate = settings.text(.certificate), let key = settings.text(.certificateKey) {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map {
                .certificate($0)
            }, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        tls.minimumTLSVersion = .tlsv12
        tls.cipherSuites = cipherSuites
        server = try .tls(server, tlsConfiguration: tls)
    }
    return Application(
        router: router, server: server,
        configuration: ApplicationConfiguration(
            address: .hostname(
                settings.text(.address) ?? "127.0.0.1", port: settings.number(.port)),
            backlog: 1_024,
            availableConnectionsDelegate: MaximumAvailableConnections(
                settings.number(.connections))),
        onServerRunning: { channel in await isRunning(channel.localAddress?.port ?? 0) },
        logger: logger)
}

/// For TLS 1.2, as RFC 9325 wants them: a key of its own for each line, and sealed as one with what
/// it says. Those of TLS 1.3 are all of this kind.
private let cipherSuites = [
    "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
].joined(separator: ":")
