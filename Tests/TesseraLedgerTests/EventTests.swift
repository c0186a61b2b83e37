import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Events: all that follows is booked with them or nothing; asked of every store.
///
/// R3, R5, R7, F01, F10, F25, F37.
struct EventTests {
    private func days(_ count: Int64) -> Timestamp {
        Sample.noon.advanced(byMilliseconds: count * 86_400_000)
    }

    @Test(arguments: Store.available)
    func `what follows is booked in parts, each with an id of the event's`(
        store: Store
    ) async throws {
        let shop = try await EventShop(store)
        let judge = ScriptedJudge(
            parts: [
                shop.credit(20),
                .redeem(shop.counter.position, .amount(Sample.euros(cents: 400)), holder: nil),
            ], tallies: [TallyChange(key: "visits", amount: 1, most: 10)])
        let request = shop.request(judge)

        let booked = try await shop.ledger.book(request)

        let (_, judgement) = try #require(booked.operation.judgement)
        #expect(judgement.parts == [request.operation.part(1), request.operation.part(2)])
        #expect(booked.operation.position == shop.member.card)
        #expect(try await shop.left() == [20])
        #expect(try await shop.ledger.voucher(at: shop.counter.position).balance == 600)
        let part = try await shop.ledger.operation(request.operation.part(1))
        #expect(part?.position == shop.member.card)
        #expect(try await shop.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `the same event twice has one effect and the first answer`(store: Store) async throws {
        let shop = try await EventShop(store)
        let request = shop.request(ScriptedJudge(parts: [shop.credit(20)]))
        let first = try await shop.ledger.book(request)

        // Asked again when the rules are others.
        let again = try await shop.ledger.book(
            shop.request(
                ScriptedJudge(parts: [shop.credit(99)]), operation: request.operation))

        #expect(again.isReplay)
        #expect(again.operation == first.operation)
        #expect(try await shop.left() == [20])
        await #expect(throws: LedgerError.operationReused(request.operation)) {
            try await shop.ledger.book(
                shop.request(
                    ScriptedJudge(), operation: request.operation, facts: "{\"score\":1}"))
        }
    }

    @Test(arguments: Store.available)
    func `a part that is refused takes all back, whatever came before it`(
        store: Store
    ) async throws {
        let shop = try await EventShop(store)
        let judge = ScriptedJudge(
            parts: [
                shop.credit(20),
                .redeem(shop.counter.position, .amount(Sample.euros(cents: 4_000)), holder: nil),
            ], tallies: [TallyChange(key: "visits", amount: 1, most: 10)])
        let request = shop.request(judge)

        let refusal = LedgerError.insufficientBalance(
            available: Sample.euros(cents: 1_000), wanted: Sample.euros(cents: 4_000))
        await #expect(throws: LedgerError.partRefused(2, [refusal])) {
            try await shop.ledger.book(request)
        }

        #expect(try await shop.left() == [])
        #expect(try await shop.ledger.operation(request.operation) == nil)
        #expect(try await shop.ledger.operation(request.operation.part(1)) == nil)
        // Nothing is in the way of the same event with less.
        _ = try await shop.ledger.book(
            shop.request(ScriptedJudge(parts: [shop.credit(1)]), operation: request.operation))
        #expect(try await shop.left() == [1])
        #expect(try await shop.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `of 64 who ask for the last ten, ten get it`(store: Store) async throws {
        let shop = try await EventShop(store)
        let judge = ScriptedJudge(
            parts: [shop.credit(1)], tallies: [TallyChange(key: "mugs", amount: 1, most: 10)])
        let requests = (0..<64).map { _ in shop.request(judge) }

        let granted = try await withThrowingTaskGroup(of: Bool.self) { group in
            for request in requests {
                group.addTask { try await shop.ledger.book(request).operation.refusal == nil }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(granted == 10)
        #expect(try await shop.left().reduce(0, +) == 10)
        #expect(try await shop.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `events of one member are judged one after the other`(store: Store) async throws {
        let shop = try await EventShop(store)
        let judge = ScriptedJudge(parts: [shop.credit(1)], mostEvents: 3)
        let requests = (0..<24).map { _ in shop.request(judge) }

        try await withThrowingTaskGroup(of: Void.self) { group in
            for request in requests {
                group.addTask { _ = try await shop.ledger.book(request) }
            }
            try await group.waitForAll()
        }

        #expect(try await shop.left() == [1, 1, 1])
        #expect(try await shop.ledger.events(after: nil, limit: 100).count == 3)
    }

    @Test(arguments: Store.available)
    func `what is pending is not used, and is taken back first`(store: Store) async throws {
        let shop = try await EventShop(store)
        let request = shop.request(
            ScriptedJudge(parts: [shop.credit(57, first: "2026-12-15")]))
        _ = try await shop.ledger.book(request)
        func book(_ wish: Wish, _ time: Timestamp) async throws -> Outcome {
            try await shop.ledger.book(
                BookingRequest(
                    operation: shop.counter.ids.next(), wish: wish, place: nil, time: time)
            ).operation.outcome
        }

        let early = try await book(.debit(shop.points, amount: 1, reason: ""), days(2))
        let back = try await book(
            .debit(
                shop.points, amount: 10, from: request.operation.part(1), reason: "returned"),
            days(3))
        let late = try await book(.debit(shop.points, amount: 47, reason: ""), days(20))

        #expect(
            early
                == .refused(
                    .insufficientHolding(
                        available: .units(0, of: shop.points.asset),
                        wanted: .units(1, of: shop.points.asset))))
        #expect(back == .holding(expired: 0, balance: 0))
        #expect(late == .holding(expired: 0, balance: 0))
        #expect(try await shop.left() == [])
        #expect(try await shop.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `versions of a programme are numbered and told in order`(store: Store) async throws {
        let shop = try await EventShop(store)
        for text in ["programme: a", "programme: b"] {
            _ = try await shop.ledger.book(
                BookingRequest(
                    operation: shop.counter.ids.next(), wish: .publish(text), place: nil,
                    time: Sample.noon))
        }

        let versions = try await shop.ledger.publications()

        #expect(versions.map(\.outcome) == [.published(version: 1), .published(version: 2)])
        #expect(versions.map(\.wish) == [.publish("programme: a"), .publish("programme: b")])
        let booked = try await shop.ledger.book(shop.request(ScriptedJudge()))
        #expect(booked.operation.judgement?.1.account.contains("published(version: 2)") == true)
    }

    @Test(arguments: Store.available)
    func `a page of events goes on behind the last one`(store: Store) async throws {
        let shop = try await EventShop(store)
        var ids: [OperationID] = []
        for _ in 0..<5 {
            let request = shop.request(ScriptedJudge())
            ids.append(request.operation)
            _ = try await shop.ledger.book(request)
        }

        let first = try await shop.ledger.events(after: nil, limit: 3)
        let rest = try await shop.ledger.events(after: first.last?.operation, limit: 3)

        #expect(first.map(\.operation) == Array(ids.prefix(3)))
        #expect(rest.map(\.operation) == Array(ids.suffix(2)))
    }
}
