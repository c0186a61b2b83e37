import ArgumentParser
import Hummingbird
import Logging
import TesseraAnswers
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera-server`: the counter, spoken over HTTP.
@main
struct TesseraServer: AsyncParsableCommand {
    static let version = "0.6.0"

    static let configuration = CommandConfiguration(
        commandName: "tessera-server", abstract: "Serve the shop over HTTP.", version: version)

    @Option(name: .long, help: "The data folder; $TESSERA_DATA, or ~/.tessera.")
    var data: String?

    @Option(name: .long, help: "The address to listen at.")
    var address = "127.0.0.1"

    @Option(name: .long, help: "The port; 0 for any that is free.")
    var port = 8_080

    func run() async throws {
        let premises = Premises(folder: data)
        var settings = ServerSettings()
        settings.address = address
        settings.port = port
        let chosen = settings
        try await premises.atCounter(.writing, connections: chosen.bookings) { counter in
            let logger = Logger(label: "tessera") { _ in
                JSONLog(level: .info, clock: counter.clock)
            }
            let server = try buildServer(counter, chosen, KeyDoor(), logger) { port in
                logger.info("ready", metadata: ["address": "\(chosen.address)", "port": "\(port)"])
            }
            try await server.runService()
        }
    }
}
