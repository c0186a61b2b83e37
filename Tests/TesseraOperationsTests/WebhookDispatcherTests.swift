import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// What endpoints are told, when, and by whom.
struct WebhookDispatcherTests {
    @Test(arguments: Store.available)
    func `what happens after an endpoint was added is told once, what happened before is not`(
        store: Store
    ) async throws {
        let scene = try await WebhookScene(store)
        try await scene.issue()
        let id = try await scene.endpoint()
        let batch = try await scene.issue()
        let voucher = try await scene.counter.issued(batch.first)
        _ = try await scene.counter.redeem(
            voucher.token, .money(Sample.euros(cents: 400)), member: nil, in: Sample.harbour,
            at: Sample.till1, by: nil, operation: scene.desk.ids.next())
        let dispatcher = try scene.dispatcher()

        #expect(try await scene.run(dispatcher))
        #expect(try await !scene.run(dispatcher))

        let name = batch.first.voucherText
        #expect(scene.receiver.bodies == ["voucher.issued -", "voucher.redeemed \(name)"])
        let deliveries = try await scene.deliveries(id)
        #expect(deliveries.map(\.text) == ["dlv_0000000000000002", "dlv_0000000000000003"])
        #expect(deliveries.map(\.state) == [.delivered, .delivered])
        #expect(try await scene.slips("delivery-due/") == [])
        #expect(try await scene.slips("webhook-lease/") == [])
    }

    @Test
    func `only what is wanted is told, and a partner only what happens at its place`() async throws
    {
        let scene = try await WebhookScene()
        let redeemed = try await scene.endpoint([.voucherRedeemed])
        let market = try await scene.endpoint(for: Sample.market)
        let batch = try await scene.issue()
        let voucher = try await scene.counter.issued(batch.first)
        for shop in [Sample.harbour, Sample.market] {
            let taken = try await scene.counter.redeem(
                voucher.token, .money(Sample.euros(cents: 100)), member: nil, in: shop,
                at: Sample.till1, by: nil, operation: scene.desk.ids.next())
            _ = try await scene.counter.undo(
                taken.operation, at: Sample.till1, by: nil, operation: scene.desk.ids.next())
        }

        try await scene.run(scene.dispatcher())

        // 1 is the issue; then twice a use and its undoing.
        #expect(
            try await scene.deliveries(redeemed).map(\.text)
                == ["dlv_0000000000000002", "dlv_0000000000000004"])
        #expect(
            try await scene.deliveries(market).map(\.type)
                == [.voucherRedeemed, .voucherReversed])
        #expect(
            try await scene.deliveries(market).map(\.text)
                == ["dlv_0000000000000004", "dlv_0000000000000005"])
    }

    @Test
    func `a refusal is no news`() async throws {
        let scene = try await WebhookScene()
        let id = try await scene.endpoint()
        let voucher = try await scene.counter.issued(try await scene.issue().first)
        await #expect(throws: LedgerError.self) {
            _ = try await scene.counter.redeem(
                voucher.token, .money(Sample.euros(cents: 9_900)), member: nil,
                in: Sample.harbour, at: Sample.till1, by: nil, operation: scene.desk.ids.next())
        }

        try await scene.run(scene.dispatcher())

        #expect(try await scene.deliveries(id).map(\.type) == [.voucherIssued])
    }

    @Test(arguments: Store.available)
    func `news sent five times is one message, F39`(store: Store) async throws {
        let scene = try await WebhookScene(store)
        let id = try await scene.endpoint()
        try await scene.issue()
        let dispatcher = try scene.dispatcher()
        scene.receiver.answer(500)
        try await scene.run(dispatcher)
        for _ in 0..<3 {
            let next = try #require(try await scene.deliveries(id)[0].nextTry)
            scene.clock.set(next)
            try await scene.run(dispatcher)
        }
        scene.receiver.answer(200)
        _ = try await scene.counter.resendWebhook("dlv_0000000000000001", of: id, of: nil)
        try await scene.run(dispatcher)
        // The note of the try that the resending came before is dropped when its time comes.
        scene.clock.advance(byMilliseconds: 7_200_000)
        try await scene.run(dispatcher)

        #expect(scene.receiver.got.count == 5)
        #expect(Set(scene.receiver.got.map(\.id)).count == 1)
        #expect(Set(scene.receiver.got.map(\.body)).count == 1)
        #expect(try await scene.slips("delivery/").count == 1)
        #expect(try await scene.slips("delivery-due/") == [])
        #expect(try await scene.deliveries(id)[0].state == .delivered)
        #expect(
            try await scene.deliveries(id)[0].attempts.map(\.status) == [500, 500, 500, 500, 200])
    }

    @Test
    func `ten tries are made, at these times, and no more`() async throws {
        let scene = try await WebhookScene()
        let id = try await scene.endpoint()
        try await scene.issue()
        scene.receiver.answer(.unanswered(.unreachable))
        let dispatcher = try scene.dispatcher()
        var waits: [Int64] = []

        try await scene.run(dispatcher)
        while let next = try await scene.deliveries(id)[0].nextTry {
            waits.append(next.milliseconds - scene.clock.now().milliseconds)
            scene.clock.set(next.advanced(byMilliseconds: -1))
            #expect(try await !scene.run(dispatcher))
            scene.clock.set(next)
            try await scene.run(dispatcher)
        }

        // 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h.
        #expect(
            waits == [
                5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000,
                72_000_000, 86_400_000,
            ])
        #expect(scene.receiver.got.count == 10)
        let delivery = try await scene.deliveries(id)[0]
        #expect(delivery.state == .failed)
        #expect(
            delivery.attempts.map(\.fault) == [WebhookFault?](repeating: .unreachable, count: 10))
        #expect(try await scene.slips("delivery-due/") == [])
    }

    @Test
    func `chance makes a wait at most a fifth longer, and a receiver may ask for more`()
        async throws
    {
        let scene = try await WebhookScene()
        let id = try await scene.endpoint()
        try await scene.issue()
        scene.receiver.answer(503)
        let dispatcher = try scene.dispatcher(chance: 0xFF)

        try await scene.run(dispatcher)
        let first = try #require(try await scene.deliveries(id)[0].nextTry)
        #expect(first == Sample.noon.advanced(byMilliseconds: 6_000))

        scene.receiver.answer(.answered(status: 429, retryAfterSeconds: 3_600))
        scene.clock.set(first)
        try await scene.run(dispatcher)
        let second = try #require(try await scene.deliveries(id)[0].nextTry)
        #expect(second == first.advanced(byMilliseconds: 3_600_000))
    }
}
