import TesseraClaims
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// What tills did without a network, judged with the issuer's keys: L14, R12, T7, F23.
struct UploadTests {
    /// Every order of three.
    private static let orders = [
        [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
    ]

    @Test(arguments: Store.available, orders)
    func `three tills take one card and the agreement says who loses`(
        store: Store, order: [Int]
    ) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 1_000)
        var tills: [HandTill] = []
        for index in 0..<3 {
            var till = try await scene.till("till-\(index)")
            try till.take(1_000, of: card, as: scene.desk.ids.next())
            tills.append(till)
        }
        var rulings: [ClaimVerdict.Ruling] = []
        for index in order {
            rulings += try await scene.upload(tills[index].claims).receipt.items.map(\.ruling)
        }
        #expect(rulings == [.accepted, .overLimit, .overLimit])
        #expect(try await scene.balance(.issuer, .loss) == -2_000)
        #expect(try await scene.balance(.shop(PartnerScene.luna), .clearing) == 3_000)
        #expect(try await scene.counter.ledger.voucher(at: card.position).balance == 0)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `an upload that comes twice changes nothing and is answered alike`(
        store: Store
    ) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 5_000)
        var till = try await scene.till("till-7")
        for _ in 0..<4 { try till.take(1_500, of: card, as: scene.desk.ids.next()) }
        let first = try await scene.upload(till.claims)
        let second = try await scene.upload(till.claims)
        #expect(first.newCount == 4)
        #expect(second.newCount == 0)
        #expect(second.receipt.items == first.receipt.items)
        #expect(first.receipt.items.map(\.paid) == [1_500, 1_500, 1_500, 500])
        #expect(first.receipt.items.map(\.lostByIssuer) == [0, 0, 0, 1_000])
        #expect(first.receipt.through == 4)
        #expect(try await scene.balance(.issuer, .loss) == -1_000)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `what is missing is named until it comes`(store: Store) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 5_000)
        var till = try await scene.till("till-7")
        for _ in 0..<6 { try till.take(100, of: card, as: scene.desk.ids.next()) }
        let late = try await scene.upload(Array(till.claims[4...]))
        #expect(late.receipt.through == 0)
        #expect(late.receipt.gaps == [1...4])
        let middle = try await scene.upload([till.claims[1]])
        #expect(middle.receipt.gaps == [1...1, 3...4])
        let rest = try await scene.upload(till.claims)
        #expect(rest.receipt.through == 6)
        #expect(rest.receipt.gaps.isEmpty)
        #expect(rest.newCount == 3)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available, [false, true])
    func `an undo counts before its redemption and after it`(
        store: Store, undoFirst: Bool
    ) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 1_000)
        var till = try await scene.till("till-7")
        let taken = try till.take(1_000, of: card, as: scene.desk.ids.next())
        till.time = till.time.advanced(byMilliseconds: 59_000)
        scene.desk.clock.set(till.time)
        till.undo(taken, as: scene.desk.ids.next())
        let order = undoFirst ? [1, 0] : [0, 1]
        for index in order { try await scene.upload([till.claims[index]]) }
        #expect(try await scene.counter.ledger.voucher(at: card.position).balance == 1_000)
        #expect(try await scene.balance(.shop(PartnerScene.luna), .clearing) == 0)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a partner that forges a thousand is paid for none and its key is named`(
        store: Store
    ) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 1_000)
        var till = try await scene.till("till-7")
        let real = try till.body(of: card)
        // Whoever has the leaf can tag any body; what it cannot make is the seal.
        for number in 1...1_000 {
            var bytes = real.bytes
            bytes[8] = UInt8(number >> 8)
            bytes[9] = UInt8(number & 255)
            let forged = try TokenBody(bytes)
            try till.take(
                1_000, .amount(Sample.euros(cents: 1_000)), of: forged,
                as: scene.desk.ids.next())
        }
        let judged = try await scene.upload(till.claims)
        #expect(judged.conflicts.count == 1_000)
        #expect(judged.receipt.items.allSatisfy { $0.ruling == .forged && $0.paid == 0 })
        let named = judged.conflicts.compactMap { $0.claim?.0.finding }
        #expect(Set(named) == [.forged(real.token.keyID)])
        #expect(try await scene.balance(.shop(PartnerScene.luna), .clearing) == 0)
        #expect(try await scene.balance(.issuer, .loss) == 0)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a till cannot cost more than its limit whatever it says`(store: Store) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 9_000)
        var till = try await scene.till("till-7")
        for _ in 0..<5 { try till.take(9_000, of: card, as: scene.desk.ids.next()) }
        let judged = try await scene.upload(till.claims)
        #expect(judged.receipt.items.map(\.paid) == [9_000, 0, 0, 0, 0])
        // €50 of one voucher at a time, €100 on the day; the rest is the partner's own.
        #expect(judged.receipt.items.map(\.lostByIssuer) == [0, 5_000, 5_000, 0, 0])
        #expect(judged.receipt.items.map(\.lostByAcceptor) == [0, 4_000, 4_000, 9_000, 9_000])
        #expect(try await scene.balance(.issuer, .loss) == -10_000)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a copied till is quarantined at the first record that differs`(
        store: Store
    ) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 5_000)
        var till = try await scene.till("till-7")
        try till.take(100, of: card, as: scene.desk.ids.next())
        var copy = till
        try till.take(200, of: card, as: scene.desk.ids.next())
        try copy.take(300, of: card, as: scene.desk.ids.next())
        try till.take(400, of: card, as: scene.desk.ids.next())
        try await scene.upload(Array(till.claims.prefix(2)))
        let forked = try await scene.upload(copy.claims)
        #expect(forked.receipt.items.map(\.ruling) == [.accepted, .quarantined])
        let after = try await scene.upload(till.claims)
        #expect(after.receipt.items.map(\.ruling) == [.accepted, .accepted, .quarantined])
        // Paired again it is another till.
        var again = try await scene.till("till-7")
        try again.take(500, of: card, as: scene.desk.ids.next())
        #expect(try await scene.upload(again.claims).receipt.items.map(\.ruling) == [.accepted])
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a record that asks for another's id takes nothing of it`(store: Store) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 5_000)
        let name = scene.desk.ids.next()
        var till = try await scene.till("till-7")
        try till.take(100, of: card, as: name)
        var other = try await scene.till("till-8")
        try other.take(200, of: card, as: name)
        try await scene.upload(till.claims)
        let judged = try await scene.upload(other.claims)
        #expect(judged.receipt.items.map(\.paid) == [200])
        #expect(try await scene.counter.ledger.voucher(at: card.position).balance == 4_700)
        #expect(try await scene.upload(other.claims).newCount == 0)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a record that the device did not make is recorded and takes no id`(
        store: Store
    ) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 5_000)
        let name = scene.desk.ids.next()
        var till = try await scene.till("till-7")
        var thief = till
        thief.key = try DeviceKey(SecretBytes([UInt8](repeating: 9, count: 32)))
        try thief.take(5_000, of: card, as: name)
        try till.take(100, of: card, as: name)
        let stolen = try await scene.upload(thief.claims)
        #expect(stolen.receipt.items.map(\.ruling) == [.wrongMAC])
        #expect(stolen.receipt.through == 0)
        let real = try await scene.upload(till.claims)
        #expect(real.receipt.items.map(\.ruling) == [.accepted])
        #expect(real.receipt.items[0].operation == name)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a log never goes back so days that are judged are closed`(store: Store) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 1_000)
        var till = try await scene.till("till-7")
        till.time = till.time.advanced(byMilliseconds: 3 * 86_400_000)
        scene.desk.clock.set(till.time)
        try till.take(1_000, of: card, as: scene.desk.ids.next())
        #expect(try await scene.upload(till.claims).receipt.items.map(\.ruling) == [.accepted])
        #expect(try await scene.counter.exposure().first?.days == 1)
        // It claims for yesterday what nothing covers.
        till.time = till.time.advanced(byMilliseconds: -86_400_000)
        try till.take(1_000, of: card, as: scene.desk.ids.next())
        let lied = try await scene.upload(till.claims)
        #expect(lied.receipt.items.map(\.ruling) == [.accepted, .quarantined])
        #expect(try await scene.balance(.issuer, .loss) == 0)
        try await scene.expectSound()
    }
}
