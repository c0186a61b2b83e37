import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraModel
import TesseraOperations
import TesseraPremises
import UnixSignals

/// `tessera-server listen`, which `tessera webhook listen` becomes: messages as they happen.
struct ListenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen", abstract: "Show messages as they happen.", shouldDisplay: false)

    @Option(name: .long) var data: String?
    @Option(name: .long) var passphraseFile: String?
    @Option(name: .long) var events: String?
    @Option(name: .long) var forwardTo: String?
    @Option(name: .long) var after: Int64?
    @Option(name: .long) var count: Int?
    @Flag(name: .long) var json = false

    func run() async throws {
        do {
            let premises = Premises(folder: data, passphraseFile: passphraseFile)
            let equipment = try premises.equipment()
            let words = events?.split(separator: ",").map(String.init) ?? []
            let listener = WebhookListener(
                equipment: equipment, place: try premises.bookPlace(equipment.settings),
                types: words.compactMap { WebhookEventType(rawValue: $0) },
                url: try forwardTo.map { try WebhookReach.loopbackToo.url($0) }, after: after,
                most: count, isJSON: json)
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [
                        .init(
                            service: listener,
                            successTerminationBehavior: .gracefullyShutdownGroup)
                    ], gracefulShutdownSignals: [.sigint, .sigterm],
                    logger: Logger(label: "listen") { _ in SwiftLogNoOpLogHandler() }))
            try await group.run()
        } catch let error as any ExplainedError {
            Complaint.say(error)
            throw ExitCode(error.kind.exitStatus)
        }
    }
}

/// Looks into the book once a second and says what is new there.
///
/// The book is opened for each look, so that other commands work meanwhile.
struct WebhookListener: ServiceLifecycle.Service {
    let equipment: Equipment
    let place: BookPlace
    /// What about; empty for everything.
    let types: [WebhookEventType]
    /// Where messages are brought; `nil` for nowhere.
    let url: WebhookURL?
    /// Behind which number of the journal it begins; `nil` for its end.
    let after: Int64?
    /// After how many messages it ends; `nil` for never.
    let most: Int?
    let isJSON: Bool

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await listen()
            } catch is CancellationError {
                // Somebody has seen enough.
            }
        }
    }

    private func listen() async throws {
        let client = WebhookClient(reach: .loopbackToo, resolver: SystemResolver())
        var page = try await look(after: after)
        try remark("Listening to \(equipment.settings.issuerName); Ctrl-C ends it.")
        if let url {
            let secret = try await atCounter { try $0.listeningSecret().exposed }
            try remark("Messages to \(url.text) are signed with \(secret)")
        }
        var count = 0
        while true {
            for news in page.news {
                var answer: WebhookAnswer?
                if let url { answer = await client.send(try await message(news), to: url) }
                try Task.checkCancellation()
                try say(news, answer)
                count += 1
                if count == most { return }
            }
            if page.news.isEmpty { try await Task.sleep(for: .seconds(1)) }
            page = try await look(after: page.through)
        }
    }

    // What happened behind a number; of now, where the journal ends.
    private func look(after sequence: Int64?) async throws -> WebhookPage {
        try await atCounter { counter in
            try await counter.numberNews()
            guard let sequence else {
                return WebhookPage(news: [], through: try await counter.latestNews())
            }
            return try await counter.news(after: sequence, limit: 100, of: nil) {
                types.isEmpty || types.contains($0)
            }
        }
    }

    private func message(_ news: WebhookNews) async throws -> WebhookMessage {
        try await atCounter { counter in
            WebhookMessage(
                news, body: WebhookService.body(of: news),
                signedWith: [try counter.listeningSecret()], at: counter.clock.now())
        }
    }

    private func atCounter<Value: Sendable>(
        _ work: @Sendable (Counter) async throws -> Value
    ) async throws -> Value {
        try await place.open(.writing, zone: equipment.settings.zone, clock: equipment.clock) {
            try await work(try equipment.counter(ledger: $0))
        }
    }

    private func remark(_ text: String) throws {
        try FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
    }

    private func say(_ news: WebhookNews, _ answer: WebhookAnswer?) throws {
        var line: [UInt8] = []
        if isJSON {
            JSONValue.record(("id", .string(news.id))).with(
                news.value.members + [("answer", answer?.value)]
            ).append(to: &line)
        } else {
            let telling = Telling(zone: equipment.settings.zone, now: nil)
            let subject = ["voucher", "member", "acceptor", "device", "batch"].lazy
                .compactMap { news.value["data"]?[$0]?.string }.first
            let type = news.type.rawValue
            let padding = String(repeating: " ", count: max(0, 20 - type.count))
            let words = [
                telling.moment(news.time), type + padding, news.id, subject,
                answer.map { "→ \($0.spoken)" },
            ]
            line = Array(words.compactMap(\.self).joined(separator: "  ").utf8)
        }
        line.append(UInt8(ascii: "\n"))
        try FileHandle.standardOutput.write(contentsOf: Data(line))
    }
}

extension WebhookAnswer {
    fileprivate var value: JSONValue {
        switch self {
        case .answered(let status, _): .record(("status", .integer(Int64(status))))
        case .unanswered(let fault): .record(("fault", .string(fault.rawValue)))
        }
    }

    fileprivate var spoken: String {
        switch self {
        case .answered(let status, _): "\(status)"
        case .unanswered(let fault): fault.rawValue
        }
    }
}
