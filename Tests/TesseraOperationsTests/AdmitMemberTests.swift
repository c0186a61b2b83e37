import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraVerification

/// Letting members in: T23.
struct AdmitMemberTests {
    @Test(arguments: Store.available)
    func `a live code lets its member in once at all tills together`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let (member, _) = try await desk.card()
        let live = try await desk.counter.liveCode(of: member.number)
        _ = try await desk.counter.check(live, at: Sample.till1)

        let admitted = try await desk.counter.admitMember(live, at: Sample.till1)

        #expect(admitted.entry == .live)
        #expect(admitted.profile?.name == "Ana")
        for till in [Sample.till1, Sample.till2] {
            await #expect(throws: LedgerError.liveCodeUsed) {
                try await desk.counter.admitMember(live, at: till)
            }
        }
        let reopened = try await desk.reopened()
        await #expect(throws: LedgerError.liveCodeUsed) {
            try await reopened.counter.admitMember(live, at: Sample.till1)
        }
    }

    @Test(arguments: Store.available)
    func `the next code lets the member in again and ends the one before`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let number = try await desk.card().member.number
        let before = try await desk.counter.liveCode(of: number)
        desk.wait(seconds: 30)
        let next = try await desk.counter.liveCode(of: number)

        _ = try await desk.counter.admitMember(next, at: Sample.till1)

        await #expect(throws: LedgerError.liveCodeUsed) {
            try await desk.counter.admitMember(before, at: Sample.till1)
        }
        desk.wait(seconds: 30)
        let last = try await desk.counter.liveCode(of: number)
        #expect(try await desk.counter.admitMember(last, at: Sample.till1).entry == .live)
    }

    @Test(arguments: Store.available)
    func `of many tills at once exactly one admits a live code`(store: Store) async throws {
        let desk = try await Desk(store)
        let live = try await desk.counter.liveCode(of: try await desk.card().member.number)

        let admitted = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...32 {
                group.addTask {
                    (try? await desk.counter.admitMember(live, at: Sample.till1)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(admitted == 1)
    }

    @Test(arguments: Store.available)
    func `a card on paper lets its member in as often as it is shown`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let (member, card) = try await desk.card()

        for (text, entry) in [
            (card.token, Presentation.Entry.scanned), (card.token, .scanned),
            (card.typedCode, .typed), (card.typedCode, .typed),
        ] {
            let admitted = try await desk.counter.admitMember(text, at: Sample.till1)
            #expect(admitted.entry == entry)
            #expect(admitted.voucher.position == member.card)
        }
    }

    @Test(arguments: Store.available)
    func `a voucher lets nobody in`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))

        for text in [card.token, card.typedCode] {
            await #expect(throws: VerificationError.wrongKind(.gift)) {
                try await desk.counter.admitMember(text, at: Sample.till1)
            }
        }
    }

    @Test(arguments: Store.available)
    func `a refused card leaves its live code as it was`(store: Store) async throws {
        let desk = try await Desk(store)
        let (member, card) = try await desk.card()
        let live = try await desk.counter.liveCode(of: member.number)
        try await desk.change(card, .block(reason: "lost"))

        await #expect(throws: LedgerError.revoked(at: Sample.noon, reason: "lost")) {
            try await desk.counter.admitMember(live, at: Sample.till1)
        }
        try await desk.change(card, .unblock(reason: "found"))

        #expect(try await desk.counter.admitMember(live, at: Sample.till1).entry == .live)
    }

    @Test(arguments: Store.available)
    func `a live code that is out of date lets nobody in`(store: Store) async throws {
        let desk = try await Desk(store)
        let live = try await desk.counter.liveCode(of: try await desk.card().member.number)

        desk.wait(seconds: 60)

        await #expect(throws: VerificationError.liveCodeStale) {
            try await desk.counter.admitMember(live, at: Sample.till1)
        }
    }
}
