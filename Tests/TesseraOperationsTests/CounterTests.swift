import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Names for intentions, and how times are told: L3; W4.
struct CounterTests {
    @Test func `operation ids are all different and sort by their time`() async throws {
        let desk = try await Desk(.inMemory)

        var ids: [OperationID] = []
        for _ in 1...100 {
            ids.append(try desk.counter.newOperation())
            desk.clock.advance(byMilliseconds: 1)
        }
        let atOnce = try (1...100).map { _ in try desk.counter.newOperation() }

        #expect(Set(ids + atOnce).count == 200)
        #expect(ids == ids.sorted())
        #expect(ids.map(\.text) == ids.map(\.text).sorted())
        #expect(OperationID(ids[0].redemptionText) == ids[0])
    }

    @Test(arguments: [
        ("2026-12-01T14:59:59.001Z", "just now"), ("2026-12-01T14:59:59Z", "1 second ago"),
        ("2026-12-01T14:59:48Z", "12 seconds ago"), ("2026-12-01T14:59:01Z", "59 seconds ago"),
        ("2026-12-01T14:59:00Z", "today at 16:59"), ("2026-12-01T12:05:00Z", "today at 14:05"),
        ("2026-11-30T22:00:00Z", "today at 00:00"),
        ("2026-11-30T21:59:00Z", "on 30 November 2026 at 23:59"),
        ("2026-05-03T11:05:00Z", "on 3 May 2026 at 14:05"),
    ])
    func `a time is told as people at the till say it`(time: String, told: String) async throws {
        let desk = try await Desk(.inMemory, at: Desk.time("2026-12-01T15:00:00Z"))

        #expect(desk.counter.telling.moment(Desk.time(time)) == told)
    }

    @Test func `a refusal says when and where the voucher was used`() async throws {
        let desk = try await Desk(.inMemory)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let use = try await desk.redeem(card.token, .everything).use

        let refusal = LedgerError.alreadyRedeemed(use)
        desk.wait(seconds: 12)
        #expect(
            refusal.message(told: desk.counter.telling)
                == "This voucher was already used 12 seconds ago at till-1 in harbour.")
        desk.wait(seconds: 86_400)
        #expect(
            refusal.message(told: desk.counter.telling)
                == "This voucher was already used on 1 December 2026 at 14:00 at till-1 in harbour."
        )
    }

    @Test func `the issuer's day begins at the issuer's midnight`() async throws {
        let desk = try await Desk(.inMemory, at: Desk.time("2026-11-30T21:59:59Z"))
        #expect(desk.counter.today == Sample.day("2026-11-30"))
        desk.set("2026-11-30T22:00:00Z")
        #expect(desk.counter.today == Sample.day("2026-12-01"))
    }
}
