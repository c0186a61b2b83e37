import Logging
import ServiceLifecycle
import Synchronization
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations

/// Tells endpoints what happens while the service runs.
///
/// Each endpoint has a task of its own, so that one that does not answer makes nobody else wait.
struct WebhookService: ServiceLifecycle.Service {
    private let dispatcher: WebhookDispatcher
    private let counter: Counter
    private let logger: Logger

    /// A service that sends to the internet.
    ///
    /// - Throws: What the source of chance throws.
    init(
        _ counter: Counter, _ logger: Logger, resolver: any WebhookResolver = SystemResolver()
    ) throws {
        self.counter = counter
        self.logger = logger
        dispatcher = WebhookDispatcher(
            counter, WebhookClient(reach: counter.webhookReach, resolver: resolver),
            name: try counter.newOperation().text, write: WebhookService.body)
    }

    /// What is sent about something.
    static func body(of news: WebhookNews) -> [UInt8] {
        var bytes: [UInt8] = []
        news.value.append(to: &bytes)
        return bytes
    }

    func run() async throws {
        let busy = BusyEndpoints()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                var sweep = counter.clock.now()
                while !Task.isCancelled {
                    await guarded("sweep_failed") {
                        guard sweep <= counter.clock.now() else { return }
                        try await counter.ledger.sweepSlips(at: counter.clock.now())
                        sweep = counter.clock.now().advanced(byMilliseconds: 3_600_000)
                    }
                    await guarded("webhooks_failed") {
                        for id in try await dispatcher.endpoints() where busy.begin(id) {
                            group.addTask {
                                await guarded("webhook_failed") {
                                    try await dispatcher.work(on: id)
                                }
                                busy.end(id)
                            }
                        }
                    }
                    // A second is soon enough for news, and seldom enough for the book.
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }

    // Whatever it is, the next turn may find it better; nothing is lost meanwhile.
    private func guarded(_ event: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
            return
        } catch {
            let code = (error as? any ExplainedError)?.code ?? "fault"
            logger.error("\(event)", metadata: ["code": "\(code)"])
        }
    }
}

/// Which endpoints this service works on at the moment.
private final class BusyEndpoints: Sendable {
    private let ids = Mutex<Set<WebhookEndpointID>>([])

    func begin(_ id: WebhookEndpointID) -> Bool { ids.withLock { $0.insert(id).inserted } }

    func end(_ id: WebhookEndpointID) { ids.withLock { _ = $0.remove(id) } }
}
