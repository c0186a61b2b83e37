import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Several services on one book, some of which are killed, and receivers that are gone.
struct WebhookLeaseTests {
    @Test(arguments: Store.available)
    func `two services do not work on one endpoint at once`(store: Store) async throws {
        let scene = try await WebhookScene(store)
        let id = try await scene.endpoint()
        for _ in 0..<20 { try await scene.issue() }
        let (one, two) = (try scene.dispatcher("one"), try scene.dispatcher("two"))
        _ = try await one.endpoints()
        let outcome = Outcome()
        scene.receiver.interrupt { await outcome.set(try await two.work(on: id)) }

        try await one.work(on: id)

        #expect(await outcome.isDone == false)
        #expect(scene.receiver.got.count == 20)
        #expect(Set(scene.receiver.got.map(\.id)).count == 20)
    }

    @Test(arguments: Store.available)
    func `a service that was killed is replaced when its lease ends, and nothing is lost`(
        store: Store
    ) async throws {
        let scene = try await WebhookScene(store)
        let id = try await scene.endpoint()
        for _ in 0..<40 { try await scene.issue() }
        let (one, two) = (try scene.dispatcher("one"), try scene.dispatcher("two"))
        _ = try await one.endpoints()
        // Killed: it took the lease, and is not heard of again.
        _ = try await scene.ledger.write(
            [], as: "webhook-lease/\(id.text)", replacing: nil,
            expiresAt: scene.clock.now().advanced(byMilliseconds: 60_000), at: scene.clock.now())

        #expect(try await !two.work(on: id))
        scene.clock.advance(byMilliseconds: 59_999)
        #expect(try await !two.work(on: id))
        scene.clock.advance(byMilliseconds: 1)
        #expect(try await two.work(on: id))

        #expect(try await scene.deliveries(id).count == 40)
        #expect(Set(scene.receiver.got.map(\.id)).count == 40)
        #expect(scene.receiver.got.count == 40)
    }

    @Test(arguments: Store.available)
    func `a service that slept through its lease notes nothing twice and skips nothing`(
        store: Store
    ) async throws {
        let scene = try await WebhookScene(store)
        let id = try await scene.endpoint()
        for _ in 0..<40 { try await scene.issue() }
        let (one, two) = (try scene.dispatcher("one"), try scene.dispatcher("two"))
        _ = try await one.endpoints()
        let clock = scene.clock
        scene.receiver.interrupt {
            clock.advance(byMilliseconds: 60_000)
            _ = try await two.work(on: id)
        }

        try await one.work(on: id)
        try await scene.run(two)

        let deliveries = try await scene.deliveries(id)
        #expect(deliveries.count == 40)
        #expect(Set(deliveries.map(\.message)).count == 40)
        #expect(deliveries.allSatisfy { $0.state == .delivered })
        // What the first had sent and not noted came twice, under the same ids.
        #expect(scene.receiver.got.count >= 41)
        #expect(Set(scene.receiver.got.map(\.id)) == Set(deliveries.map(\.message)))
    }

    @Test
    func `a receiver that is gone is asked no more until somebody wants it again`() async throws {
        let scene = try await WebhookScene()
        let id = try await scene.endpoint()
        try await scene.issue()
        scene.receiver.answer(410)
        let dispatcher = try scene.dispatcher()
        try await scene.run(dispatcher)
        try await scene.issue()
        try await scene.run(dispatcher)

        #expect(scene.receiver.got.count == 1)
        let stopped = try await scene.counter.webhook(id, of: nil)
        #expect(stopped.content.stop == .gone)

        scene.receiver.answer(200)
        var change = WebhookChange()
        change.isSending = true
        _ = try await scene.counter.changeWebhook(
            id, of: nil, version: stopped.version, change)
        try await scene.run(dispatcher)

        #expect(try await scene.deliveries(id).map(\.state) == [.failed, .delivered])
    }

    @Test
    func `a receiver that fails for five days is asked no more`() async throws {
        let scene = try await WebhookScene()
        let id = try await scene.endpoint()
        try await scene.issue()
        scene.receiver.answer(.unanswered(.timeout))
        let dispatcher = try scene.dispatcher()
        try await scene.run(dispatcher)
        scene.clock.advance(byMilliseconds: 5 * 86_400_000 - 1)
        try await scene.run(dispatcher)
        #expect(try await scene.counter.webhook(id, of: nil).content.stop == nil)

        scene.clock.advance(byMilliseconds: 1)
        try await scene.issue()
        try await scene.run(dispatcher)

        #expect(try await scene.counter.webhook(id, of: nil).content.stop == .failing)
    }

    @Test
    func `for a day after a change of the secret both sign, then the new one alone`() async throws {
        let scene = try await WebhookScene()
        let id = try await scene.endpoint()
        let before = try await scene.counter.webhook(id, of: nil)
        var change = WebhookChange()
        change.changesSecret = true
        let after = try await scene.counter.changeWebhook(
            id, of: nil, version: before.version, change)
        let old = try scene.counter.webhookSecret(of: before)
        let new = try scene.counter.webhookSecret(of: after)
        #expect(old.exposed != new.exposed)
        let dispatcher = try scene.dispatcher()

        try await scene.issue()
        scene.clock.advance(byMilliseconds: 86_399_999)
        try await scene.run(dispatcher)
        scene.clock.advance(byMilliseconds: 1)
        try await scene.issue()
        try await scene.run(dispatcher)

        let (first, second) = (scene.receiver.got[0], scene.receiver.got[1])
        func signed(_ message: WebhookMessage, _ secret: WebhookSecret) -> String {
            secret.signature(
                id: message.id, time: Timestamp(seconds: message.seconds), body: message.body)
        }
        #expect(first.signature == "\(signed(first, new)) \(signed(first, old))")
        #expect(second.signature == signed(second, new))
    }

    @Test
    func `a try is sent once and says only that it is one`() async throws {
        let scene = try await WebhookScene()
        let id = try await scene.endpoint([.settlementMade])
        scene.receiver.answer(500)
        let made = try await scene.counter.tryWebhook(id, of: nil)
        #expect(made.state == .pending)
        let dispatcher = try scene.dispatcher()
        try await scene.run(dispatcher)
        scene.clock.advance(byMilliseconds: 86_400_000)
        try await scene.run(dispatcher)

        #expect(scene.receiver.bodies == ["webhook.test -"])
        #expect(try await scene.deliveries(id).map(\.state) == [.failed])
    }
}

/// What somebody else came to, while another one waited.
private actor Outcome {
    private(set) var isDone: Bool?

    func set(_ isDone: Bool) { self.isDone = isDone }
}
