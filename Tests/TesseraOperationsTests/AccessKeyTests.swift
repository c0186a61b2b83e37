import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Keys that others come in with over the network.
///
/// F14.
struct AccessKeyTests {
    private static let alphabet = Set("0123456789abcdefghjkmnpqrstvwxyz")

    private func order(
        _ scopes: Set<AccessScope> = [.redeem, .check], name: String = "web shop",
        at shop: ShopID? = nil, until expiry: Timestamp? = nil
    ) -> AccessKeyOrder {
        AccessKeyOrder(name: name, scopes: scopes, acceptor: shop, expiresAt: expiry)
    }

    @Test(arguments: Store.available)
    func `a key that was given out comes in`(store: Store) async throws {
        let desk = try await Desk(store)

        let issued = try await desk.counter.issueAccessKey(
            order(at: Sample.harbour), by: .terminal)

        #expect(try await desk.counter.admitAccessKey(issued.text) == issued.key)
        #expect(issued.key.name == "web shop" && issued.key.acceptor == Sample.harbour)
        #expect(issued.key.scopes == [.check, .redeem])
        #expect(issued.key.createdAt == Sample.noon)
        let again = try await desk.reopened()
        #expect(try await again.counter.admitAccessKey(issued.text) == issued.key)
        #expect(try await again.counter.accessKeys() == [issued.key])
    }

    @Test func `its text has a form that is known when it is seen`() async throws {
        let desk = try await Desk(.inMemory)

        let issued = try await desk.counter.issueAccessKey(order(), by: .terminal)

        let parts = issued.text.split(separator: "_")
        #expect(issued.text.count == 80 && parts.map(\.count) == [3, 16, 59])
        #expect(parts[0] == "tsk" && "key_\(parts[1])" == issued.key.id.text)
        #expect(parts[1...].joined().allSatisfy(Self.alphabet.contains))
        #expect(!"\(issued.key)".contains(parts[2]))
    }

    @Test(arguments: Store.available)
    func `the secret is not in the book`(store: Store) async throws {
        let desk = try await Desk(store)
        let issued = try await desk.counter.issueAccessKey(order(), by: .terminal)
        let secret = String(issued.text.suffix(59))

        let slips = try await desk.book.ledger.slips(
            under: "", after: nil, limit: 99, at: Sample.noon)

        #expect(slips.count == 2)
        for slip in slips {
            #expect(!slip.name.contains(secret))
            #expect(!String(decoding: slip.value, as: UTF8.self).contains(secret))
        }
    }

    /// A stranger learns nothing from the answer.
    @Test(arguments: Store.available)
    func `whatever is no key of ours gets one answer`(store: Store) async throws {
        let desk = try await Desk(store)
        let one = try await desk.counter.issueAccessKey(order(), by: .terminal)
        let other = try await Desk(.inMemory).counter.issueAccessKey(order(), by: .terminal)
        let elsewhere = try await desk.counter.issueAccessKey(order(), by: .terminal)
        let text = one.text
        let swapped = elsewhere.text.prefix(20) + text.dropFirst(20)

        var wrong = [
            "", "tsk_", "key", text.uppercased(), text + "0", String(text.dropLast()),
            " " + text, text + "\n", String(swapped), text.replacing("tsk_", with: "tss_"),
            "tsk_" + String(repeating: "é", count: 38), String(repeating: "a", count: 1_000_000),
        ]
        for index in stride(from: 4, to: 80, by: 3) where index != 20 {
            var characters = Array(text)
            characters[index] = characters[index] == "0" ? "1" : "0"
            wrong.append(String(characters))
        }

        for text in wrong {
            await #expect(throws: AccessError.keyNotAdmitted) {
                try await desk.counter.admitAccessKey(text)
            }
        }
        // The same chance gives the same key in another book, where it was given out.
        #expect(other.text == one.text)
        await #expect(throws: AccessError.keyNotAdmitted) {
            try await Desk(.inMemory).counter.admitAccessKey(one.text)
        }
    }

    @Test(arguments: Store.available)
    func `a key that was taken back says so to who has it`(store: Store) async throws {
        let desk = try await Desk(store)
        let issued = try await desk.counter.issueAccessKey(order(), by: .terminal)
        let (id, revoked) = (issued.key.id, Sample.noon.advanced(byMilliseconds: 5_000))
        desk.clock.set(revoked)

        let after = try await desk.counter.revokeAccessKey(id, reason: "leaked", by: .terminal)
        desk.clock.advance(byMilliseconds: 1)
        let again = try await desk.counter.revokeAccessKey(id, reason: "other", by: .terminal)

        #expect(after.end == Acceptor.End(time: revoked, reason: "leaked"))
        #expect(again == after)
        #expect(try await desk.counter.accessKeys() == [after])
        await #expect(throws: AccessError.keyRevoked(id, at: revoked)) {
            try await desk.counter.admitAccessKey(issued.text)
        }
    }

    @Test(arguments: Store.available)
    func `a key ends with its time`(store: Store) async throws {
        let desk = try await Desk(store)
        let end = Sample.noon.advanced(byMilliseconds: 60_000)
        let issued = try await desk.counter.issueAccessKey(order(until: end), by: .terminal)

        desk.clock.set(end.advanced(byMilliseconds: -1))
        #expect(try await desk.counter.admitAccessKey(issued.text) == issued.key)

        desk.clock.set(end)
        await #expect(throws: AccessError.keyExpired(issued.key.id, at: end)) {
            try await desk.counter.admitAccessKey(issued.text)
        }
        await #expect(throws: AccessError.keyUnfit(.alreadyExpired)) {
            try await desk.counter.issueAccessKey(order(until: end), by: .terminal)
        }
    }

    @Test func `a key does what it is for, where it is for`() async throws {
        let desk = try await Desk(.inMemory)
        let bound = try await desk.counter.issueAccessKey(
            order(at: Sample.harbour), by: .terminal
        ).key
        let free = try await desk.counter.issueAccessKey(order(), by: .terminal).key

        try bound.require(.check, at: Sample.harbour)
        try free.require(.redeem, at: Sample.market)
        try free.require(.redeem, at: nil)
        #expect(throws: AccessError.scopeMissing(.access)) {
            try free.require(.access, at: nil)
        }
        for shop in [Sample.market, nil] {
            #expect(throws: AccessError.keyElsewhere(Sample.harbour)) {
                try bound.require(.check, at: shop)
            }
        }
    }

    @Test(arguments: Store.available)
    func `a key that cannot be is not given out`(store: Store) async throws {
        let desk = try await Desk(store)
        let nowhere = try #require(ShopID("nowhere"))

        for name in ["", " ", "a\nb", String(repeating: "n", count: 101)] {
            await #expect(throws: AccessError.keyUnfit(.name)) {
                try await desk.counter.issueAccessKey(order(name: name), by: .terminal)
            }
        }
        await #expect(throws: AccessError.keyUnfit(.noScopes)) {
            try await desk.counter.issueAccessKey(order([]), by: .terminal)
        }
        await #expect(throws: LedgerError.unknownAcceptor(nowhere)) {
            try await desk.counter.issueAccessKey(order(at: nowhere), by: .terminal)
        }
        for text in ["key_0000000000000000", "key_ABC"] {
            let id = try #require(AccessKeyID(text))
            await #expect(throws: AccessError.unknownKey(id)) {
                try await desk.counter.revokeAccessKey(id, reason: "gone", by: .terminal)
            }
        }
        #expect(try await desk.counter.accessKeys() == [])
        #expect(try await desk.counter.accessLog(after: nil, limit: 9) == [])
    }

    @Test(arguments: Store.available)
    func `more keys than a page holds are all listed`(store: Store) async throws {
        let desk = try await Desk(store)
        var names: [String] = []
        for number in 100..<305 {
            names.append("shop \(number)")
            _ = try await desk.counter.issueAccessKey(
                order(name: "shop \(number)"), by: .terminal)
            desk.clock.advance(byMilliseconds: 1)
        }

        #expect(try await desk.counter.accessKeys().map(\.name) == names)
    }
}
