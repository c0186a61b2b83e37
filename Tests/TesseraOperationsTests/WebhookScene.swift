import Synchronization
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken

/// A shop with a receiver of its news that answers as the test says.
struct WebhookScene {
    let desk: Desk
    let receiver = Receiver()

    init(_ store: Store = .inMemory) async throws { desk = try await Desk(store) }

    var counter: Counter { desk.counter }
    var clock: FixedClock { desk.clock }
    var ledger: any Ledger { desk.book.ledger }

    /// An endpoint for everything, or for some of it.
    func endpoint(
        _ types: [WebhookEventType] = [], for acceptor: ShopID? = nil,
        url: String = "https://hooks.example/news"
    ) async throws -> WebhookEndpointID {
        try await counter.addWebhook(
            WebhookWish(url: url, types: types, label: ""), for: acceptor,
            operation: desk.ids.next()
        ).endpoint.id
    }

    /// A service that tells; chance always says the same.
    func dispatcher(_ name: String = "one", chance: UInt8 = 0) throws -> WebhookDispatcher {
        let counter = try Counter(
            ledger: ledger, keys: desk.keys, settings: desk.settings, clock: clock,
            chance: SameChance(byte: chance), profiles: Desk.vault(seed: 1))
        return WebhookDispatcher(counter, receiver, name: name) { news in
            Array("\(news.type.rawValue) \(news.booked?.position?.voucherText ?? "-")".utf8)
        }
    }

    /// Works on everything that there is to do now.
    @discardableResult
    func run(_ dispatcher: WebhookDispatcher) async throws -> Bool {
        var isDone = false
        for id in try await dispatcher.endpoints() {
            if try await dispatcher.work(on: id) { isDone = true }
        }
        return isDone
    }

    /// All deliveries of an endpoint.
    func deliveries(_ id: WebhookEndpointID) async throws -> [WebhookDelivery] {
        try await counter.webhookDeliveries(of: id, of: nil, in: nil, after: nil, limit: 1_000)
    }

    /// Issues one gift card of €10.
    @discardableResult
    func issue() async throws -> Batch {
        try await desk.issue(.gift(Sample.euros(cents: 1_000)))
    }

    /// The names of all slips that begin alike.
    func slips(_ prefix: String) async throws -> [String] {
        try await ledger.slips(under: prefix, after: nil, limit: 1_000, at: clock.now())
            .map(\.name)
    }
}

/// Takes messages, and answers what it was told to.
final class Receiver: WebhookSender {
    private struct State {
        var got: [WebhookMessage] = []
        var usual = WebhookAnswer.answered(status: 204, retryAfterSeconds: nil)
        var interruption: (@Sendable () async throws -> Void)?
    }

    private let state = Mutex(State())

    /// What arrived, in order.
    var got: [WebhookMessage] { state.withLock { $0.got } }

    /// Bodies of what arrived, in order of their texts.
    var bodies: [String] { got.map { String(decoding: $0.body, as: UTF8.self) }.sorted() }

    /// From now on every message is answered so.
    func answer(_ answer: WebhookAnswer) { state.withLock { $0.usual = answer } }

    /// From now on every message is answered with a status.
    func answer(_ status: Int) { answer(.answered(status: status, retryAfterSeconds: nil)) }

    /// What happens once, before the next answer is given.
    func interrupt(_ work: @escaping @Sendable () async throws -> Void) {
        state.withLock { $0.interruption = work }
    }

    func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookAnswer {
        let (answer, work) = state.withLock { state in
            state.got.append(message)
            let work = state.interruption
            state.interruption = nil
            return (state.usual, work)
        }
        try? await work?()
        return answer
    }
}

/// Chance whose bytes are all the same.
struct SameChance: Chance {
    let byte: UInt8

    func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: byte, count: count) }
}
