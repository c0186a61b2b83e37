import ArgumentParser
import Hummingbird
import Logging
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera-server`: the counter, spoken over HTTP.
@main
struct TesseraServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera-server",
        abstract: "Serve the shop over HTTP.",
        discussion: """
            Every option may stand in the environment as TESSERA_SERVICE_… or in tessera.yaml \
            under service:. tessera config shows what holds and where it comes from. It listens \
            at loopback unless told otherwise, ends on SIGTERM after the requests under way, and \
            says what it does on standard error, a line of JSON each.
            """, version: ProgramVersion.text, subcommands: [ListenCommand.self])

    @Option(name: .long, help: "The data folder; $TESSERA_DATA, or ~/.tessera.")
    var data: String?

    @Option(name: .long, help: "A file whose first line is the keys' passphrase.")
    var passphraseFile: String?

    @Option(name: .long, help: "The address to listen at; 127.0.0.1.")
    var address: String?

    @Option(name: .long, help: "The port, 0 for any that is free; 8080.")
    var port: String?

    @Option(name: .long, help: "The certificate with its chain, in PEM.")
    var certificate: String?

    @Option(name: .long, help: "The certificate's key, in PEM.")
    var certificateKey: String?

    @Option(name: .long, help: "Addresses of proxies that speak for callers.")
    var trustedProxies: String?

    @Option(name: .long, help: "How many connections are open at once; 2000.")
    var connections: String?

    @Option(name: .long, help: "How many seconds a connection may be silent; 60.")
    var idleSeconds: String?

    @Option(name: .long, help: "How many bookings at once in a database; 8.")
    var bookings: String?

    @Option(name: .long, help: "Requests a minute of one caller; 6000.")
    var requestsPerMinute: String?

    @Option(name: .long, help: "debug, info, warning or error; info.")
    var logLevel: String?

    func run() async throws {
        do {
            try await serve()
        } catch let error as any ExplainedError {
            Complaint.say(error)
            throw ExitCode(error.kind.exitStatus)
        }
    }

    private func serve() async throws {
        let premises = Premises(folder: data, passphraseFile: passphraseFile)
        let equipment = try premises.equipment()
        let settings = try ServiceSettings(
            options: given, environment: environment(_:), lines: equipment.settings.service)
        let level = Logger.Level(rawValue: settings.text(.logLevel) ?? "") ?? .info
        let pen = LogPen()
        defer { pen.finish() }
        let logger = Logger(label: "tessera") { _ in
            JSONLog(level: level, clock: equipment.clock, pen: pen)
        }
        if settings.isOpenPlainly {
            logger.warning(
                "others can read what is said here: name a certificate, or a proxy that has one",
                metadata: ["address": "\(settings.text(.address) ?? "")"])
        }
        let place = try premises.bookPlace(equipment.settings)
        try await place.open(
            .serving, zone: equipment.settings.zone, clock: equipment.clock,
            connections: settings.number(.bookings)
        ) { ledger in
            let counter = try equipment.counter(ledger: ledger)
            var server = try buildServer(counter, settings, KeyDoor(), logger) { port in
                logger.info(
                    "ready",
                    metadata: [
                        "address": "\(settings.text(.address) ?? "")", "port": "\(port)",
                    ])
            }
            server.addServices(try WebhookService(counter, logger))
            try await server.runService()
            logger.info("ended; everything that was acknowledged is booked")
        }
    }

    private var given: [ServiceSettings.Key: String] {
        let all: [(ServiceSettings.Key, String?)] = [
            (.address, address), (.port, port), (.certificate, certificate),
            (.certificateKey, certificateKey), (.trustedProxies, trustedProxies),
            (.connections, connections), (.idleSeconds, idleSeconds), (.bookings, bookings),
            (.requestsPerMinute, requestsPerMinute), (.logLevel, logLevel),
        ]
        return all.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}
