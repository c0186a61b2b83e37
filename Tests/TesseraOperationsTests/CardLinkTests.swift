import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// Links that open cards on their holders' telephones.
///
/// F14, F15.
struct CardLinkTests {
    private let source = AccessSource.address("192.0.2.7")

    private func member(_ desk: Desk) async throws -> (MemberNumber, CardLink) {
        let number = try await desk.card().member.number
        let link = try await desk.counter.makeCardLink(.member(number), by: .terminal)
        return (number, link)
    }

    @Test(arguments: Store.available)
    func `a link opens its member's card and nothing else`(store: Store) async throws {
        let desk = try await Desk(store)
        let (member, card) = try await desk.card(name: "Ana Maria Pop")
        _ = try await desk.credit(member.number, "120", until: "2026-12-31")
        let link = try await desk.counter.makeCardLink(.member(member.number), by: .terminal)

        let again = try await desk.reopened()
        let opened = try await again.counter.openCard(link.text, from: source)

        #expect(opened.subject == .member(member.number))
        #expect(opened.name == "Ana")
        #expect(opened.codes == card)
        #expect(opened.failures == [])
        #expect(opened.holdings.map(\.balance) == [120])
        #expect(opened.movements.map(\.what) == ["credited"])
        #expect(opened.movements.map(\.units) == [120])
        #expect(opened.movements.map(\.reason) == ["test"])
        #expect(opened.places.map(\.name) == ["Harbour", "Market"])
        #expect(!opened.mayBeGiven)
    }

    @Test(arguments: Store.available)
    func `a live code is made with what the holder is given`(store: Store) async throws {
        let desk = try await Desk(store)
        let (number, link) = try await member(desk)

        let opened = try await desk.counter.openCard(link.text, from: source)

        let live = try await desk.counter.liveCode(of: number)
        #expect(live.hasPrefix("\(opened.codes.token)."))
        // 64 digits, the same each time: the page keeps them for as long as the card is the same.
        #expect(opened.liveKey?.count == 64)
        let again = try await desk.counter.openCard(link.text, from: source)
        #expect(again.liveKey == opened.liveKey)
    }

    @Test(arguments: Store.available)
    func `a new link ends the one before, and a link can be ended`(store: Store) async throws {
        let desk = try await Desk(store)
        let (number, first) = try await member(desk)

        let second = try await desk.counter.makeCardLink(.member(number), by: .terminal)

        await #expect(throws: AccessError.cardLinkEnded) {
            try await desk.counter.openCard(first.text, from: source)
        }
        _ = try await desk.counter.openCard(second.text, from: source)
        #expect(try await desk.counter.endCardLink(.member(number), by: .terminal))
        #expect(try await !desk.counter.endCardLink(.member(number), by: .terminal))
        await #expect(throws: AccessError.cardLinkEnded) {
            try await desk.counter.openCard(second.text, from: source)
        }
        let log = try await desk.counter.accessLog(after: nil, limit: 9)
        #expect(log.map(\.act) == [.cardLinkMade, .cardLinkMade, .cardLinkEnded])
        #expect(log.map(\.subject) == [number.text, number.text, number.text])
    }

    /// A stranger learns nothing from the answer.
    @Test(arguments: Store.available)
    func `whatever opens nothing gets one answer`(store: Store) async throws {
        let desk = try await Desk(store)
        let (_, link) = try await member(desk)
        let gift = try await desk.voucher(Desk.gift(cents: 5_000))
        let text = link.text
        var wrong = [
            "", "tcl_", text.uppercased(), text + "0", String(text.dropLast()), " " + text,
            "tcl_" + String(repeating: "0", count: 32) + "_mem_1",
            text.prefix(37) + gift.position.voucherText, String(repeating: "a", count: 1_000),
        ]
        for index in stride(from: 4, to: 36, by: 5) {
            var characters = Array(text)
            characters[index] = characters[index] == "0" ? "1" : "0"
            wrong.append(String(characters))
        }

        for text in wrong {
            desk.wait(seconds: 6)
            await #expect(throws: AccessError.cardLinkEnded) {
                try await desk.counter.openCard(text, from: source)
            }
        }
    }

    @Test(arguments: Store.available)
    func `whoever tries links waits, and whoever has one does not`(store: Store) async throws {
        let desk = try await Desk(store)
        let (_, link) = try await member(desk)

        for _ in 1...10 {
            await #expect(throws: AccessError.cardLinkEnded) {
                try await desk.counter.openCard("tcl_guess", from: source)
            }
        }

        await #expect(throws: AccessError.tooManyTries(seconds: 6)) {
            try await desk.counter.openCard("tcl_guess", from: source)
        }
        _ = try await desk.counter.openCard(link.text, from: source)
    }

    @Test(arguments: Store.available)
    func `the secret is not in the book, and not in what is said of it`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let (_, link) = try await member(desk)
        let secret = String(link.text.dropFirst(4).prefix(32))

        let slips = try await desk.book.ledger.slips(
            under: "", after: nil, limit: 99, at: Sample.noon)

        #expect(slips.count == 2)
        for slip in slips {
            #expect(!slip.name.contains(secret))
            #expect(!String(decoding: slip.value, as: UTF8.self).contains(secret))
        }
        #expect(link.path == "/card#\(link.text)")
    }

    // R11: whoever is forgotten is shown to nobody.
    @Test(arguments: Store.available)
    func `a link ends with the erasure of its member`(store: Store) async throws {
        let desk = try await Desk(store)
        let (number, link) = try await member(desk)

        _ = try await desk.counter.erase(number, reason: "asked", operation: desk.ids.next())

        await #expect(throws: AccessError.cardLinkEnded) {
            try await desk.counter.openCard(link.text, from: source)
        }
        await #expect(throws: LedgerError.memberErased(number, at: Sample.noon)) {
            try await desk.counter.makeCardLink(.member(number), by: .terminal)
        }
        #expect(
            try await desk.book.ledger.slips(
                under: "link/", after: nil, limit: 9, at: Sample.noon) == [])
    }

    @Test func `a member's link shows the card that took the place of a lost one`() async throws {
        let desk = try await Desk(.inMemory)
        let (number, link) = try await member(desk)
        let before = try await desk.counter.openCard(link.text, from: source)

        let made = try await desk.counter.reissueCard(of: number, operation: desk.ids.next())

        let after = try await desk.counter.openCard(link.text, from: source)
        #expect(after.codes == made.new)
        #expect(after.liveKey != before.liveKey)
    }

    @Test func `a card that was stopped says so`() async throws {
        let desk = try await Desk(.inMemory)
        let gift = try await desk.voucher(Desk.gift(cents: 5_000))
        let link = try await desk.counter.makeCardLink(.voucher(gift.position), by: .terminal)
        try await desk.redeem(gift.token, .money(Sample.euros(cents: 1_200)))
        try await desk.change(gift, .block(reason: "lost"))

        let opened = try await desk.counter.openCard(link.text, from: source)

        #expect(opened.failures == [.revoked(at: Sample.noon, reason: "lost")])
        #expect(opened.movements.map(\.what) == ["issued", "used"])
        #expect(opened.movements.map(\.balance) == [5_000, 3_800])
        #expect(opened.movements.map(\.place) == [nil, "Harbour"])
        #expect(!opened.mayBeGiven)
    }

    @Test(arguments: Store.available)
    func `movements of a voucher come to what it holds`(store: Store) async throws {
        let desk = try await Desk(store)
        let gift = try await desk.voucher(Desk.gift(cents: 5_000), activation: .whenSold)
        let link = try await desk.counter.makeCardLink(.voucher(gift.position), by: .terminal)
        try await desk.change(gift, .activate)
        let used = try await desk.redeem(gift.token, .money(Sample.euros(cents: 2_000)))
        try await desk.reverse(used.operation, .money(Sample.euros(cents: 500)))
        try await desk.change(gift, .topUp(by: 1_000))
        try await desk.change(gift, .adjust(by: -300, reason: "typed wrong"))

        let opened = try await desk.counter.openCard(link.text, from: source)

        #expect(
            opened.movements.map(\.what) == ["issued", "used", "returned", "topped_up", "adjusted"])
        #expect(opened.movements.map(\.units) == [5_000, -2_000, 500, 1_000, -300])
        #expect(opened.movements.last?.balance == 4_200)
        #expect(opened.voucher.balance == 4_200)
    }
}
